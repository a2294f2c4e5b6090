#!/usr/bin/env python3
# The lock of the dead run is gone, and the project still shares its state and takes its lock.
# Tells, where it applies: ::set who= ::set address= ::set service= ::set what=
import json
import sys

sys.path.insert(0, "/opt/lab")
from tfcheck import ADDRESS, PROJECT, RUN, get, stop

state = get(ADDRESS, 10)
lock = get(ADDRESS + "/lock", 10)
journal = get("http://state:8000/journal", 10) or []
try:
    with open(PROJECT + "/.terraform/terraform.tfstate") as file:
        backend = json.load(file).get("backend") or {}
except (OSError, ValueError):
    stop(11)
config = backend.get("config") or {}
if backend.get("type") != "http" or (config.get("address") or "").rstrip("/") != ADDRESS:
    stop(12, address=config.get("address") or "a backend of type %s" % (backend.get("type") or "local"))
for what in ("lock_address", "unlock_address"):
    if (config.get(what) or "").rstrip("/") != ADDRESS + "/lock":
        stop(13, what=what)
if not state or not any(one.get("type") == "hosting_record" for one in state.get("resources", [])):
    stop(17)
if lock and lock.get("Who") == "runner@run-" + RUN:
    if any("WITHOUT A LOCK" in entry["what"] for entry in journal):
        stop(16)
    stop(14)
if lock:
    stop(15, who=lock.get("Who", "?"))
