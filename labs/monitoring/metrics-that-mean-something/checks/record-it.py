#!/usr/bin/env python3
# Two recording rules, tried on an invented shop: right numbers, right labels, and names of the form level:metric:operations.
import glob
import os
import re
import sys

sys.path.insert(0, "/opt/checker")
from rulecheck import EXAMPLE, Failed, loaded, stop, the_two  # noqa: E402

try:
    groups, good = loaded()
except (OSError, ValueError, KeyError):
    stop(60)
if not good:
    stop(61)
rules = [rule for group in groups for rule in group["rules"] if rule["type"] == "recording"]
mine = [rule for rule in rules if rule["name"] != EXAMPLE]
if not mine:
    for name in glob.glob("/lab/prometheus/**/*", recursive=True):
        if os.path.isfile(name):
            with open(name, encoding="utf-8", errors="replace") as file:
                for record in re.findall(r"^[\s-]*[\"']?record[\"']?\s*:\s*[\"']?([\w:]+)", file.read(), re.M):
                    if record != EXAMPLE:
                        stop(63, "::set rule=" + record, "::set file=" + name.replace("/lab/", ""))
    stop(62)
for rule in mine:
    if rule.get("lastError"):
        stop(64, "::set rule=" + rule["name"], "::set error=" + rule["lastError"])
try:
    mean, share, found = the_two(groups)
except Failed as error:
    lines = [line for line in str(error).splitlines() if line.strip()] or ["?"]
    stop(64, "::set rule=" + mine[0]["name"], "::set error=" + lines[-1])
print(found)

if not mean:
    for name, one in found.items():
        kind = one.get("mean")
        if not kind:
            continue
        print("::set rule=" + name)
        if kind.startswith("averages"):
            sys.exit(66)
        if kind == "raw":
            sys.exit(67)
        if kind == "milliseconds":
            sys.exit(68)
        if kind.startswith("window"):
            stop(69, "::set window=" + kind[7:])
        if kind == "upside-down":
            sys.exit(70)
    stop(65, "::set rules=" + ", ".join(sorted(rule["name"] for rule in mine)))
if not share:
    for name, one in found.items():
        kind = one.get("share")
        if not kind:
            continue
        print("::set rule=" + name)
        if kind == "raw":
            sys.exit(67)
        if kind in ("all-codes", "also-404"):
            sys.exit(72)
        if kind == "only-500":
            sys.exit(73)
        if kind == "percent":
            sys.exit(74)
        if kind.startswith("window"):
            stop(69, "::set window=" + kind[7:])
        if kind == "whole":
            sys.exit(75)
        if kind in ("to-good", "failures"):
            sys.exit(76)
    stop(71, "::set rules=" + ", ".join(sorted(rule["name"] for rule in mine)))

for name, allowed, metric in ((mean, [["job"]], "shop_request_duration_seconds"), (share, [["page"], ["job", "page"]], "shop_requests?(_|$)")):
    labels = found[name]["labels"]
    if labels not in allowed:
        stop(77, "::set rule=" + name, "::set labels=" + (", ".join(labels) or "none"), "::set wanted=" + ", ".join(allowed[0]))
    parts = name.split(":")
    if len(parts) != 3 or not all(parts):
        stop(78, "::set rule=" + name)
    if parts[0] not in ("_".join(labels), "_".join(reversed(labels))):
        stop(79, "::set rule=" + name, "::set level=" + parts[0], "::set labels=" + "_".join(labels))
    if not re.match(metric, parts[1]):
        stop(80, "::set rule=" + name, "::set metric=" + parts[1])
    if re.search(r"_total$|_sum$|_count$|_bucket$", parts[1]):
        stop(80, "::set rule=" + name, "::set metric=" + parts[1])
    if not re.search(r"5m|300s", parts[2]):
        stop(81, "::set rule=" + name, "::set operations=" + parts[2])
