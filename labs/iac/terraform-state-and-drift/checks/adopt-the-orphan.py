#!/usr/bin/env python3
# The record that the dead run created is the one that the state knows, and the plan leaves it where it is.
# Tells, where it applies: ::set service= ::set id= ::set found= ::set error= ::set what= ::set address=
import sys

sys.path.insert(0, "/opt/lab")
from tfcheck import SALE, Plan, World, deed, differs, made_id, stop

world, wanted = World(20), made_id("rec", SALE)
mine = [one for one in world.objects() if one["type"] == "hosting_record"
        and (one["attributes"].get("name") == SALE or one["attributes"].get("id") == wanted)]
if wanted not in world.ids:
    stop(22, id=wanted)
if not mine:
    stop(21, id=wanted)
right = [one for one in mine if one["attributes"].get("id") == wanted]
if not right:
    stop(23, id=wanted, found=mine[0]["attributes"].get("id"))
if len(right) > 1:
    stop(27, address=right[1]["address"], id=wanted)
change = Plan(world.state, 25).of(wanted)
if change is None or deed(change) == "delete":
    stop(24, address=right[0]["address"])
if deed(change) == "replace":
    stop(26, address=change["address"], what=", ".join(differs(change)))
if deed(change) == "update":
    stop(28, address=change["address"], what=", ".join(differs(change)))
