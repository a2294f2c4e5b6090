#!/usr/bin/env python3
# What main describes costs less than the budget, is still enough for the shop, and the pipeline sees to it.
# Tells, where it applies: ::set cost= ::set what= ::set found= ::set wanted= ::set error= ::set file= ::set line=
import json
import sys

sys.path.insert(0, "/opt/lab")
from policycheck import MACHINE, main, pipeline, price, stop, terraform

BUDGET, DATA = {{budget}}, {{gb}}
with open("/opt/lab/prices.json") as file:
    prices = json.load(file)

with main(40) as tree:
    known = {"%s.%s" % (kind, name): body for kind, name, body in terraform(tree, 47)}
    try:
        if json.loads(tree.read("ci/prices.json") or "null") != prices:
            stop(44)
    except ValueError:
        stop(44)
    try:
        total = sum(one for _, one in price().estimate(tree.folder, prices))
    except SystemExit as error:
        stop(41, error=str(error).replace("cost: ", "", 1))
    for what, kind, key, vcpu, memory in (("aws_instance.web", "aws_instance", "instance_type", 2, 4),
                                          ("aws_instance.thumbs", "aws_instance", "instance_type", 2, 8),
                                          ("aws_db_instance.shop", "aws_db_instance", "instance_class", 2, 8)):
        if what not in known:
            stop(48, what=what)
        size = prices[kind][known[what][key]]
        if size["vcpu"] < vcpu or size["memory"] < memory:
            stop(43, what=what, found="%s (%d CPUs, %d GB)" % (known[what][key], size["vcpu"], size["memory"]), wanted="%d CPUs, %d GB" % (vcpu, memory))
    if price().amount(known["aws_instance.web"], "count", 1) < 2:
        stop(43, what="aws_instance.web", found="one machine", wanted="two")
    if known["aws_db_instance.shop"].get("multi_az") is not True:
        stop(43, what="aws_db_instance.shop", found="no second one that takes over", wanted="multi_az")
    storage = price().amount(known["aws_db_instance.shop"], "allocated_storage", 20)
    if storage < 2 * DATA:
        stop(43, what="aws_db_instance.shop", found="%s GB of storage" % storage, wanted="%d GB" % (2 * DATA))
    for what in ("aws_lb.front", "aws_nat_gateway.out", "aws_s3_bucket.covers", "aws_s3_bucket.invoices", "aws_s3_bucket.press"):
        if what not in known:
            stop(48, what=what)
    if total > BUDGET:
        stop(42, cost="%.2f" % total)
    code, output = pipeline(tree, "as it is", {})
    print(output)
    if code:
        lines = [line for line in output.splitlines() if line.strip()]
        stop(46, error=lines[-1] if lines else "exit code %d" % code)
    code, output = pipeline(tree, "machine", MACHINE)
    if code == 0:
        print(output)
        stop(45)
