#!/usr/bin/env python3
# The traffic went from the old version to the new one, and no visitor lost a request.
# Tells, where it applies: ::set colour= ::set lost= ::set why= ::set who= ::set share=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import FAULTY, OLD, Switch, current, load, no, version_of

lines = load()
switch = Switch(lines, FAULTY)
if switch.never:
    no(10)
if switch.old is None or version_of(switch.old) != OLD:
    no(15, who=switch.old or 'nobody')
if switch.end is None:
    no(11, who=', '.join(current(lines)) or 'nobody', colour=switch.colour)
if switch.recent():
    no(12)
count, why = switch.lost()
if not switch.healthy_before():
    no(14, colour=switch.colour, lost=count)
if count:
    no(13, lost=count, why=why)
