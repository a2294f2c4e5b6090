#!/usr/bin/env python3
# A copy of the project comes up healthy in an empty engine. Played once for each state of the project, then remembered.
# Tells, where it applies: ::set error= ::set service= ::set port= ::set line= ::set folder= ::set mode= ::set file= ::set seconds= ::set times=
import sys

sys.path.insert(0, "/opt/lab")
from stackcheck import config, rehearsed, verdict


def check():
    config()
    rehearsed("up")


verdict(check)
