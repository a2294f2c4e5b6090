#!/usr/bin/env python3
# The shop pays with the key that it read from OpenBao at its start, as the role `shop`; and the key lies nowhere else.
# Tells, where it applies: ::set file= ::set who= ::set place=
import datetime
import json
import os
import re
import socket
import sys
import time

sys.path.insert(0, "/opt/checker")
from labcheck import audit, bao, disguises, git, lookup, no, pay, stored

try:
    address = socket.gethostbyname("shop")
    with open("/shop/run/state.json") as file:
        started = float(json.load(file)["started"])
except (OSError, ValueError, KeyError):
    no(50)
status, fields = stored()
key = str(fields.get("key", "")).strip()
if status not in (200, 404) or not key:
    no(58)
known, (status, uses) = lookup(key), pay("uses")
if known is None or status != 200:
    no(59)
now = time.time()
using = [one for one, by in uses.items() if now - by.get(address, 0) < 20 and by.get(address, 0) >= started]
if not using:
    no(57 if now - started < 12 else 51)
if known.get("state") != "active" or known["id"] not in using:
    no(52)


def moment(text):
    return datetime.datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=datetime.timezone.utc).timestamp() + 1


# Where does the key lie? Git first, then the machine's files and the learner's clone.
needles = disguises(key)


def holds(data):
    return any(needle in data for needle in needles)


history = git("log", "--all", "-p", "-U0", "--no-color", "--format=%H %B").encode()
if holds(history):
    no(54)
texts = set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", history.decode(errors="replace")))
for one in sorted(texts)[:8]:
    status, answer = bao("auth/approle/role/shop/secret-id/lookup", "POST", {"secret_id": one})
    if status == 200 and answer.get("data"):
        no(56)
for root, name in (("/shop", "shop"), ("/learner/shop", "workstation")):
    for folder, folders, files in os.walk(root):
        folders[:] = [one for one in folders if one not in ("objects", "__pycache__")]
        for file in files:
            path = os.path.join(folder, file)
            try:
                if os.path.isfile(path) and os.path.getsize(path) < 2_000_000:
                    with open(path, "rb") as stream:
                        if holds(stream.read()):
                            shown = ("/srv" if root == "/shop" else "/home") + path
                            no(55, file=shown, place=name)
            except OSError:
                pass

entries = [entry for entry in audit()
           if (entry.get("request") or {}).get("remote_address") == address and entry["request"].get("path", "").startswith("secret/data/shop/payment")
           and entry["request"].get("operation") == "read" and not entry.get("error") and moment(entry["time"]) >= started]
roles = [((entry.get("auth") or {}).get("metadata") or {}).get("role_name") for entry in entries]
if "shop" in roles:
    sys.exit(0)
if entries:
    auth = entries[-1].get("auth") or {}
    no(53, who=(auth.get("metadata") or {}).get("role_name") or auth.get("display_name") or "?")
no(60)
