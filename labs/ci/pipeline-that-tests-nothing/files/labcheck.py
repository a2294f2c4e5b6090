"""What the checks of this lab have in common: it runs the pipeline of the learner's last commit, and looks at what happened.

The commit is unpacked into a folder of the checker's own. There, the tools and the tests also write down what they do: which build was
made, which tests ran on which build. What was deployed is looked up where it was put. The names of jobs and stages do not matter.
"""

import concurrent.futures
import copy
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import yaml

REPO = '/home/learner/parcels'
KNOWN = '/var/tmp/known'
LEARNER, RUNNER = 1000, 1001
TESTS = 9
BREAK = ('basket >= FREE_FROM', 'basket > FREE_FROM')


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = ' '.join(str(value).split()).replace('`', "'")[:160]
        print(f'::set {name}={text}')
    sys.exit(code)


def run(argv, uid, cwd='/', timeout=60, **more):
    env = {k: v for k, v in os.environ.items() if k.startswith('GCL_')}
    env.update(more.pop('env', {}))
    env.update(PATH='/usr/local/bin:/usr/bin:/bin', HOME='/home/runner' if uid == RUNNER else '/nonexistent', LANG='C.UTF-8', NO_COLOR='1',
               GIT_CONFIG_COUNT='1', GIT_CONFIG_KEY_0='safe.directory', GIT_CONFIG_VALUE_0='*')
    return subprocess.run(argv, cwd=cwd, env=env, timeout=timeout, user=uid, group=uid, extra_groups=[], stdin=subprocess.DEVNULL, **more)


def git(*args, text=True):
    done = run(['git', '-C', REPO, *args], LEARNER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=text)
    if done.returncode:
        return None
    return done.stdout.strip() if text else done.stdout


def pristine():
    """The project as Inès left it: {path: text}."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(['sh', '/opt/lab/project.sh', place], check=True)
        found = {}
        for folder, _, names in os.walk(place):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, encoding='utf-8') as f:
                    found[os.path.relpath(path, place)] = f.read()
        return found


def commit():
    """The learner's last commit: (id of its tree, {path: bytes or mode}). Ends the check where there is nothing to run."""
    tree = git('rev-parse', '--verify', '--quiet', 'HEAD^{tree}')
    data = git('archive', '--format=tar', 'HEAD', text=False) if tree else None
    if data is None:
        no(30)
    files = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            if member.isfile():
                files[member.name] = archive.extractfile(member).read()
    start = pristine()
    ours = files.get('.gitlab-ci.yml', b'').decode(errors='replace')
    if '.gitlab-ci.yml' not in files:
        no(31)
    if ours == start['.gitlab-ci.yml']:
        try:
            with open(f'{REPO}/.gitlab-ci.yml', encoding='utf-8', errors='replace') as f:
                saved = f.read()
        except OSError:
            saved = ours
        no(32 if saved != ours else 33)
    for path, text in start.items():
        if path.split('/')[0] in ('parcels', 'tests', 'tools') and files.get(path, b'').decode(errors='replace') != text:
            no(34, file=path)
    return tree, data


def prepared(text):
    """The pipeline with no cache, since a fresh runner has none, and with a job that shows whether `workflow` lets it be."""
    root = yaml.compose(text)
    if not isinstance(root, yaml.MappingNode):
        return text

    def without_cache(node):
        node.value = [(k, v) for k, v in node.value if getattr(k, 'value', None) != 'cache']

    without_cache(root)
    seen = {'script': ['true'], 'stage': '.pre', 'needs': []}
    probe = yaml.compose(yaml.safe_dump(seen))
    for key, value in root.value:
        if not isinstance(value, yaml.MappingNode):
            continue
        if key.value == 'workflow':
            probe.value += [copy.deepcopy(pair) for pair in value.value if pair[0].value == 'rules']
        elif key.value != 'variables':
            without_cache(value)
    root.value.append((yaml.ScalarNode('tag:yaml.org,2002:str', 'lab-probe'), probe))
    return yaml.serialize(root, allow_unicode=True, width=1000)


BUILT = '''
open(%r, 'a').write('built %%s\\n' %% number)
'''
TESTED = '''
import unittest  # noqa: E402

_run = unittest.TestCase.run


def _noted(self, *args, **more):
    done = _run(self, *args, **more)
    open(%r, 'a').write('tested %%s %%s\\n' %% (self.id().removeprefix('tests.'), NUMBER))
    return done


unittest.TestCase.run = _noted
'''


def deployed(place):
    """The number in the file that was deployed; '' if nothing was, '?' if it has none."""
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(place) for name in names)
    if not files:
        return ''
    for path in files:
        try:
            with zipfile.ZipFile(path) as z:
                found = re.search(r"'(\w+)'", z.read('parcels/number.py').decode())
                if found and found[1] != 'none':
                    return found[1]
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            pass
    return '?'


