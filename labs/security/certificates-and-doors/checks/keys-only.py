#!/usr/bin/env python3
# sshd lets the learner in by key, nobody by password, and root not at all.
# Tells, where it applies: ::set why=
import shutil
import sys
import tempfile

sys.path.insert(0, "/opt/checker")
from labcheck import by_key, door, keys, no

WORDS = {"password", "keyboard-interactive"}
opened = door()
if opened is not True:
    no(40, why=opened)
place = tempfile.mkdtemp(prefix="keys-")
try:
    _, free = keys(place)
    inside, offered = by_key("learner", free) if free else (False, set())
    if offered & WORDS:
        no(44, why=", ".join(sorted(offered & WORDS)))
    if not inside:
        no(47)
    # root: with the old key that still lies there, and with the learner's.
    inside, offered = by_key("root", ["/opt/sillon-keys/former", *free])
    if inside:
        no(45)
    if offered & WORDS:
        no(46, why=", ".join(sorted(offered & WORDS)))
finally:
    shutil.rmtree(place, ignore_errors=True)
