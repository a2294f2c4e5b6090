"""Who has which fault, and which environment, in this learner's lab. Not on the workstation."""

import os

BRANCHES = ('wish-list', 'gift-box', 'pickup', 'price-watch')
KINDS = {'1': 'shared', '2': 'module', '3': 'library', '4': 'disk'}
fault = {branch: KINDS[digit] for branch, digit in zip(BRANCHES, os.environ['DEAL'])}
branch_of = {kind: branch for branch, kind in fault.items()}
environment = dict(zip(BRANCHES, os.environ['GROVE'].split('-')))
environment['main'] = environment[branch_of['module']]
code = [branch for branch in BRANCHES if fault[branch] in ('shared', 'module')]
ill = [environment[branch] for branch in BRANCHES if branch not in code]
