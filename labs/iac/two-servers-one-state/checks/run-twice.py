#!/usr/bin/env python3
# Tells, where it applies: ::set changed=, ::set error=, ::set task=, ::set what=
# Plays site.yml twice on a spare server that has drifted. Played once for each state of the project, then remembered.
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import rehearsed, verdict

verdict(rehearsed)
