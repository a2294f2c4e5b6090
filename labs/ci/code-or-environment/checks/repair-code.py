#!/usr/bin/env python3
# The two branches whose code was at fault: repaired in their code, green, and green in every order of Friday's tests.
# Tells, where it applies: ::set branch= ::set commit= ::set build= ::set step= ::set file= ::set passed= ::set found= ::set wanted= ::set test= ::set order=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import changed, deal, fridays_tests, green, no, orders, origin, really_tested, repaired

start = origin()
for branch in deal.code:
    base = start[branch]
    sha, builds, done = repaired(branch, base)
    file = changed(base, sha, 'shop', 'tests', '*.md', '.gitignore')
    if file:
        no(14, branch=branch, file=file)
    build = green(branch, sha, builds, done)
    really_tested(branch, build)
    for order in orders(base, branch):
        test = fridays_tests(sha, base, branch, order)
        if test:
            no(21, branch=branch, order=order, test=test, build=build['number'])
