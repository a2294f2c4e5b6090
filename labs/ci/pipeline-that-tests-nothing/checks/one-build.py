#!/usr/bin/env python3
# What is deployed is what was tested, and it was built once.
# Through labcheck: ::set file= ::set error= ::set which= ::set job= ::set tested= ::set deployed= ::set count= ::set numbers= ::set built=
import sys

sys.path.insert(0, '/opt/lab')
from labcheck import green, no, rehearse  # noqa: E402

main, mr = rehearse(('main', False), ('mr', False))
for which, result in (('main', main), ('mr', mr)):
    green(which, result)
    tested = sorted({number for _, number in result['tested']})
    if not tested:
        no(40, which=which)
    if which == 'main':
        if not main['deployed']:
            no(44)
        if main['deployed'] == '?':
            no(50)
        if tested != [main['deployed']]:
            no(51, tested=', '.join(tested), deployed=main['deployed'])
    if len(result['built']) != 1:
        no(52, which=which, count=len(result['built']), numbers=', '.join(result['built']) or '-')
    if tested != result['built']:
        no(53, which=which, tested=', '.join(tested), built=result['built'][0])
