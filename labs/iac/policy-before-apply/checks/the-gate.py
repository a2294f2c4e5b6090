#!/usr/bin/env python3
# main is clean, and its pipeline lets nothing in that the rules forbid.
# Tells, where it applies: ::set rule= ::set resource= ::set error=
import sys

sys.path.insert(0, "/opt/lab")
from policycheck import BUCKET, IMAGE, POD, Tree, findings, main, pipeline, stop

with main(30) as tree:
    with Tree(tree.folder) as copy:
        for one in findings(copy):
            if not (one["skipped"] and one["resource"].endswith(".press")):
                stop(31, rule=one["rule"], resource=one["resource"])
    code, output = pipeline(tree, "as it is", {})
    print(output)
    if code:
        lines = [line for line in output.splitlines() if line.strip()]
        stop(32, error=lines[-1] if lines else "exit code %d" % code)
    for number, what, planted in ((33, "bucket", BUCKET), (34, "image", IMAGE), (35, "pod", POD)):
        code, output = pipeline(tree, what, planted)
        if code == 0:
            print(output)
            stop(number)
