#!/usr/bin/env python3
# The shop on stage is healthy: it may write its covers, as the user it should be.
# Tells, where it applies: ::set error= ::set service= ::set port= ::set line= ::set folder= ::set mode=
import sys

sys.path.insert(0, "/opt/lab")
from stackcheck import STAGE, NotYet, config, covers, health, last_line, logs, short, stack, verdict


def check():
    config()
    app = stack(STAGE).get("app")
    if app is None:
        raise NotYet(25, service="app")
    if app["State"]["Status"] != "running":
        raise NotYet(26, service="app", line=last_line(logs(STAGE, app)))
    covers(STAGE, app, 30, 31, 32)
    state = app["State"].get("Health")
    if not state:
        raise NotYet(33)
    if state["Status"] == "unhealthy":
        raise NotYet(34, line=short((state.get("Log") or [{}])[-1].get("Output") or "(no output)"))
    if state["Status"] != "healthy":
        raise NotYet(35)
    told = health(STAGE, app)
    if told is None or told.get("covers") != "ok":
        raise NotYet(36, line=short((told or {}).get("covers", "no answer")))


verdict(check)
