#!/usr/bin/env python3
# Database and shop run on stage, and the shop has reached its database and its cache.
# Tells, where it applies: ::set error= ::set service= ::set port= ::set line=
import sys

sys.path.insert(0, "/opt/lab")
from stackcheck import STAGE, NotYet, config, health, last_line, logs, no_trust, stack, verdict


def check():
    config()
    found = stack(STAGE)
    for name in ("db", "cache", "app"):
        if name not in found:
            raise NotYet(25, service=name)
    for name in ("db", "cache", "app"):
        state = found[name]["State"]
        if state["Status"] == "created":
            raise NotYet(25, service=name)
        if state["Status"] != "running":
            raise NotYet(26, service=name, line=last_line(logs(STAGE, found[name])))
    state = health(STAGE, found["app"])
    if state is None:
        raise NotYet(27)
    for part in ("db", "cache"):
        if state.get(part) != "ok":
            raise NotYet(28, service=part, line=state.get(part, "?"))
    no_trust(STAGE, found, 29)


verdict(check)
