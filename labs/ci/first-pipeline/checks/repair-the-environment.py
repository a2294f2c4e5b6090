#!/usr/bin/env python3
# The head of gift-vouchers is green, and the green is worth something.
# Tells, where it applies: ::set commit= ::set build= ::set step= ::set file= ::set found= ::set wanted= ::set passed=
import sys

sys.path.insert(0, '/opt/checker')
from checklib import BRANCH, head, honest, no, origin

branch, _ = origin()
sha = head(BRANCH) or head('main')
if not sha:
    no(19)
if sha == branch:
    no(10)
honest(sha, branch)
