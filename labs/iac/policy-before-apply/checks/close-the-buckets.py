#!/usr/bin/env python3
# Nobody but the press kit is open to everyone, and the press kit says why.
# Tells, where it applies: ::set file= ::set line= ::set rule= ::set resource=
import sys

sys.path.insert(0, "/opt/lab")
from policycheck import PROJECT, Tree, findings, stop, terraform

with Tree(PROJECT) as tree:
    known = terraform(tree, 10)
    buckets = {name for kind, name, _ in known if kind == "aws_s3_bucket"}
    for name in ("invoices", "covers", "press"):
        if name not in buckets:
            stop(15, resource="aws_s3_bucket." + name)
    found = [one for one in findings(tree) if one["file"].endswith(".tf")]

for one in found:
    if ".press" not in one["resource"]:
        stop(12 if one["skipped"] else 11 if ".invoices" in one["resource"] else 17, rule=one["rule"], resource=one["resource"])
opened = any((kind == "aws_s3_bucket_acl" and "public" in str(body.get("acl")) or kind == "aws_s3_bucket_policy") and "press" in str(body.get("bucket"))
             for kind, _, body in known)
if not opened:
    stop(14)
for one in found:
    if not one["skipped"]:
        stop(13, rule=one["rule"], resource=one["resource"])
    if len(one["reason"].strip()) < 12 or " " not in one["reason"].strip():
        stop(16, rule=one["rule"], resource=one["resource"])
