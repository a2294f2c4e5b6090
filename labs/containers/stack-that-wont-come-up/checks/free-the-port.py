#!/usr/bin/env python3
# Port 8080 of stage belongs to the stack, and the label printer runs on.
# Tells, where it applies: ::set error= ::set service= ::set port= ::set name=
import sys

sys.path.insert(0, "/opt/lab")
from stackcheck import STAGE, NotYet, config, containers, holders, name_of, stack, verdict


def check():
    config()
    there = containers(STAGE)
    printer = [one for one in there if name_of(one) == "label-printer"]
    if not printer or not printer[0]["State"]["Running"]:
        raise NotYet(20)
    ours = {one["Id"] for one in stack(STAGE).values()}
    for one in there:
        if one["Id"] not in ours and one["State"]["Running"] and "8080" in holders(one):
            raise NotYet(21, name=name_of(one))
    for one in there:
        policy = (one["HostConfig"].get("RestartPolicy") or {}).get("Name")
        wants = {entry.get("HostPort") for entries in (one["HostConfig"].get("PortBindings") or {}).values() for entry in entries or []}
        if one["Id"] not in ours and policy == "always" and "8080" in wants:
            raise NotYet(22, name=name_of(one))


verdict(check)
