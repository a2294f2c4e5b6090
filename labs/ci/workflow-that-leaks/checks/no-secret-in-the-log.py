#!/usr/bin/env python3
# The token reaches the hub, and nobody else: no log, no command line, no step that does not need it.
# Through labcheck: ::set file= ::set error= ::set event= ::set step= ::set use= ::set format= ::set count= ::set tool=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import GOOD, Commit, no, rehearse, works  # noqa: E402

push, pull = rehearse(Commit(), None, GOOD)
for event, result in (('push', push), ('pr', pull)):
    if result['leaks']:
        no(60, event=event, step=result['leaks'][0])
    for note in result['notes']:
        if note.get('cmdline'):
            no(61, event=event, tool=note['tool'])
    for note in result['notes']:
        if note['tool'] == 'job':
            no(62, event=event)
        if note.get('env') and note['tool'] != 'publish':
            no(63, event=event, tool=note['tool'])
works(push, pull)
