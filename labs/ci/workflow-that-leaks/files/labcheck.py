"""What the checks of this lab have in common: it runs the workflows of the learner's last commit with act, and looks at what happened.

The commit is unpacked into a folder of the checker's own and run with a secret and a hub of the checker's own. The tools of the project
also write down there with which words they were called, and where the secret could be seen. Names of steps and jobs do not matter.
"""

import base64
import binascii
import codecs
import concurrent.futures
import http.server
import io
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading

import yaml

REPO = '/home/learner/catalogue'
MIRROR = '/srv/mirror/vinyl-press/setup-press.git'
KNOWN = '/var/tmp/known'
LEARNER, RUNNER = 1000, 1001
FORMATS = {'1.9', '2.0'}
SHA = re.compile(r'[0-9a-f]{40}')
WORKFLOW = re.compile(r'\.github/workflows/[^/]+\.ya?ml')
# The commits of the releases of actions/checkout, from 4 on.
CHECKOUT = '''
08c6903cd8c0fde910a37f88322edcfb5dd907a8
08eba0b27e820071cde6df949e0beb9ba4906955
0ad4b8fadaa221de15dcec353f45205ec38ea70b
11bd71901bbe5b1630ceea73d27597364c9af683
11d5960a326750d5838078e36cf38b85af677262
1af3b93b6815bc44a9784bd300feb67ff0d1eeb3
1d96c772d19495a3b5c517cd2bc0cb401ea0529f
1e31de5234b9f8995739874a8ce0492dc87873e2
34e114876b0b11c390a56381ad16ebd13914f8d5
3d3c42e5aac5ba805825da76410c181273ba90b1
44c2b7a8a4ea60a981eaca3cf939b5f4305c123b
692973e3d937129bcbf40652eb9f2f61becf3332
8ade135a41bc03ea155e62e844d188df1ea18608
8e8c483db84b4bee98b60c0593521ed34d9990e8
93cb6efe18208431cddfb8368fd83d5badbf9bfd
9bb56186c3b09b4f86b1c65136769dd318469633
9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0
a5ac7e51b41094c92402da3b24376905380afc29
b4ffde65f46336ab88eb53be808477a3936bae11
d23441a48e516b6c34aea4fa41551a30e30af803
d632683dd7b4114ad314bca15554477dd762a938
de0fac2e4500dabe0009e67214ff5f5447ce83dd
df4cb1c069e1874edd31b4311f1884172cec0e10
eef61447b9ff4aafe5dcd4e0bbf5d482be7e7871
fbc6f3992d24b796d5a048ff273f7fcc4a7b6c09
'''.split()


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = ' '.join(str(value).split()).replace('`', "'")[:160]
        print(f'::set {name}={text}')
    sys.exit(code)


def run(argv, uid, cwd='/', timeout=60, home='/nonexistent', **more):
    env = {'PATH': '/usr/local/bin:/usr/bin:/bin', 'HOME': home, 'LANG': 'C.UTF-8', 'NO_COLOR': '1', 'CLICOLOR': '0',
           'GIT_CONFIG_COUNT': '1', 'GIT_CONFIG_KEY_0': 'safe.directory', 'GIT_CONFIG_VALUE_0': '*'}
    return subprocess.run(argv, cwd=cwd, env=env, timeout=timeout, user=uid, group=uid, extra_groups=[], stdin=subprocess.DEVNULL, **more)


def git(*args, at=REPO, uid=LEARNER, text=True):
    done = run(['git', '-C', at, *args], uid, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=text)
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


