#!/usr/bin/env python3
# Inès is in the team's group, has kept her others, may create files in the shared folder, and nothing else was given away.
# Tells, where it applies: ::set user= ::set group= ::set path= ::set shown=
import os
import pwd
import sys

sys.path.insert(0, "/opt/lab")
from rights import INES, MATE, SHOP, TEAM, attempt, become, groups_of, no, nothing_given_away, shown, untouched, write_file

try:
    for user in (INES, MATE):
        pwd.getpwnam(user)
except KeyError:
    no(31, user=user)
if not os.path.isdir(SHOP):
    no(32)
nothing_given_away(dict(power=33, stranger=34, open=35, key=36, closed=37))
if TEAM not in groups_of(INES):
    no(30)
if TEAM not in groups_of(MATE):
    no(38)
for user in (INES, MATE):
    if "labels" not in groups_of(user):
        no(39, user=user)
with untouched([SHOP]) as trial:
    for user in (INES, MATE):
        if not become(user, attempt, write_file, os.path.join(SHOP, trial + user)):
            no(40, user=user, shown=shown(SHOP))
