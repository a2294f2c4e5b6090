#!/usr/bin/env python3
# The token is in no layer, in no line of the history and in no setting of the image.
# Tells, where it applies: ::set error= ::set file=
import sys

sys.path.insert(0, "/opt/lab")
from imagecheck import NotYet, facts, verdict


def check():
    known = facts()
    if known["leaks"]:
        raise NotYet(30, file="/" + known["leaks"][0])
    if known["told"]:
        raise NotYet(31)


verdict(check)
