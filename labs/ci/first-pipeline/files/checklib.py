"""What the checks of this lab have in common. Lies in the checker only, and changes nothing outside /tmp."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path[:0] = ['/srv/ci', '/opt/ci/lib/python3.11/site-packages']
sys.dont_write_bytecode = True
import pipeline  # noqa: E402

REPO = '/srv/git/shop.git'
API = 'http://ci:8010/api/v2/'
BRANCH = 'gift-vouchers'
TESTS = 12
OLD, NEW = os.environ['OLD_VERSION'], os.environ['NEW_VERSION']
NOBODY = 65534


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = ' '.join(str(value).split()).replace('`', "'")[:80]
        print(f'::set {name}={text}')
    sys.exit(code)


def git(*args):
    done = subprocess.run(['git', '--git-dir', REPO, *args], capture_output=True, text=True, timeout=10)
    return done.stdout.strip() if done.returncode == 0 else ''


def head(branch):
    return git('rev-parse', '--verify', '--quiet', f'refs/heads/{branch}')


def origin():
    """Inès's commit, and where main stood, when the lab began."""
    try:
        with open('/srv/git/origin.json') as f:
            data = json.load(f)
        return data['branch'], data['main']
    except (OSError, ValueError, KeyError):
        no(19)


def get(path, raw=False):
    for again in (True, True, False):
        try:
            with urllib.request.urlopen(API + path, timeout=5) as answer:
                data = answer.read()
            return data.decode(errors='replace') if raw else json.loads(data)
        except (OSError, ValueError, http.client.HTTPException):
            if not again:
                no(19)
            time.sleep(0.3)


def builds_of(sha, branch=None):
    """The builds of a commit, newest first, and whether one still waits for a worker."""
    builds = get('builds?property=revision&property=got_revision&property=branch&order=-buildid&limit=60')['builds']

    def prop(b, name):
        return (b['properties'].get(name) or [''])[0]

    mine = [b for b in builds
            if sha in (prop(b, 'got_revision'), prop(b, 'revision')) and branch in (None, prop(b, 'branch'))]
    waiting = bool(get('buildrequests?claimed=false&complete=false&limit=1')['buildrequests'])
    return mine, waiting


def green_build(sha, branch=None):
    """The newest finished build of this commit, which must be green."""
    builds, waiting = builds_of(sha, branch)
    done = [b for b in builds if b['complete']]
    if not done:
        no(12 if builds or waiting else 11, commit=sha[:7])
    build = done[0]
    if build['results'] not in (0, 1):
        steps = get(f'builds/{build["buildid"]}/steps')['steps']
        red = [s['name'] for s in steps if s['complete'] and s['results'] not in (0, 1, 3)]
        no(13, build=build['number'], step=red[0] if red else 'checkout')
    return build


def untouched(sha, base):
    """Outside .ci and the papers, the commit holds what Inès wrote."""
    changed = git('diff', '--name-only', base, sha, '--', '.', ':(exclude).ci', ':(exclude)*.md', ':(exclude).gitignore')
    if changed:
        no(14, file=changed.split('\n')[0])


def logs(build):
    """What the pipeline's own steps said, after what Buildbot found in the environment."""
    text = ''
    for step in get(f'builds/{build["buildid"]}/steps')['steps']:
        if step['name'] in ('worker_preparation', 'checkout', 'pipeline'):
            continue
        for log in get(f'steps/{step["stepid"]}/logs')['logs']:
            text += get(f'logs/{log["logid"]}/raw', raw=True) + '\n'
    return text


def really_tested(build):
    """All tests ran, none was skipped, and with the library that the project asks for."""
    text = logs(build)
    summary = re.findall(r'^(?:=+ )?((?:\d+ (?:passed|failed|error|skipped|deselected)|no tests ran).*?) in [0-9.]+s', text, re.M)
    passed = re.search(r'\b(\d+) passed', summary[-1]) if summary else None
    count = int(passed[1]) if passed else 0
    if count < TESTS or re.search(r'failed|error|skipped|deselected|xfailed', summary[-1]):
        no(16, build=build['number'], passed=count)
    # The tests say it in their first lines; where they are told to be quiet, the step `environment` has said it.
    found = re.findall(r'^sillon-money: (\S+)$', text, re.M) or re.findall(r'^.?  sillon-money  (\S+)$', text, re.M)
    if not found or found[-1] != NEW:
        no(15, build=build['number'], found=found[-1] if found else '?', wanted=NEW)


def rehearse(sha, environment, on=False):
    """The commit's pipeline, run here in another environment: [(step, exit code, output)].

    Up to where it stops; with `on`, all steps. A step that is allowed to fail has the exit code 0.
    A commit never changes, so what it did is remembered in the checker's own /tmp.
    """
    known = f'/tmp/rehearsed-{sha}-{environment}-{on}.json'
    try:
        with open(known) as f:
            return json.load(f)
    except (OSError, ValueError):
        pass
    ran = rehearse_now(sha, environment, on)
    if all(0 <= code < 126 for _, code, _ in ran):
        with open(f'{known}.{os.getpid()}', 'w') as f:
            json.dump(ran, f)
        os.rename(f'{known}.{os.getpid()}', known)
    return ran


def rehearse_now(sha, environment, on):
    place = tempfile.mkdtemp(prefix='rehearse-')
    who = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []}
    try:
        os.chown(place, NOBODY, NOBODY)
        archive = subprocess.run(['git', '--git-dir', REPO, 'archive', sha], capture_output=True, timeout=10)
        subprocess.run(['tar', '-x', '-C', place], input=archive.stdout, check=True, timeout=10, **who)
        try:
            with open(f'{place}/{pipeline.FILE}') as f:
                pipe = pipeline.read(f.read())
        except (OSError, pipeline.Wrong):
            return [('pipeline', 1, '')]
        env = {**pipeline.variables(pipe, environment), 'HOME': place}
        ran = []
        for step in pipe['steps']:
            try:
                done = subprocess.run(
                    pipeline.command(step['run']), cwd=place, env=env, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=15, **who,
                )
                code, output = done.returncode, done.stdout.decode(errors='replace')
            except subprocess.TimeoutExpired:
                no(19)
            ran.append((step['name'], 0 if step['allow_failure'] else code, output))
            if ran[-1][1] and not on:
                break
        return ran
    finally:
        shutil.rmtree(place, ignore_errors=True)


def honest(sha, base, branch=None):
    """Everything that makes a green build worth something. Ends the check where something is missing."""
    untouched(sha, base)
    build = green_build(sha, branch)
    really_tested(build)
    ran = rehearse(sha, 'shop-2023')
    if ran[-1][1] == 0:
        no(17, build=build['number'])
    return ran


def tests_ran(output):
    return re.search(r'test session starts|^(?:=+ )?\d+ (?:passed|failed|error)', output, re.M) is not None
