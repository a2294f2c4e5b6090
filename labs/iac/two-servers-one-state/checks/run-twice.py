#!/usr/bin/env python3
# Plays site.yml twice on a spare server that has drifted. Played once for each state of the project, then remembered.
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import rehearsed, verdict

verdict(rehearsed)
