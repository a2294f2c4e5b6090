#!/usr/bin/env python3
# After `down` and `up` the copy still has its order and its cover, and no file for Git holds a password.
# Tells, where it applies: ::set error= ::set service= ::set port= ::set line= ::set file=
import sys

sys.path.insert(0, "/opt/lab")
from stackcheck import STAGE, NotYet, config, rehearsed, stack, verdict


def check():
    config()
    rehearsed("data")
    found = stack(STAGE)
    for name in ("db", "cache", "app", "web"):
        if name not in found or (found[name]["State"].get("Health") or {}).get("Status") != "healthy":
            raise NotYet(67, service=name)


verdict(check)
