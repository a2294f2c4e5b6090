#!/usr/bin/env python3
# What ought to be there is there, the plan has nothing to do, and it would see the next change that is made by hand.
# Tells, where it applies: ::set service= ::set error= ::set found= ::set what= ::set wanted= ::set address= ::set deed=
import sys

sys.path.insert(0, "/opt/lab")
from tfcheck import OLD, SALE, SHOPS, TIMEOUT, Plan, World, deed, differs, first_change, stop

HERE = "203.0.113.10"
world = World(30)
plan = Plan(world.state, 31)
www, de = world.record("www"), world.site("de")
if www and www["value"] == OLD:
    stop(32, found=OLD)
if de and de["timeout"] != TIMEOUT:
    stop(33, found=de["timeout"])

wanted = [(world.record("www"), "www", {"value": HERE, "ttl": 300}), (world.record(SALE), SALE, {"value": HERE, "ttl": 60})]
for name, (server, timeout) in SHOPS.items():
    wanted.append((world.record(name), name, {"value": HERE, "ttl": 300}))
    wanted.append((world.site(name), name + ".sillon.example", {"server": server, "timeout": timeout}))
for thing, name, fields in wanted:
    if not thing:
        stop(38, what=name)
    for field, value in fields.items():
        if thing[field] != value:
            stop(36, what="%s of %s" % (field, name), found=thing[field], wanted=value)
if not world.site(SALE):
    stop(37)
held = {one["attributes"].get("id") for one in world.objects()}
for thing, name, _ in wanted + [(world.site(SALE), SALE + ".sillon.example", {})]:
    if thing["id"] not in held:
        stop(39, what=name)
if plan.exit:
    change = first_change(plan)
    stop(34, address=change["address"] if change else "an address", deed=deed(change) if change else "move")


def by_hand(state):
    for one in state.get("resources", []):
        for instance in one.get("instances", []):
            attributes = instance.get("attributes") or {}
            for key, value in (("value", "198.51.100.9"), ("ttl", 4242), ("server", "web9"), ("timeout", 99)):
                if key in attributes:
                    attributes[key] = value


for change in Plan(world.state, 31, by_hand).changes:
    seen = differs(change)
    for key in ("value", "ttl", "server", "timeout"):
        if key in (change["change"].get("before") or {}) and key not in seen:
            stop(35, address=change["address"], what=key)
