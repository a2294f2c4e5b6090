#!/usr/bin/env python3
# The newest snapshot in the other building is whole and fresh; no secret lies open.
# Tells, where it applies: ::set when= ::set word= ::set table= ::set file= ::set secret= ::set minutes= ::set repo= ::set found= ::set wanted=
import datetime
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import differs, facts, history, moment, no, now, open_secret, real_repository, rehearsed, remembered

repo, snapshots = real_repository()
if snapshots is None:
    no(40)
old = {one["id"] for one in history()}
if not snapshots:
    no(41, when="–")
newest = snapshots[-1]
when = moment(newest["time"])
if newest["id"] in old:
    no(41, when=when.strftime("%Y-%m-%d %H:%M UTC"))
kind, word, known = remembered(repo, newest)
if kind == "empty":
    no(42)
if kind == "directory":
    no(43)
if kind in ("cut", "nothing"):
    no(51 if kind == "cut" else 52)
if kind == "part":
    no(53, table=word)
if kind != "whole":
    no(44, word=word)
live = facts("live-db", known["newest"][0])
if live is None:
    no(45)
table = differs(known, live)
if table:
    no(46, table=table, found=known[table][0], wanted=live[table][0])
made = datetime.datetime.strptime(known["newest"][1], "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=datetime.timezone.utc)
behind = (when - made).total_seconds() / 60
later = facts("live-db")
if behind > 10 and later["newest"][0] > known["newest"][0]:
    no(47, minutes=round(behind))
if when > now() + datetime.timedelta(minutes=5):
    no(48, when=when.strftime("%Y-%m-%d %H:%M UTC"))
secret = open_secret()
if secret:
    no(49, file=secret[0], secret=secret[1])
played = rehearsed("good")
for one in played.get("good", {}).get("repos", []):
    if "storage" not in one:
        no(50, repo=one)
if played.get("good", {}).get("holds") == "directory":
    no(43)