class Commit:
    """The learner's last commit. Ends the check where there is nothing to run."""

    def __init__(self):
        self.tree = git('rev-parse', '--verify', '--quiet', 'HEAD^{tree}')
        self.data = git('archive', '--format=tar', 'HEAD', text=False) if self.tree else None
        if self.data is None:
            no(30)
        self.files = {}
        with tarfile.open(fileobj=io.BytesIO(self.data)) as archive:
            for member in archive:
                if member.isfile():
                    self.files[member.name] = archive.extractfile(member).read().decode(errors='replace')
        self.flows = {path: text for path, text in self.files.items() if WORKFLOW.fullmatch(path)}
        if not self.flows:
            no(31)
        start = pristine()
        first = {path: text for path, text in start.items() if WORKFLOW.fullmatch(path)}
        if self.flows == first:
            for path, text in first.items():
                try:
                    with open(f'{REPO}/{path}', encoding='utf-8', errors='replace') as f:
                        if f.read() != text:
                            no(32)
                except OSError:
                    no(32)
            no(33)
        for path, text in start.items():
            if path.startswith('tools/') and self.files.get(path) != text:
                no(34, file=path)
        self.parsed = {}
        for path, text in self.flows.items():
            try:
                self.parsed[path] = yaml.safe_load(text)
            except yaml.YAMLError as error:
                mark = getattr(error, 'problem_mark', None)
                no(35, error=f'{path}:{mark.line + 1 if mark else "?"}: {getattr(error, "problem", "?")}')
            if not isinstance(self.parsed[path], dict) or not isinstance(self.parsed[path].get('jobs'), dict):
                no(35, error=f'{path}: no jobs')

    def events(self):
        found = set()
        for flow in self.parsed.values():
            on = flow.get(True, flow.get('on'))
            found |= {on} if isinstance(on, str) else set(on or ())
        return found

    def uses(self):
        """Every action that is called, also by actions of the repository itself."""
        found = []
        for path, text in self.files.items():
            if WORKFLOW.fullmatch(path) or os.path.basename(path) in ('action.yml', 'action.yaml'):
                found += re.findall(r'^\s*(?:-\s+)?["\']?uses["\']?\s*:\s*["\']?([^\s"\'#]+)', text, re.M)
        return list(dict.fromkeys(found))


def known(ref):
    return git('rev-parse', '--verify', '--quiet', ref + '^{commit}', at=MIRROR, uid=RUNNER)


NOTE = '''
def _note(tool, secret_file, notes):
    import glob, json, os, shutil, sys
    secret = open(secret_file).read().strip()
    seen = False
    for path in glob.glob('/proc/[0-9]*/cmdline'):
        try:
            seen = seen or secret.encode() in open(path, 'rb').read()
        except OSError:
            pass
    open(notes, 'a').write(json.dumps({'tool': tool, 'argv': sys.argv[1:], 'cmdline': seen, 'python': shutil.which('python3'),
                                       'env': any(secret in value for value in os.environ.values())}) + chr(10))


_note(%r, %r, %r)
'''


def probed(text, secret_file, notes):
    """Each job begins with a step that notes whether the secret is in the environment of the whole job."""
    root = yaml.compose(text)
    probe = yaml.safe_dump({'name': 'lab-probe', 'shell': 'bash', 'run':
                            f'if env | grep -qF -f {secret_file}; then echo \'{{"tool": "job"}}\' >> {notes}; fi'})
    for key, jobs in root.value:
        if key.value != 'jobs' or not isinstance(jobs, yaml.MappingNode):
            continue
        for _, job in jobs.value:
            for part, steps in getattr(job, 'value', ()):
                if part.value == 'steps' and isinstance(steps, yaml.SequenceNode):
                    steps.value.insert(0, yaml.compose(probe))
    return yaml.serialize(root, allow_unicode=True, width=10000)


