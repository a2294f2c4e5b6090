#!/usr/bin/env python3
# main holds Inès's work, in a commit whose pipeline is honestly green.
# Tells, where it applies: ::set commit= ::set build= ::set step= ::set file= ::set found= ::set wanted= ::set passed=
import sys

sys.path.insert(0, '/opt/checker')
from checklib import green_build, head, honest, no, origin

branch, main = origin()
sha = head('main')
if not sha:
    no(19)
if sha == main:
    no(10)
honest(sha, branch)
green_build(sha, 'main')
