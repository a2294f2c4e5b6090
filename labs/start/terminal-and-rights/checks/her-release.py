#!/usr/bin/env python3
# The new version runs: built by a developer, and the shop restarted by her own sudo rule.
# Tells, where it applies: ::set found= ::set user=
import re
import sys
import zipfile

sys.path.insert(0, "/opt/lab")
from rights import DEVELOPERS, SHOP, TEAM, become, groups_of, no, page, sudo_allows

VERSION = "3.{{version}}"


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


source = read(SHOP + "/src/VERSION").strip()
if source != VERSION:
    no(90, found=source or "?")
try:
    with zipfile.ZipFile(SHOP + "/build/shop.pyz") as program:
        built = program.read("VERSION").decode(errors="replace").strip()
except (OSError, KeyError, zipfile.BadZipFile):
    built = "?"
if built != VERSION:
    no(91, found=built)
builds = re.findall(r"^\S+ \S+ (\S+) builds (\S+)", read(SHOP + "/build/builds.log"), re.M)
who = next((name for name, version in reversed(builds) if version == VERSION), "?")
if who not in DEVELOPERS:
    no(92, user=who)
shown = page()
if shown is None:
    no(93)
if shown != VERSION:
    no(94, found=shown)
restarts = re.findall(r" : (\S+) : (?:[A-Z]+=[^;\n]* ; )*COMMAND=\S*/service shop restart\s*$", read("/var/log/sudo.log"), re.M)
if not restarts:
    no(95)
if restarts[-1] not in DEVELOPERS:
    no(96, user=restarts[-1])
for user in DEVELOPERS:
    if TEAM not in groups_of(user) or not sudo_allows(user, "/usr/sbin/service", "shop", "restart"):
        no(97, user=user)
