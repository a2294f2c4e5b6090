#!/usr/bin/env python3
# Built a second time, with a newer release in the index, the image has the same content.
# Tells, where it applies: ::set error= ::set file=
import sys

sys.path.insert(0, "/opt/lab")
from imagecheck import NotYet, facts, verdict


def check():
    known = facts(again=True)
    if known["differs"].startswith("("):
        raise NotYet(51)
    if known["differs"]:
        raise NotYet(50, file="/" + known["differs"])


verdict(check)
