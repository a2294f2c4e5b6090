"""What the checks of this lab have in common. Lies in the checker only, and changes nothing outside /tmp."""

import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path[:0] = ['/opt/lab', '/opt/ci/lib/python3.11/site-packages']
sys.dont_write_bytecode = True
import deal  # noqa: E402
import pipeline  # noqa: E402

REPO = '/srv/git/shop.git'
API = 'http://ci:8010/api/v2/'
WANTED = os.environ['NEW_VERSION']
TESTS = 13
NOBODY = 65534
GREEN = (0, 1)


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = ' '.join(str(value).split()).replace('`', "'")[:100]
        print(f'::set {name}={text}')
    sys.exit(code)


def git(*args):
    done = subprocess.run(['git', '--git-dir', REPO, *args], capture_output=True, text=True, timeout=10)
    return done.stdout.strip() if done.returncode == 0 else ''


def head(branch):
    return git('rev-parse', '--verify', '--quiet', f'refs/heads/{branch}')


def origin():
    """Branch → the commit at which it stood when the lab began."""
    try:
        with open('/srv/git/origin.json') as f:
            return json.load(f)
    except (OSError, ValueError):
        no(19)


def notes():
    """What the learner has noted: branch → {fails, fault, build}."""
    try:
        with open('/home/learner/notes/answers.json') as f:
            data = json.loads(f.read(20000))
    except (OSError, ValueError):
        return {}
    return {str(k): v for k, v in data.items() if isinstance(v, dict)} if isinstance(data, dict) else {}


def get(path, raw=False):
    for again in (True, True, False):
        try:
            with urllib.request.urlopen(API + path, timeout=10) as answer:
                data = answer.read()
            return data.decode(errors='replace') if raw else json.loads(data)
        except (OSError, ValueError, http.client.HTTPException):
            if not again:
                no(19)
            time.sleep(0.3)


def prop(build, name):
    return str((build['properties'].get(name) or [''])[0])


def all_builds():
    """All builds, newest first."""
    wanted = '&'.join(f'property={p}' for p in ('revision', 'got_revision', 'branch', 'environment', 'trial', 'order'))
    builds = get(f'builds?{wanted}&order=-buildid&limit=400')['builds']
    for build in builds:
        build['sha'] = prop(build, 'got_revision') or prop(build, 'revision')
        build['green'] = build['complete'] and build['results'] in GREEN
    return builds


def red_step(build):
    steps = get(f'builds/{build["buildid"]}/steps')['steps']
    red = [s['name'] for s in steps if s['complete'] and s['results'] not in (0, 1, 3)]
    return red[0] if red else 'checkout'


def repaired(branch, base):
    """The branch's head, which must be another commit than on Friday, and its newest build, which must be green."""
    sha = head(branch)
    if not sha:
        no(18, branch=branch)
    builds = [b for b in all_builds() if b['sha'] == sha and not prop(b, 'trial')]
    done = [b for b in builds if b['complete']]
    if sha == base:
        no(20 if done and done[0]['green'] else 10, branch=branch, build=done[0]['number'] if done else '?')
    return sha, builds, done


def green(branch, sha, builds, done):
    if not done:
        waiting = bool(get('buildrequests?claimed=false&complete=false&limit=1')['buildrequests'])
        no(12 if builds or waiting else 11, commit=sha[:7], branch=branch)
    if not done[0]['green']:
        no(13, build=done[0]['number'], step=red_step(done[0]), branch=branch)
    return done[0]


def changed(base, sha, *allowed):
    """The first file that differs from Friday's commit and is not one of the allowed ones, or ''."""
    return git('diff', '--name-only', base, sha, '--', '.', *(f':(exclude){path}' for path in allowed)).split('\n')[0]


