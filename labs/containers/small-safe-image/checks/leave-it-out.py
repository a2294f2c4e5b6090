#!/usr/bin/env python3
# The image is small, and has neither the customers' table nor build tools in it.
# Tells, where it applies: ::set error= ::set file= ::set size= ::set budget=
import sys

sys.path.insert(0, "/opt/lab")
from imagecheck import BUDGET, NotYet, facts, verdict


def check():
    known = facts()
    if known["customers"]:
        raise NotYet(20, file="/" + known["customers"][0])
    if known["tools"]:
        raise NotYet(21, file="/" + known["tools"][0], size=known["size"])
    if known["size"] > BUDGET:
        raise NotYet(22, size=known["size"], budget=BUDGET)


verdict(check)
