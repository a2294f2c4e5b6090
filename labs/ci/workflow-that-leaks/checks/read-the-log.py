#!/usr/bin/env python3
# The note names the step and the action that show the token, and the token's end as the log shows it.
# Through labcheck: ::set said=
import re
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import no  # noqa: E402

try:
    with open('/home/learner/notes/leaks.md', encoding='utf-8', errors='replace') as f:
        text = f.read()
except OSError:
    no(10)


def line(start):
    found = re.search(rf'^\W*{start}\W*:[ \t]*(.*)$', text, re.M | re.I)
    return found[1].strip(' \t`"\'.*').removeprefix('Run Main ').strip() if found else ''


step = line('Our own step that shows the token')
if not step:
    no(11)
if step.lower().rstrip('?') != '{{debug}}'.lower():
    no(12, said=step)
end = line('The last four characters of the token, from the log')
if not end:
    no(13)
if re.sub(r'\s', '', end) != '{{token}}'[-4:]:
    no(14, said=end)
action = line('The action that shows it too')
if not action:
    no(15)
if not re.fullmatch(r'(vinyl-press/)?setup-press(@\S+)?', action, re.I):
    no(16, said=action)
