#!/usr/bin/env python3
# No right to write, no trigger that gives strangers our rights, and nothing that zizmor or actionlint would still say.
# Through labcheck: ::set file= ::set error= ::set event= ::set step= ::set use= ::set format= ::set count= ::set rule= ::set where= ::set scope=
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, '/opt/lab')
from labcheck import GOOD, RUNNER, WORKFLOW, Commit, no, rehearse, run, works  # noqa: E402

commit = Commit()
if 'pull_request_target' in commit.events():
    no(80)
for path, flow in commit.parsed.items():
    for name, job in flow['jobs'].items():
        rights = job.get('permissions', flow.get('permissions', 'the default')) if isinstance(job, dict) else 'the default'
        if rights is None:
            rights = {}
        if isinstance(rights, str):
            no(81, where=name, scope=rights)
        for scope, right in rights.items():
            if right == 'write' or (right == 'read' and scope != 'contents'):
                no(81, where=name, scope=f'{scope}: {right}')
with tempfile.TemporaryDirectory(dir='/var/tmp') as place:
    os.chmod(place, 0o755)
    paths = []
    for path, text in commit.files.items():
        if WORKFLOW.fullmatch(path) or os.path.basename(path) in ('action.yml', 'action.yaml'):
            paths.append(path)
            os.makedirs(os.path.dirname(f'{place}/{path}') or place, exist_ok=True)
            with open(f'{place}/{path}', 'w', encoding='utf-8') as f:
                f.write(re.sub(r'#\s*(zizmor|actionlint)\b.*', '#', text))
    said = run(['zizmor', '--offline', '--no-config', '--no-progress', '--format', 'json', *paths], RUNNER, place, home='/home/runner',
               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        found = [finding for finding in json.loads(said.stdout) if not finding.get('ignored')]
    except ValueError:
        no(35, error=(said.stderr.strip().splitlines() or ['?'])[-1])
    if found:
        places = [place for place in found[0]['locations'] if place['symbolic'].get('kind') == 'Primary'] or found[0]['locations']
        line = places[0]['concrete']['location']['start_point']['row'] + 1
        no(82, rule=found[0]['ident'], where=f'{places[0]["symbolic"]["key"].get("Local", {}).get("given_path", paths[0])}:{line}')
    said = run(['actionlint', '-no-color', '-oneline', '-shellcheck=', '-pyflakes=', *[path for path in paths if WORKFLOW.fullmatch(path)]], RUNNER, place,
               home='/home/runner', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if said.returncode:
        no(83, error=said.stdout.strip().splitlines()[0])
push, pull = rehearse(commit, None, GOOD)
works(push, pull)
