#!/usr/bin/env python3
# The two branches whose environment was at fault: repaired in the pipeline, and nothing else; green, and worth it.
# Tells, where it applies: ::set branch= ::set commit= ::set build= ::set step= ::set file= ::set passed= ::set found= ::set wanted=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import changed, deal, green, no, origin, really_tested, repaired, stays_green_when_broken

start = origin()
for branch in deal.BRANCHES:
    if branch in deal.code:
        continue
    base = start[branch]
    sha, builds, done = repaired(branch, base)
    file = changed(base, sha, '.ci', '*.md', '.gitignore')
    if file:
        no(14, branch=branch, file=file)
    build = green(branch, sha, builds, done)
    really_tested(branch, build)
    if stays_green_when_broken(sha):
        no(17, branch=branch, build=build['number'])
