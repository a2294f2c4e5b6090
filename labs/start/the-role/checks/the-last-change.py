#!/usr/bin/env python3
# The page says who made the last change to main, and which commit it was.
# Tells, where it applies: ::set said=
import re
import sys

sys.path.insert(0, "/opt/checker")
from page import SHOP, field, git, here, no, plain

PEOPLE = {"ines": "ines caron", "amara": "amara diallo", "jonas": "jonas weber", "tomas": "tomas rey"}
text = here()
if text is None:
    no(10)
who, commit = plain(field(text, "Last change by")), field(text, "Its commit").lower()
if not who:
    no(11)
named = [first for first, full in PEOPLE.items() if re.search(r"\b(%s|%s)\b" % (first, full.split()[1]), who)]
if not named:
    no(12, said=field(text, "Last change by"))
if named != ["{{last}}"]:
    no(13, said=field(text, "Last change by"))
if not commit:
    no(14)
commit = re.sub(r"^commit\s+", "", commit)
if not re.fullmatch(r"[0-9a-f]{6,40}", commit):
    no(15, said=commit)
head = git(SHOP, "rev-parse", "refs/heads/main")
if head is None:
    no(19)
if not head.strip().startswith(commit):
    no(16, said=commit[:12])
