#!/usr/bin/env python3
# The shops come from one module, nothing was destroyed on the way, and Italy is there.
# Tells, where it applies: ::set service= ::set error= ::set address= ::set what= ::set one= ::set other= ::set found= ::set wanted= ::set deed=
import sys

sys.path.insert(0, "/opt/lab")
from tfcheck import ITALY, SHOPS, TIMEOUT, Plan, World, deed, first_change, made_id, source_of, stop

world = World(40)
held = {one["attributes"].get("id"): one for one in world.objects()}
things = [(made_id("rec", name), name) for name in SHOPS] + [(made_id("site", name + ".sillon.example"), name + ".sillon.example") for name in SHOPS]
for which, name in things:
    if which not in world.ids:
        stop(46, what=name)
plan = Plan(world.state, 41)
for change in plan.changes:
    if deed(change) in ("delete", "replace"):
        stop(44, address=change["address"])
for change in plan.changes:
    if change.get("previous_address") and change["previous_address"] != change["address"]:
        stop(43, address=change["previous_address"], what=change["address"])
for which, name in things:
    if which not in held:
        stop(50, what=name)
    if not held[which]["module"]:
        stop(42, address=held[which]["address"])

record, site = world.record("it"), world.site("it")
if not record or not site:
    stop(47, what="it" if not record else "it.sillon.example")
for found, wanted, what in ((record["value"], "203.0.113.10", "value of it"), (record["ttl"], 300, "ttl of it"),
                            (site["server"], ITALY, "server of it.sillon.example"), (site["timeout"], 5, "timeout of it.sillon.example"),
                            (world.site("de")["timeout"], TIMEOUT, "timeout of de.sillon.example")):
    if found != wanted:
        stop(48, what=what, found=found, wanted=wanted)
for thing, name in ((record, "it"), (site, "it.sillon.example")):
    if thing["id"] not in held:
        stop(50, what=name)
    if not held[thing["id"]]["module"]:
        stop(42, address=held[thing["id"]]["address"])
sources = {}
for which in [which for which, _ in things] + [record["id"], site["id"]]:
    sources.setdefault(source_of(plan, held[which]["module"]), held[which]["address"])
if len(sources) > 1:
    (one, _), (other, address) = sorted(sources.items())[:2]
    stop(45, one=one, other=other, address=address)
if plan.exit:
    change = first_change(plan)
    stop(49, address=change["address"] if change else "an address", deed=deed(change) if change else "move")
