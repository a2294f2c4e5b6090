#!/usr/bin/env python3
# The note names the jobs that run, and the branch that the tests wait for. Through labcheck: ::set said=
import re
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import no  # noqa: E402

try:
    with open('/home/learner/notes/pipeline.md', encoding='utf-8', errors='replace') as f:
        text = f.read()
except OSError:
    no(10)


def line(start):
    found = re.search(rf'^\W*{start}\W*:[ \t]*(.*)$', text, re.M | re.I)
    return re.findall(r'[\w./$-]+', found[1]) if found else []


ALL = {'lint', 'build', 'deploy', '{{suite}}'}
for start, right, codes in (
    ('Jobs in a merge request', {'lint', 'build'}, (11, 12, 13, 14)),
    ('Jobs on main', {'lint', 'build', 'deploy'}, (15, 12, 16, 17)),
):
    said = {word for word in line(start) if word.lower() not in ('and', 'et', '-')}
    if not said:
        no(codes[0])
    strange = sorted(said - ALL)
    if strange:
        no(codes[1], said=strange[0])
    if said - right:
        no(codes[2], said=sorted(said - right)[0])
    if said != right:
        no(codes[3], said=', '.join(sorted(said)))

said = line('The tests wait for a branch called')
if not said:
    no(18)
if said != ['{{oldbranch}}']:
    no(20, said=' '.join(said))
