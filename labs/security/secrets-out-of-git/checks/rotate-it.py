#!/usr/bin/env python3
# The provider refuses the key that is out, and there is a new one.
import sys

sys.path.insert(0, "/opt/checker")
from labcheck import LIVE, lookup, no, pay

old = lookup(LIVE)
status, data = pay("keys")
if old is None or status != 200:
    no(20)
if old.get("state") == "active":
    no(21 if any(key["state"] == "active" and key["mode"] == "live" and key["id"] != old["id"] for key in data["keys"]) else 22)
if not any(key["state"] == "active" and key["mode"] == "live" for key in data["keys"]):
    no(23)
