#!/usr/bin/env python3
# The faulty version had visitors, showed its errors, and gave its visitors back to the old one that had been left running.
# Tells, where it applies: ::set colour= ::set lost= ::set why= ::set who= ::set errors= ::set hidden= ::set seconds=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import AFTER, FAULTY, OLD, Switch, colour_of, load, lost, no, runs, started, version_of

lines = load()
switch = Switch(lines, FAULTY)
if switch.never:
    no(18)
errors = sum(line.get('err', {}).get(switch.who, 0) for line in lines[switch.first:switch.last + 3])
# Whether it has visitors still: the last three seconds in which anybody was answered.
latest = [line for line in lines if line['who']][-3:]
if any(switch.who in line['who'] for line in latest):
    window = lines[switch.first:]
    counted = [line['a'][switch.colour][3] for line in window if switch.colour in line.get('a', {})]
    own = (counted[-1] - counted[0]) if counted else 0
    recent = lines[-8:]
    seen = sum(line.get('err', {}).get(switch.who, 0) for line in recent)
    counted = [line['a'][switch.colour][3] for line in recent if switch.colour in line.get('a', {})]
    hidden = (counted[-1] - counted[0]) if counted else 0
    if hidden > 0 and seen == 0:
        no(16, colour=switch.colour, hidden=hidden)
    no(10, colour=switch.colour, errors=errors)
if not errors:
    no(17)
after = [run for run in runs(lines) if run[2] > switch.last]
if not after:
    no(11, who='nobody')
next_ = min(after, key=lambda run: max(run[1], switch.first))
who, first = next_[0], next_[1]
if version_of(who) != OLD or colour_of(who) == switch.colour:
    no(14 if version_of(who) == OLD else 11, who=who)
# Where the old one was never quite away, its span begins before: then the way back begins with the last second of it.
back = lines[max(first, switch.first)]['t']
end = lines[switch.last]['t']
if started(lines[max(0, switch.first - 1)], colour_of(who)) != started(lines[min(len(lines) - 1, max(first, switch.last))], colour_of(who)):
    no(14, who=who)
if lines[-1]['t'] < max(back, end) + AFTER:
    no(12)
if first > switch.first and end - back > 15:
    no(15, seconds=end - back)
count, why = lost(lines, min(back, end) - 2, max(back, end) + AFTER)
if count:
    no(13, lost=count, why=why)
