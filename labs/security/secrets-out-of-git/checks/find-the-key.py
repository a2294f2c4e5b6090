#!/usr/bin/env python3
# incident.md names the commit that brought in the key that was still valid.
# Tells, where it applies: ::set said=
import json
import re
import sys

sys.path.insert(0, "/opt/checker")
from labcheck import no, note

said = note("commit")
if said is None:
    no(10)
if not said:
    no(11)
found = re.findall(r"\b[0-9a-f]{7,40}\b", said.lower())
if not found:
    no(12, said=said)
try:
    with open("/srv/git/origin.json") as file:
        origin = json.load(file)
except (OSError, ValueError):
    no(15)
if any(origin["leak"].startswith(one) for one in found) and len(found) == 1:
    sys.exit(0)
if any(origin["removal"].startswith(one) for one in found):
    no(13, said=found[0])
no(14, said=found[0])
