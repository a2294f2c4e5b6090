#!/usr/bin/env python3
# Whoever guesses from outside stands before a shut door; the office does not, although a script in it guesses as well.
# Tells, where it applies: ::set why= ::set count=
import sys
import time

sys.path.insert(0, "/opt/checker")
from labcheck import door, knocks, no, served

opened = door()
if opened is not True:
    no(51 if served()[0] is not None else 50, why=opened)
now = time.time()
state = {}
for name in ("guesser", "guesser2"):
    last = knocks(name)
    if not last or now - last[-1][0] > 40:
        no(55)
    state[name] = [result for _, _, result in last[-1:]]
if any("in" in results for results in state.values()):
    no(52)
open_to = [name for name, results in state.items() if set(results) != {"shut"}]
if len(open_to) == 2:
    no(53)
if open_to:
    no(54)
office = knocks("checker")
if office and now - office[-1][0] < 40 and office[-1][2] == "shut":
    no(51, why="connection refused")
