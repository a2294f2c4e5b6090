#!/usr/bin/env python3
# Every action is named by the id of a commit, and by one that does nothing but what it says.
# Through labcheck: ::set file= ::set error= ::set event= ::set step= ::set use= ::set format= ::set count=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import CHECKOUT, GOOD, SHA, Commit, no, rehearse, works  # noqa: E402

commit = Commit()
for use in commit.uses():
    name, _, ref = use.partition('@')
    if use.startswith('./'):
        continue
    if not SHA.fullmatch(ref):
        no(50, use=use)
    if name == 'actions/checkout' and ref not in CHECKOUT:
        no(51, use=use)
push, pull = rehearse(commit, None, GOOD)
for result in (push, pull):
    if any(note.get('python') not in (None, '/usr/bin/python3') for note in result['notes']):
        no(52)
works(push, pull)
