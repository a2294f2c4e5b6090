#!/usr/bin/env python3
# The drill server holds what the named snapshot holds, and the report says how long it took and how old the data was.
# Tells, where it applies: ::set field= ::set found= ::set table= ::set wanted= ::set id= ::set made=
import datetime
import os
import re
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import WORK, differs, facts, field, history, moment, no, note, now, psql, real_repository, remembered

FIELDS = {"snapshot": "Snapshot (ID):", "began": "Began (UTC):", "usable": "Usable again (UTC):", "recovery time": "Recovery time (seconds):",
          "orders": "Orders restored:", "newest": "Newest order restored (UTC):", "recovery point": "Recovery point (seconds):"}

there = psql("drill", "SELECT datname FROM pg_database", "postgres")
if there is None:
    no(80)
if ["shop"] not in there:
    no(81)
known = facts("drill")
if known is None or not known["orders"][0]:
    no(82)
text = note("drill.md")
if text is None:
    no(83)
said = {name: field(text, name) for name in FIELDS}
for name, line in FIELDS.items():
    if not said[name]:
        no(84, field=line)

repo, snapshots = real_repository()
if snapshots is None:
    no(85)
short = re.search(r"[0-9a-f]{6,64}", said["snapshot"].lower())
snapshot = next((s for s in snapshots if short and s["id"].startswith(short.group())), None)
if snapshot is None and short:
    # a later run of the same day may have taken its place since; what it held is remembered
    known_id = next((name[6:-5] for name in os.listdir(WORK) if name.startswith("facts-" + short.group()) and name.endswith(".json")), None)
    snapshot = dict(id=known_id) if known_id else None
if snapshot is None:
    no(86, found=said["snapshot"])
if snapshot["id"] in {one["id"] for one in history()}:
    no(87, id=snapshot["id"][:8])
kind, word, held = remembered(repo, snapshot)
if kind != "whole":
    no(88, id=snapshot["id"][:8])
if known["newest"][0] > held["newest"][0]:
    no(89, found=known["newest"][0], wanted=held["newest"][0], id=snapshot["id"][:8])
table = differs(known, held)
if table:
    no(90, table=table, found=known[table][0], wanted=held[table][0], id=snapshot["id"][:8])


def time_of(name):
    found = re.search(r"(?:(\d{4}-\d\d-\d\d)[ T]+)?(\d{1,2}):(\d\d)(?::(\d\d))?", said[name])
    if not found or int(found.group(2)) > 23 or int(found.group(3)) > 59 or int(found.group(4) or 0) > 59:
        no(91, field=FIELDS[name], found=said[name])
    clock = datetime.time(int(found.group(2)), int(found.group(3)), int(found.group(4) or 0))
    try:
        day = datetime.date.fromisoformat(found.group(1)) if found.group(1) else now().date()
    except ValueError:
        no(91, field=FIELDS[name], found=said[name])
    when = datetime.datetime.combine(day, clock, datetime.timezone.utc)
    if not found.group(1) and when > now() + datetime.timedelta(minutes=5):
        when -= datetime.timedelta(days=1)
    return when, 1.5 if found.group(4) else 61


def number(name):
    found = re.search(r"\d+(?:[.,]\d{1,2}(?!\d))?", re.sub(r"(?<=\d)[ ,.\u202f\u00a0](?=\d{3}(?!\d))", "", said[name]))
    if not found:
        no(91, field=FIELDS[name], found=said[name])
    return float(found.group().replace(",", "."))


if number("orders") != known["orders"][0]:
    no(92, found=said["orders"], wanted=known["orders"][0])
newest, slack_newest = time_of("newest")
real = moment(known["newest"][1].replace(" ", "T") + "Z")
if abs((newest - real).total_seconds()) > slack_newest:
    no(93, found=said["newest"])
began, slack_began = time_of("began")
usable, slack_usable = time_of("usable")

# the server remembers when each table was made
stamps = psql("drill", "SELECT to_char(min(t) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), to_char(max(t) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
              "FROM (SELECT pg_xact_commit_timestamp(xmin) t FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') made")
if stamps and len(stamps[0]) == 2 and stamps[0][0]:
    first, latest = moment(stamps[0][0]), moment(stamps[0][1])
    if (began - first).total_seconds() > 5 + slack_began or (latest - usable).total_seconds() > 5 + slack_usable:
        no(94, made=first.strftime("%H:%M:%S"))
if usable <= began:
    no(95)
if abs((usable - began).total_seconds() - number("recovery time")) > max(3, slack_began + slack_usable):
    no(96, found=said["recovery time"])
if abs((began - real).total_seconds() - number("recovery point")) > max(5, slack_began + slack_newest):
    no(97, found=said["recovery point"])
