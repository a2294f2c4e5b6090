#!/usr/bin/env python3
# The job is rehearsed in one good night and three bad ones. Tells, where it applies: ::set said= ::set code= ::set word= ::set night= ::set gone=
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import last, no, rehearsed

NIGHTS = {"refused": "refuses the password", "broken": "breaks off in the middle of the dump", "unreachable": "cannot be reached"}

played = rehearsed("good", "refused", "broken", "unreachable")
if "missing" in played:
    no(20 if played["missing"] == "gone" else 21)
good = played["good"]
if good["code"] == "timeout":
    no(22)
if good["code"] != 0:
    no(23, code=good["code"], said=last(good["said"]) or "–")
if not good["new"]:
    no(24)
if good["holds"] == "directory":
    no(25)
if good["holds"] == "part":
    no(26, word=good["word"])
if good["holds"] in ("cut", "nothing", "empty"):
    no({"cut": 35, "nothing": 36, "empty": 37}[good["holds"]])
if good["holds"] != "whole":
    no(27, word=good["word"] or good["holds"])
for code, name in ((28, "refused"), (29, "broken"), (30, "unreachable")):
    if played[name]["code"] == 0:
        no(code)
    if played[name]["code"] == "timeout":
        no(22)
for name in ("refused", "broken", "unreachable"):
    lines = [line for line in played[name]["said"].splitlines() if line.strip()]
    if not any(word in line.lower() for line in lines for word in ("error", "fatal", "fail", "refused")):
        no(31, night="storage" if name == "unreachable" else "db")
for name in ("refused", "broken"):
    if played[name]["new"]:
        no(32 if name == "refused" else 33)
for name in ("refused", "broken"):
    if played[name]["gone"]:
        no(34, gone=played[name]["gone"])