def really_tested(branch, build):
    """All tests ran in this build, none was skipped, and with the library that the project asks for."""
    text = ''
    for step in get(f'builds/{build["buildid"]}/steps')['steps']:
        if step['name'] not in ('worker_preparation', 'checkout', 'pipeline'):
            for log in get(f'steps/{step["stepid"]}/logs')['logs']:
                text += get(f'logs/{log["logid"]}/raw', raw=True) + '\n'
    summary = re.findall(r'^(?:=+ )?((?:\d+ (?:passed|failed|error|skipped|deselected)|no tests ran).*?) in [0-9.]+s', text, re.M)
    passed = re.search(r'\b(\d+) passed', summary[-1]) if summary else None
    count = int(passed[1]) if passed else 0
    if count < TESTS or re.search(r'failed|error|skipped|deselected|xfailed|xpassed', summary[-1]):
        no(16, branch=branch, build=build['number'], passed=count)
    # The tests say it in their first lines; where they are told to be quiet, the step `environment` has said it.
    found = re.findall(r'^sillon-money: (\S+)$', text, re.M) or re.findall(r'^.?  sillon-money  (\S+)$', text, re.M)
    if not found or found[-1] != WANTED:
        no(15, branch=branch, build=build['number'], found=found[-1] if found else '?', wanted=WANTED)


def orders(base, branch):
    """Two orders of Friday's tests: in the first, the test of the shared list comes after the one that fills it."""
    tests = []
    for path in sorted(git('ls-tree', '--name-only', f'{base}:tests').split('\n')):
        if path.startswith('test_'):
            tests += [(path, name) for name in re.findall(r'^def (test_\w+)', git('show', f'{base}:tests/{path}'), re.M)]
    module = 'test_' + branch.replace('-', '_') + '.py'
    found = {}
    for order in range(1, 99):
        shuffled = list(tests)
        random.Random(order).shuffle(shuffled)
        late = shuffled.index((module, 'test_a_record_is_added')) < \
            shuffled.index((module, 'test_another_customer_begins_with_an_empty_list'))
        found.setdefault(late, order)
    return found[True], found[False]


def remembered(name, work):
    """A commit never changes, so what came of it is remembered in the checker's own /tmp."""
    known = f'/tmp/rehearsed-{name}.json'
    try:
        with open(known) as f:
            return json.load(f)
    except (OSError, ValueError):
        pass
    result = work()
    with open(f'{known}.{os.getpid()}', 'w') as f:
        json.dump(result, f)
    os.rename(f'{known}.{os.getpid()}', known)
    return result


class Copy:
    """A commit, unpacked in the checker."""

    def __init__(self, sha):
        self.place = tempfile.mkdtemp(prefix='rehearse-')
        self.who = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []}
        os.chown(self.place, NOBODY, NOBODY)
        self.unpack(sha)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.place, ignore_errors=True)

    def unpack(self, sha, *paths):
        archive = subprocess.run(['git', '--git-dir', REPO, 'archive', sha, *paths], capture_output=True, timeout=20)
        subprocess.run(['tar', '-x', '-C', self.place], input=archive.stdout, check=True, timeout=20, **self.who)

    def run(self, command, env):
        try:
            done = subprocess.run(
                command, cwd=self.place, env={**env, 'HOME': self.place}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=40, **self.who,
            )
        except subprocess.TimeoutExpired:
            no(19)
        return done.returncode, done.stdout.decode(errors='replace')


def fridays_tests(sha, base, branch, order):
    """Friday's tests on today's code, in this order and in a sound environment: the first that fails, or ''."""
    def work():
        with Copy(sha) as copy:
            shutil.rmtree(f'{copy.place}/tests', ignore_errors=True)
            copy.unpack(base, 'tests', 'conftest.py', 'pyproject.toml', 'Makefile')
            sound = {'environment': deal.environment['main'], 'variables': {}}
            code, output = copy.run(['python', '-m', 'pytest', '-v'], pipeline.variables(sound, order=order))
            print(output[-3000:])
            failed = re.search(r'^(?:FAILED|ERROR) tests/(\S+)', output, re.M)
            return (failed[1] if failed else 'pytest') if code else ''
    return remembered(f'{sha}-{order}', work)


def stays_green_when_broken(sha):
    """Whether the commit's pipeline ends well even where the shop's code is broken."""
    def work():
        with Copy(sha) as copy:
            try:
                with open(f'{copy.place}/{pipeline.FILE}') as f:
                    pipe = pipeline.read(f.read())
            except (OSError, pipeline.Wrong):
                return False
            with open(f'{copy.place}/shop/prices.py', 'a') as f:
                f.write('\n\ndef sale(price, percent):\n    raise RuntimeError("broken by the checker, to see whether the pipeline notices")\n')
            for step in pipe['steps']:
                code, output = copy.run(pipeline.command(step['run']), pipeline.variables(pipe))
                print(output[-1500:])
                if code and not step['allow_failure']:
                    return False
            return True
    return remembered(f'{sha}-broken', work)
