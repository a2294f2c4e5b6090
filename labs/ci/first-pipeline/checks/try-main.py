#!/usr/bin/env python3
# The Git server has refused a red commit on main.
import sys

sys.path.insert(0, '/opt/checker')
from checklib import no

try:
    with open('/srv/git/shop.git/gate.log') as f:
        reasons = [line.split('\t')[1] for line in f if line.count('\t') == 2]
except OSError:
    no(10)
if 'red' in reasons:
    sys.exit(0)
if 'pending' in reasons:
    no(11)
no(12 if reasons else 10)
