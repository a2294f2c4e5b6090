#!/usr/bin/env python3
# Which file system fills up, and on which day.
import datetime
import re
import sys
import time

try:
    with open("/var/lib/sillon/began") as file:
        began = float(file.read())
except (OSError, ValueError):
    began = time.time()
full = began + {{full}} / 10 * 86400
try:
    with open("/lab/answer.md", encoding="utf-8", errors="replace") as file:
        text = file.read()
except OSError:
    sys.exit(40)


def field(*words):
    for line in text.splitlines():
        head, colon, rest = line.partition(":")
        if colon and all(word in head.lower() for word in words):
            return rest.strip(" \t*_`\"'~")
    return None


where, day = field("file system"), field("full on")
if where is None or day is None:
    sys.exit(41)
if not where:
    sys.exit(42)
where = where.lower()
if "photos" not in where:
    if "log" in where:
        sys.exit(43)
    if where in ("/", "web1 /", "web2 /", "web1:/", "web2:/"):
        sys.exit(44)
    print("::set mount=" + re.sub(r"[^\w/. -]", "", where)[:40])
    sys.exit(45)
if "web2" in where:
    print("::set mount=web2 /srv/photos")
    sys.exit(45)
if not day:
    sys.exit(46)
found = re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", day)
parts = found.groups() if found else None
if not parts:
    found = re.search(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", day)
    parts = found.groups()[::-1] if found else None
try:
    said = datetime.datetime(*(int(part) for part in parts), 12, tzinfo=datetime.timezone.utc)
except (TypeError, ValueError):
    sys.exit(47)
print("::set day=" + said.strftime("%Y-%m-%d"))
off = (said.timestamp() - full) / 86400
print("off by %.1f days" % off)
if off < -1.6:
    sys.exit(48)
if off > 1.6:
    sys.exit(49)
