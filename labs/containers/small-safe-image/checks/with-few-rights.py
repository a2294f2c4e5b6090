#!/usr/bin/env python3
# The container runs without root, on a file system it cannot write to, and says honestly how it is.
# Tells, where it applies: ::set error=
import sys

sys.path.insert(0, "/opt/lab")
from imagecheck import NotYet, facts, verdict


def check():
    known = facts()
    if known["uid"] == 0:
        raise NotYet(40)
    if known["bare"]:
        raise NotYet(41, error=known["bare"])
    if known["health"] != "good":
        raise NotYet({"none": 42, "never": 43, "always": 44}[known["health"]])


verdict(check)