def looks(text, secret, depth=0):
    """Whether the secret, or a good part of it, can be read in this text, also reversed, spaced out or encoded."""
    parts = {secret[i:i + 10].lower() for i in range(len(secret) - 9)}
    bare = re.sub(r'[^A-Za-z0-9]', '', text).lower()
    for way in (bare, bare[::-1], codecs.encode(bare, 'rot13')):
        if any(part in way for part in parts):
            return True
    if depth == 3:
        return False
    words = re.findall(r'[A-Za-z0-9+/_-]{12,}', text)
    for word in words + [word[::-1] for word in words]:
        word = word.replace('-', '+').replace('_', '/')
        for start in range(4):
            piece = word[start:]
            try:
                plain = base64.b64decode(piece[:len(piece) // 4 * 4] + ('' if len(piece) % 4 < 2 else piece[len(piece) // 4 * 4:] + '=' * (-len(piece) % 4)))
            except (ValueError, binascii.Error):
                continue
            if looks(plain.decode('latin-1'), secret, depth + 1):
                return True
    for line in text.splitlines() if depth == 0 else [text]:
        for word in re.findall(r'(?:[0-9a-f]{2}){10,}', re.sub(r'[^0-9a-fA-Fx]|0x', '', line).lower()):
            for start in (0, 1):
                piece = word[start:]
                plain = binascii.unhexlify(piece[:len(piece) // 2 * 2])
                if any(part.encode() in plain.lower() for part in parts):
                    return True
    return False


def leaks(output, secret):
    """The names of the steps whose output gives the secret away."""
    steps, now, names = {}, {}, []
    for line in output.splitlines():
        found = re.match(r'\[([^\]]+)\] {0,3}(.*)', line)
        if not found:
            steps.setdefault('?', []).append(line)
            continue
        job, rest = found.groups()
        began = re.search(r'Run (?:Main|Pre|Post) (.*)', rest)
        if began:
            now[job] = (job, began[1])
        steps.setdefault(now.get(job, (job, '?')), []).append(re.sub(r'^\s*\| ?', '', rest))
    for step, lines in steps.items():
        if looks('\n'.join(lines), secret):
            names.append(step[1] if isinstance(step, tuple) else '?')
    return list(dict.fromkeys(names))


def hub(token):
    taken = []

    class Hub(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get('Content-Length') or 0))
            right = self.headers.get('Authorization') == 'Bearer ' + token
            taken.append(right)
            self.send_response(200 if right else 401)
            self.end_headers()
            self.wfile.write(b'3 records published\n' if right else b'this token is not known\n')

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, taken


def attempt(commit, event, title):
    place = tempfile.mkdtemp(prefix='run-', dir='/var/tmp')
    token = secrets.token_hex(6) + secrets.token_urlsafe(30).replace('-', 'K').replace('_', 'Q')[:14]
    server, taken = hub(token)
    try:
        work, home, notes, secret_file, canary = (f'{place}/{name}' for name in ('catalogue', 'home', 'notes', 'token', 'canary'))
        os.mkdir(work)
        with tarfile.open(fileobj=io.BytesIO(commit.data)) as archive:
            archive.extractall(work)
        for tool in ('check', 'title', 'publish'):
            with open(f'{work}/tools/{tool}.py', encoding='utf-8') as f:
                text = f.read()
            with open(f'{work}/tools/{tool}.py', 'w', encoding='utf-8') as f:
                f.write(NOTE % (tool, secret_file, notes) + text)
        for path, text in commit.flows.items():
            with open(f'{work}/{path}', 'w', encoding='utf-8') as f:
                f.write(probed(text, secret_file, notes))
        os.makedirs(f'{home}/.cache/act')
        for name, text in {notes: '', secret_file: token, f'{home}/secrets': f'PUBLISH_TOKEN={token}\n', f'{home}/.actrc': '-P ubuntu-latest=-self-hosted\n'}.items():
            with open(name, 'w') as f:
                f.write(text)
        what = {'ref': 'refs/heads/main'}
        if title is not None:
            what = {'action': 'opened', 'number': 7, 'pull_request': {'number': 7, 'title': title.replace('CANARY', canary), 'user': {'login': 'a-stranger'},
                                                                      'head': {'ref': 'patch-1', 'repo': {'fork': True}}, 'base': {'ref': 'main'}}}
        with open(f'{home}/event.json', 'w') as f:
            json.dump(what, f)
        for use in commit.uses():
            if not use.startswith('vinyl-press/setup-press'):
                continue
            copy = f'{home}/.cache/act/{re.sub("[<>:/|?*]", "-", use)}'
            subprocess.run(['git', '-c', 'safe.directory=*', 'clone', '-q', '--no-hardlinks', MIRROR, copy], check=True, env={'PATH': '/usr/bin:/bin', 'HOME': '/nonexistent',
                           'GIT_CONFIG_COUNT': '1', 'GIT_CONFIG_KEY_0': 'safe.directory', 'GIT_CONFIG_VALUE_0': '*'}, stderr=subprocess.DEVNULL)
            subprocess.run(['git', '-C', copy, 'remote', 'set-url', 'origin', 'https://github.com/vinyl-press/setup-press'], check=True)
        subprocess.run(['chmod', '-R', 'u+w', place], check=True)
        subprocess.run(['chown', '-R', f'{RUNNER}:{RUNNER}', place], check=True)
        run(['sh', '-c', 'git init -q -b main && git config user.name You && git config user.email you@sillon.example && git add -A -f && git commit -q -m work'
             ' && git remote add origin https://github.com/sillon-records/catalogue.git'], RUNNER, work, check=True)
        done = run(['act', event, '--eventpath', f'{home}/event.json', '--action-offline-mode', '--no-cache-server', '--secret-file', f'{home}/secrets',
                    '--var', f'HUB_URL=http://127.0.0.1:{server.server_address[1]}'], RUNNER, work, timeout=90, home=home,
                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
        with open(notes) as f:
            seen = [json.loads(line) for line in f]
        output = done.stdout
        shown = [line for line in output.splitlines() if 'docker connection' not in line]
        return {
            'code': done.returncode,
            'began': 'Run Set up job' in output,
            'failed': [name for name in re.findall(r'Failure - Main (.*?)(?: \[[\d.]+\S*s\])?$', output, re.M)],
            'error': next((re.sub(r'.*?(Error|msg)[:=] ?', '', line) for line in shown if 'rror' in line), (shown or ['?'])[-1]),
            'leaks': leaks(output, token),
            'notes': [{**note, 'argv': ' '.join(note.get('argv', [])).replace(canary, 'CANARY').replace(token, '(the token)')} for note in seen],
            'words': [len(note.get('argv', [])) for note in seen],
            'canary': os.path.exists(canary),
            'published': sum(taken),
            'refused': len(taken) - sum(taken),
            'output': output.replace(token, '(the token)')[-6000:],
        }
    finally:
        server.shutdown()
        server.server_close()
        shutil.rmtree(place, ignore_errors=True)


GOOD = 'SIL-12: Two more records'


def rehearse(commit, *titles):
    """Runs the workflows: None stands for a push, a text for a pull request with this title. A commit never changes, so what it did is remembered."""
    os.makedirs(KNOWN, mode=0o700, exist_ok=True)
    events = commit.events()
    for use in commit.uses():
        if use.startswith('vinyl-press/setup-press') and not known(use.partition('@')[2] or 'none'):
            no(38, use=use)
        if not use.startswith(('vinyl-press/setup-press', 'actions/checkout@', './')):
            no(40, use=use)
    pull = next((event for event in ('pull_request_target', 'pull_request') if event in events), None)
    if None in titles and 'push' not in events:
        no(41)
    if pull is None and any(title is not None for title in titles):
        no(42)

    def one(title):
        name = 'push' if title is None else 'pr-' + binascii.hexlify(title.encode()).decode()[:60]
        path = f'{KNOWN}/{commit.tree}-{name}.json'
        try:
            with open(path) as f:
                return json.load(f)
        except (OSError, ValueError):
            pass
        came = attempt(commit, 'push' if title is None else pull, title)
        with open(f'{path}.{os.getpid()}', 'w') as f:
            json.dump(came, f)
        os.replace(f'{path}.{os.getpid()}', path)
        return came

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        try:
            came = list(pool.map(one, titles))
        except subprocess.TimeoutExpired:
            no(39)
    for title, result in zip(titles, came):
        print(f'--- {"push" if title is None else "pr " + title}: {({k: v for k, v in result.items() if k != "output"})}')
        if not result['began']:
            no(35, error=result['error'])
    return came


def works(push=None, pull=None):
    """The workflows still do what they are there for. Ends the check where they do not."""
    for name, result in (('push', push), ('pr', pull)):
        if result is None:
            continue
        if result['code']:
            no(36, event=name, step=', '.join(result['failed']) or result['error'])
        missing = FORMATS - {note['argv'].replace('=', ' ').split()[-1] for note in result['notes'] if note['tool'] == 'check'}
        if missing:
            no(43, event=name, format=sorted(missing)[0])
    if push is not None and push['published'] != 1:
        no(44, count=push['published'])
    if pull is not None and pull['published'] + pull['refused']:
        no(45)
    if pull is not None and not any(note['tool'] == 'title' for note in pull['notes']):
        no(46)