def attempt(data, which, broken):
    place = tempfile.mkdtemp(prefix='run-', dir='/var/tmp')
    try:
        work, shop, notes = f'{place}/parcels', f'{place}/shop', f'{place}/notes'
        for folder in (work, shop):
            os.mkdir(folder)
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(work, filter='data') if hasattr(tarfile, 'data_filter') else archive.extractall(work)
        with open(f'{work}/tools/build.py', 'a') as f:
            f.write(BUILT % notes)
        with open(f'{work}/tests/__init__.py', 'a') as f:
            f.write(TESTED % notes)
        if broken:
            with open(f'{work}/parcels/fees.py') as f:
                text = f.read()
            with open(f'{work}/parcels/fees.py', 'w') as f:
                f.write(text.replace(*BREAK))
        with open(f'{work}/.gitlab-ci.yml', encoding='utf-8', errors='replace') as f:
            text = f.read()
        try:
            text = prepared(text)
        except yaml.YAMLError:
            pass  # gitlab-ci-local says it better
        with open(f'{work}/.gitlab-ci.yml', 'w', encoding='utf-8') as f:
            f.write(text)
        open(notes, 'w').close()
        for folder, folders, names in os.walk(place):
            for name in folders + names:
                os.lchown(os.path.join(folder, name), RUNNER, RUNNER)
        os.chown(place, RUNNER, RUNNER)
        lay = ('git init -q -b {branch} && git config user.name You && git config user.email you@sillon.example'
               ' && git commit -q --allow-empty -m start && git update-ref refs/remotes/origin/main HEAD'
               ' && git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main && git add -A -f && git commit -q -m work'
               ' && git remote add origin https://gitlab.sillon.example/sillon/parcels.git')
        run(['sh', '-c', lay.format(branch='main' if which == 'main' else 'work')], RUNNER, work, check=True)
        # The good code comes first and has its file compared with GitLab's schema: once is enough.
        env = {'DEPLOY_DIR': shop, 'NODE_COMPILE_CACHE': '/home/runner/.node', 'GCL_JSON_SCHEMA_VALIDATION': str(not broken).lower()}
        done = run(['pipeline', which], RUNNER, work, timeout=90, env=env,
                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
        with open(notes) as f:
            lines = [line.split() for line in f]
        output = re.sub(r'\x1b\[[\d;]*m', '', done.stdout)
        return {
            'code': done.returncode,
            'finished': 'pipeline finished' in output,
            'wanted': 'lab-probe' in re.findall(r'^\s*PASS\s+(\S+)', output, re.M),
            'failed': re.findall(r'^\s*FAIL\s+(\S.*?)\s*$', output, re.M),
            'built': [line[1] for line in lines if line[0] == 'built'],
            'tested': [line[1:] for line in lines if line[0] == 'tested'],
            'deployed': deployed(shop),
            'output': output[-6000:],
        }
    finally:
        shutil.rmtree(place, ignore_errors=True)


def rehearse(*wanted):
    """Runs the pipelines that are asked for, as (which, broken), and gives back what came of each. A commit never changes, so what it
    did is remembered."""
    tree, data = commit()
    os.makedirs(KNOWN, mode=0o700, exist_ok=True)

    def one(which, broken):
        path = f'{KNOWN}/{tree}-{which}-{"broken" if broken else "good"}.json'
        try:
            with open(path) as f:
                return json.load(f)
        except (OSError, ValueError):
            pass
        came = attempt(data, which, broken)
        with open(f'{path}.{os.getpid()}', 'w') as f:
            json.dump(came, f)
        os.replace(f'{path}.{os.getpid()}', path)
        return came

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(one, *way) for way in wanted]
        try:
            came = [r.result() for r in runs]
        except subprocess.TimeoutExpired:
            no(39)
    for (which, _), result in zip(wanted, came):
        print(f'--- pipeline {which}: {({k: v for k, v in result.items() if k != "output"})}')
        if not result['finished']:
            lines = [line.strip() for line in result['output'].splitlines() if line.strip()]
            lines = [line for line in lines if not re.match(r'(parsing and downloads|json schema|For further|Invalid \.gitlab|at )', line)]
            no(35, error=(lines or ['?'])[0].lstrip('•').strip())
        if not result['wanted']:
            no(36, which=which)
    return came


def green(which, result):
    """Ends the check if good code makes this pipeline red."""
    if result['code']:
        no(37, which=which, job=', '.join(result['failed']) or '?')


def ran(result):
    return len({name for name, _ in result['tested']})
