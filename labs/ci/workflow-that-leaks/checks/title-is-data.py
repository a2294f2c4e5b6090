#!/usr/bin/env python3
# Whatever a stranger writes into a title arrives as text, and is never run.
# Through labcheck: ::set file= ::set error= ::set event= ::set step= ::set use= ::set format= ::set count= ::set title= ::set got=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import GOOD, Commit, no, rehearse, works  # noqa: E402

BAD = 'Two more records'
WICKED = [
    'SIL-7: a"; touch CANARY; echo "b',
    "SIL-7: a'; touch CANARY; echo 'b",
    'SIL-7: $(touch CANARY) `touch CANARY`',
]
came = rehearse(Commit(), *WICKED, BAD, GOOD)
for title, result in zip(WICKED, came):
    if result['canary']:
        no(70, title=title.replace('CANARY', '/tmp/x'))
works(pull=came[-1])
for title, result in zip(WICKED, came):
    said = [note['argv'] for note in result['notes'] if note['tool'] == 'title']
    if result['code'] or not said or any(got != title for got in said):
        no(71, title=title.replace('CANARY', '/tmp/x'), got=(said or ['-'])[0].replace('CANARY', '/tmp/x'))
if not came[-2]['code']:
    no(72, title=BAD)
