#!/usr/bin/env python3
# After a good night the agreed snapshots are left and the repository has been checked; a damaged one makes the night red.
# Tells, where it applies: ::set kept= ::set wanted= ::set lost= ::set id= ::set when= ::set said= ::set count=
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import history, last, moment, no, real_repository, rehearsed

played = rehearsed("good", "usual", "damaged")
good = played.get("good", {})
if "usual" not in played:
    no(60)
usual = played["usual"]
if usual["code"] != 0:
    no(61, said=last(usual["said"]) or "–")
kept, wanted = set(usual["kept"]), set(usual["wanted"])
if not usual["same"]:
    no(62)
if kept != wanted:
    lost = wanted - kept
    if lost:
        no(64, lost=len(lost), kept=len(kept) + 1, wanted=len(wanted) + 1)
    no(63, kept=len(kept) + 1, wanted=len(wanted) + 1)
if "check" not in usual["commands"]:
    no(65)
if played["damaged"]["code"] == 0:
    no(66)
if usual["unused"]:
    no(67, count=usual["unused"])
repo, snapshots = real_repository()
if snapshots is None:
    no(68)
bad = {one["id"]: one["state"] for one in history() if one["state"] != "whole"}
for snapshot in snapshots:
    if snapshot["id"] in bad:
        no(69 if bad[snapshot["id"]] == "empty" else 70, id=snapshot["id"][:8], when=moment(snapshot["time"]).strftime("%Y-%m-%d"))
