#!/usr/bin/env python3
# The note names the path that was refused, its owner, and the group that may write in the shared folder.
# Tells, where it applies: ::set said=
import re
import sys

sys.path.insert(0, "/opt/lab")
from rights import INES, MATE, SHOP, TEAM, no

try:
    with open("/home/learner/refusal.md", encoding="utf-8", errors="replace") as note:
        text = note.read()
except OSError:
    no(10)


def field(name):
    found = re.search(r"^[\s*_>#-]*" + name + r"[^:\n]*:[*_` \t]*(.*?)[\s*_`.,;]*$", text, re.I | re.M)
    return found.group(1).strip().strip("'\"") if found else ""


path, owner, group = field("path"), field("owner").lower(), field("group").lower()
if not path:
    no(11)
wanted = SHOP + "/build/builds.log"
if not path.startswith("/"):
    no(12, said=path)
if path.rstrip("/") != wanted:
    if path.rstrip("/") in (SHOP, SHOP + "/build"):
        no(13, said=path)
    no(14, said=path)
if not owner:
    no(15)
if owner.split()[0] in (INES, "inès", "ines:ines"):
    no(16)
if owner.split()[0] not in (MATE, MATE + ":" + MATE):
    no(17, said=owner)
if not group:
    no(18)
if group.split()[0] == "ines" or group.split()[0] == "labels":
    no(19, said=group)
if group.split()[0] != TEAM:
    no(20, said=group)
