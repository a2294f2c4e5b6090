#!/usr/bin/env python3
# For each red build, the learner has noted which test fails.
# Tells, where it applies: ::set branch= ::set said=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import deal, no, notes

noted = notes()
if not any('fails' in noted.get(branch, {}) for branch in deal.BRANCHES):
    no(10)
for branch in deal.BRANCHES:
    module = branch.replace('-', '_')
    said = str(noted.get(branch, {}).get('fails', '')).strip()
    if not said:
        no(11, branch=branch)
    name = said.removesuffix('()').split('::')[-1].split('/')[-1]
    right = {
        'shared': ['test_another_customer_begins_with_an_empty_list'],
        'module': [f'test_{module}.py', f'test_{module}'],
        'library': ['test_sale_rounds_half_a_cent_up'],
        'disk': ['test_the_price_list_holds_every_copy'],
    }[deal.fault[branch]]
    if name in right:
        continue
    if not name.startswith('test_'):
        no(12, branch=branch, said=said)
    if name.endswith('.py') and deal.fault[branch] != 'module':
        no(13, branch=branch, said=said)
    no(14, branch=branch, said=said)
