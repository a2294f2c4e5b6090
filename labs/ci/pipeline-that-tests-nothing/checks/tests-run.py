#!/usr/bin/env python3
# All tests run for a merge request and on main, and one that fails makes the pipeline red.
# Through labcheck: ::set file= ::set error= ::set which= ::set job= ::set ran= ::set tests=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import TESTS, green, no, ran, rehearse  # noqa: E402

for which in ('mr', 'main'):
    good, bad = rehearse((which, False), (which, True))
    green(which, good)
    if not good['tested']:
        no(40, which=which)
    if ran(good) < TESTS:
        no(41, which=which, ran=ran(good), tests=TESTS)
    if not bad['code']:
        no(42, which=which)
