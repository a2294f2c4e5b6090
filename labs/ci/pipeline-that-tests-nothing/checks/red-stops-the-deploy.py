#!/usr/bin/env python3
# A failing test keeps main from being deployed; good code still goes out, and only from main.
# Through labcheck: ::set file= ::set error= ::set which= ::set job=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import green, no, rehearse  # noqa: E402

good, bad = rehearse(('main', False), ('main', True))
green('main', good)
if bad['deployed']:
    no(43 if bad['code'] else 47)
if not good['deployed']:
    no(44)
mr, = rehearse(('mr', False))
if mr['deployed']:
    no(45)
if not bad['code']:
    no(46)
