#!/opt/checkov/bin/python3
"""What the code would cost each month, by the price list beside this file.

    ci/cost.py                 shows it
    ci/cost.py --max 500       shows it, and fails if it is more than 500

It counts what is on the list (machines, databases and their storage, load balancers, NAT gateways, buckets) and names what is not.
"""
import argparse
import glob
import json
import os
import sys

import hcl2

HERE = os.path.dirname(os.path.abspath(__file__))


def plain(value):
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def resources(folder):
    """Type, name and body of each resource of the .tf files."""
    for path in sorted(glob.glob(os.path.join(folder, "*.tf"))):
        with open(path, encoding="utf-8") as file:
            for block in hcl2.load(file).get("resource", []):
                for kind, named in block.items():
                    for name, body in named.items():
                        yield kind, name, {key: plain(value) for key, value in body.items()}


def amount(body, key, otherwise):
    value = body.get(key, otherwise)
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SystemExit("cost: %s = %s is no plain number; write it out, so that it can be counted" % (key, value))
    return value


def estimate(folder, prices):
    """Lines of (what, price a month)."""
    lines = []
    for kind, name, body in resources(folder):
        many = amount(body, "count", 1)
        what = "%s.%s" % (kind, name)
        if kind in ("aws_instance", "aws_db_instance"):
            size = body.get("instance_type" if kind == "aws_instance" else "instance_class")
            if size not in prices[kind]:
                raise SystemExit("cost: %s is %s, which is not on the price list" % (what, size))
            price = prices[kind][size]["price"]
            if kind == "aws_db_instance":
                twice = 2 if body.get("multi_az") is True else 1
                lines.append(("%s storage, %s GB%s" % (what, amount(body, "allocated_storage", 20), ", twice" if twice == 2 else ""),
                              prices["database storage, each GB"] * amount(body, "allocated_storage", 20) * many * twice))
                price, size = price * twice, size + (", twice" if twice == 2 else "")
            lines.append(("%s %s%s" % (what, size, " x %d" % many if many != 1 else ""), price * many))
        elif kind in ("aws_lb", "aws_nat_gateway", "aws_s3_bucket"):
            lines.append((what + (" x %d" % many if many != 1 else ""), prices[kind] * many))
    return lines


def main():
    parser = argparse.ArgumentParser(description="What the code would cost each month.")
    parser.add_argument("folder", nargs="?", default=os.path.dirname(HERE))
    parser.add_argument("--max", type=float, help="fail if it is more than this")
    asked = parser.parse_args()
    with open(os.path.join(HERE, "prices.json")) as file:
        prices = json.load(file)
    lines = estimate(asked.folder, prices)
    total = sum(price for _, price in lines)
    for what, price in lines:
        print("%9.2f  %s" % (price, what))
    print("%9.2f  %s" % (total, prices["currency"]))
    if asked.max is not None and total > asked.max:
        print("cost: %.2f is more than the %.2f that are agreed" % (total, asked.max), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
