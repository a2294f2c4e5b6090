#!/usr/bin/env python3
# The learner gets in with a key.
# Tells, where it applies: ::set why=
import shutil
import sys
import tempfile

sys.path.insert(0, "/opt/checker")
from labcheck import by_key, door, keys, no

opened = door()
if opened is not True:
    no(40, why=opened)
place = tempfile.mkdtemp(prefix="keys-")
try:
    found, free = keys(place)
    if not found:
        no(41)
    if not free:
        no(42)
    if not by_key("learner", free)[0]:
        no(43)
finally:
    shutil.rmtree(place, ignore_errors=True)
