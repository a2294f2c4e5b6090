#!/usr/bin/env python3
# main's pipeline stops before the tests where the environment is not the one that the project asks for.
# Tells, where it applies: ::set commit= ::set build= ::set step= ::set tests= ::set file= ::set found= ::set wanted= ::set passed=
import sys

sys.path.insert(0, '/opt/checker')
from checklib import green_build, head, no, origin, really_tested, rehearse, tests_ran, untouched

branch, main = origin()
sha = head('main')
if not sha:
    no(19)
if sha == main:
    no(10)
ran = rehearse(sha, 'shop-2023', on=True)
stops = next((n for n, (_, code, _) in enumerate(ran) if code), None)
if stops is None:
    no(22)
tested = next((n for n, (_, _, output) in enumerate(ran) if tests_ran(output)), None)
if tested is not None and tested <= stops:
    # Does a step that compares come, but too late, or does it shut its eyes?
    looks = [n for n, (_, _, output) in enumerate(ran) if 'requirements.txt asks for' in output]
    if not looks:
        no(20, step=ran[tested][0])
    no(21 if looks[0] >= tested else 24, step=ran[looks[0]][0], tests=ran[tested][0])
if rehearse(sha, 'shop-next')[-1][1] == 0:
    no(23)
untouched(sha, branch)
really_tested(green_build(sha, 'main'))
