#!/usr/bin/env python3
# incident.md names the program that really got the new key.
# Tells, where it applies: ::set said=
import sys

sys.path.insert(0, "/opt/checker")
from labcheck import READER, no, note, words

said = note("program")
if said is None:
    no(80)
if not said:
    no(81)
found = [word.strip(".").lower() for word in words(said)]
jobs = [job for job in ("newsletter", "search-index", "stock-export", "reports", "backup") if job in found]
if jobs == [READER]:
    sys.exit(0)
if len(jobs) > 1:
    no(85)
if jobs == ["backup"]:
    no(82)
if jobs:
    no(83, said=jobs[0])
if any(word in ("approle", "junior", "token-junior", "control", "token-control", "token-check", "check", "shop") for word in found):
    no(84, said=said)
no(86, said=said)
