#!/usr/bin/env python3
# The new version stands on the colour without visitors; HAProxy has seen it healthy; no visitor noticed.
# Tells, where it applies: ::set colour= ::set lost= ::set why= ::set state= ::set health=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import FAULTY, haproxy_sees, health, load, lost, no, started, version, version_of

lines = load()
# The last time that this version was put on a colour.
best = None
for colour in ('blue', 'green'):
    for i in range(len(lines) - 1, -1, -1):
        if version(lines[i], colour) == FAULTY:
            begin = i
            while begin and (version(lines[begin - 1], colour) in (FAULTY, '?')) and started(lines[begin - 1], colour) in (started(lines[i], colour), 0):
                begin -= 1
            moment = started(lines[i], colour)
            if best is None or moment > best[0]:
                best = (moment, colour, begin, i)
            break
if best is None:
    no(10)
moment, colour, begin, last = best
at = moment / 1000
busy = [line for line in lines if int(at) - 2 <= line['t'] < int(at) and any(who.startswith(colour + ' ') for who in line['who'])]
count, why = lost(lines, int(at) - 1, int(at) + 5)
if busy or count:
    no(11, colour=colour, lost=count)
visited = [i for i in range(begin, last + 1) if any(who.startswith(colour + ' ') for who in lines[i]['who'])]
until = visited[0] if visited else len(lines)
well = [line for line in lines[begin:until] if version(line, colour) == FAULTY and health(line, colour) == 'healthy']
if not well:
    no(14 if visited else 12, colour=colour, health=health(lines[-1], colour))
if not any(haproxy_sees(line, colour) for line in well):
    if visited:
        no(14, colour=colour)
    state = (lines[-1].get('h', {}).get(colour) or ['?'])[0]
    no(13, colour=colour, state=state)
