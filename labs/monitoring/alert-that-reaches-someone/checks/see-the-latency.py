#!/usr/bin/env python3
# The note names the page that was slow and when it began.
import re
import sys

page, hour, minute = "{{slow}}", {{hour}}, {{minute}}

try:
    with open("/shop/incident.md", encoding="utf-8", errors="replace") as note:
        text = note.read()
except OSError:
    sys.exit(10)


def field(name):
    found = re.search(r"^[\s*_>#-]*" + name + r"[^:\n]*:[*_` \t]*(.*?)[\s*_`]*$", text, re.I | re.M)
    return found.group(1).strip() if found else ""


named = field("page").strip("`'\" ").rstrip("/").split("/")[-1].lower()
began = field("began")
if not named:
    sys.exit(11)
if named not in ("records", "search", "cart", "checkout", "wishlist"):
    print("::set page=" + re.sub(r"[^\w/. -]", "", named)[:40])
    sys.exit(12)
if named != page:
    print("::set page=/" + named)
    sys.exit(13)
if not began:
    sys.exit(14)
clock = re.search(r"(?<![\d:-])(\d{1,2})\s*[:hH]\s*(\d{2})(?!\d)", began)
if not clock or int(clock.group(1)) > 23 or int(clock.group(2)) > 59:
    sys.exit(15)
off = abs(int(clock.group(1)) * 60 + int(clock.group(2)) - hour * 60 - minute)
print("::set began=%s:%s" % clock.groups())
print("minutes off: %d" % min(off, 1440 - off))
sys.exit(0 if min(off, 1440 - off) <= 6 else 16)
