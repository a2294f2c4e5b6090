#!/usr/bin/env python3
# The learner has written down the version that the red build ran with.
# Tells, where it applies: ::set said=
import os
import re
import sys

sys.path.insert(0, '/opt/checker')
from checklib import NEW, OLD, no

try:
    with open('/home/learner/notes/answer') as f:
        said = f.read(200).strip()
except OSError:
    no(10)
if not said:
    no(10)
found = re.fullmatch(r'(?i)(?:sillon[-_]money)?[\s=:v]*([0-9]+(?:\.[0-9]+)+)', said)
if not found:
    no(11, said=said)
if found[1] == OLD:
    sys.exit(0)
if found[1] == NEW:
    no(12, said=found[1])
no(13, said=found[1])
