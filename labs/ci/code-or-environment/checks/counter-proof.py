#!/usr/bin/env python3
# For each red build: is it the code or the environment, and does the build that the learner names prove it?
# Tells, where it applies: ::set branch= ::set said= ::set build= ::set environment= ::set step= ::set colour=
import sys

sys.path.insert(0, '/opt/lab')
from checklib import all_builds, deal, no, notes, origin, prop, red_step

start = origin()
noted = notes()
if not any('fault' in noted.get(branch, {}) for branch in deal.BRANCHES):
    no(10)
builds = {b['number']: b for b in all_builds()}
for branch in deal.BRANCHES:
    said, number = noted.get(branch, {}).get('fault'), noted.get(branch, {}).get('build')
    if said not in ('code', 'environment'):
        no(11, branch=branch)
    build = builds.get(number)
    if build is None:
        no(12, branch=branch, build=number)
    if not build['complete']:
        no(13, branch=branch, build=number)
    where = prop(build, 'environment')
    facts = {'branch': branch, 'said': said, 'build': number, 'environment': where, 'colour': 'green' if build['green'] else 'red'}
    same_commit, same_place = build['sha'] == start[branch], where == deal.environment[branch]
    if not build['green']:
        step = red_step(build)
        if step != 'tests':
            no(14, **facts, step=step)
    if not same_commit and not same_place:
        no(15, **facts)
    if same_commit and same_place and not build['green']:
        no(16, **facts)
    wanted = 'code' if branch in deal.code else 'environment'
    shared = deal.fault[branch] == 'shared'
    if same_commit and build['green'] and shared and not same_place and said == 'environment':
        no(17, **facts)
    if said != wanted:
        no(18, **facts)
    if same_commit and same_place:
        if said == 'code':
            continue            # green and red, and nothing but the order has changed
        no(20, **facts)
    if same_commit:
        if said == 'environment' and build['green']:
            continue
        if said == 'code' and not build['green']:
            if where in deal.ill:
                no(21, **facts)
            continue
        no(17 if shared else 20, **facts)
    if said == 'code' and build['green']:
        continue
    if said == 'environment' and not build['green']:
        others = [start[b] for b in ('main', *deal.BRANCHES) if b not in deal.code and b != branch]
        if build['sha'] in others:
            continue
        no(22, **facts)
    no(20, **facts)
