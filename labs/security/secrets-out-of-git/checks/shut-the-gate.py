#!/usr/bin/env python3
# A copy of the repository, hooks and all, refuses a push with a secret and takes one without.
# Tells, where it applies: ::set said=
import concurrent.futures
import hashlib
import json
import os
import secrets
import shutil
import string
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "/opt/checker")
from labcheck import REPO, git, no

if not git("rev-parse", "--verify", "--quiet", "refs/heads/main"):
    no(70)
hooks = git("config", "core.hooksPath") or "hooks"
hooks = os.path.join(REPO, hooks)
present = [name for name in ("pre-receive", "update", "reference-transaction") if os.path.isfile(os.path.join(hooks, name))]
if not present:
    no(71)
if not any(os.access(os.path.join(hooks, name), os.X_OK) and os.stat(os.path.join(hooks, name)).st_mode & 0o100 for name in present):
    no(72, said=present[0])

# The same hooks and branches give the same answer; it is remembered for a minute, in the checker's own /tmp.
digest = hashlib.sha256(git("show-ref").encode() + git("config", "--list").encode())
for folder, folders, files in sorted(os.walk(hooks)):
    for file in sorted(files):
        path = os.path.join(folder, file)
        if os.path.isfile(path):
            with open(path, "rb") as stream:
                digest.update(("%s %o " % (path, os.stat(path).st_mode)).encode() + stream.read())
known = "/tmp/gate-%s.json" % digest.hexdigest()


def end(code, **values):
    with open(known + ".new", "w") as file:
        json.dump([code, values], file)
    os.rename(known + ".new", known)
    no(code, **values)


try:
    if time.time() - os.stat(known).st_mtime < 60:
        with open(known) as file:
            code, values = json.load(file)
        no(code, **values)
except (OSError, ValueError):
    pass

LEARNER = 1000
place = tempfile.mkdtemp(prefix="gate-")
os.chmod(place, 0o711)
who = {"user": LEARNER, "group": LEARNER, "extra_groups": []}
env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": place, "LANG": "C.UTF-8", "GIT_AUTHOR_NAME": "Inès Caron", "GIT_AUTHOR_EMAIL": "ines@sillon.example",
       "GIT_COMMITTER_NAME": "Inès Caron", "GIT_COMMITTER_EMAIL": "ines@sillon.example", "GIT_TERMINAL_PROMPT": "0"}
letters = string.ascii_letters + string.digits


def some(count):
    return "".join(secrets.choice(letters) for _ in range(count))


def run(*args, cwd, wait=60):
    try:
        done = subprocess.run(args, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=wait, **who)
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return 124, "no answer within a minute"


def attempt(name, steps, ref, new_branch):
    """Pushes commits, each made of {file: text or None}, to a copy of the server's repository."""
    home = os.path.join(place, name)
    os.mkdir(home)
    os.chown(home, LEARNER, LEARNER)
    server, clone = home + "/shop.git", home + "/clone"
    shutil.copytree(REPO, server, symlinks=True)
    subprocess.run(["chown", "-R", "1000:1000", server], check=False)
    code, said = run("git", "clone", "-q", server, clone, cwd=home)
    if code:
        return None, said
    if new_branch:
        run("git", "switch", "-q", "-c", ref, cwd=clone)
    for files in steps:
        for path, text in files.items():
            full = os.path.join(clone, path)
            if text is None:
                os.remove(full)
            else:
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w") as file:
                    file.write(text)
        subprocess.run(["chown", "-R", "1000:1000", clone], check=False)
        run("git", "add", "-A", cwd=clone)
        run("git", "commit", "-q", "--no-verify", "-m", "Try " + name, cwd=clone)
    code, said = run("git", "push", "origin", "HEAD:refs/heads/" + ref, cwd=clone)
    return code == 0, said


payment = 'import os\n\nKEY = "%s"\n' % ("sk_" + "live_" + some(24))
other = 'deploy:\n  token: %s\n' % ("gh" + "p_" + some(36))
clean = "# A page\n\nNothing to hide here, %s.\n" % some(5).lower()
tries = {
    "clean": ([{"docs/page.md": clean}], "main", False),
    "clean-branch": ([{"docs/page.md": clean}, {"docs/other.md": clean}], "page-about-nothing", True),
    "key": ([{"tools/again.py": payment}], "main", False),
    "key-taken-out-again": ([{"tools/again.py": payment}, {"tools/again.py": None}], "main", False),
    "branch": ([{"docs/page.md": clean}, {"tools/again.py": payment}], "quick-fix", True),
    "other-secret": ([{"deploy/ci.yml": other}], "main", False),
}
try:
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        results = dict(zip(tries, pool.map(lambda name: attempt(name, *tries[name]), tries)))
finally:
    shutil.rmtree(place, ignore_errors=True)
if any(result[0] is None for result in results.values()):
    no(70)


def complaint(said):
    lines = [line.replace("remote:", "").strip() for line in said.splitlines() if "remote:" in line]
    return next((line for line in lines if line), "nothing")


for name, code in (("key", 73), ("other-secret", 77), ("key-taken-out-again", 74), ("branch", 75)):
    if results[name][0]:
        end(code)
for name in ("clean", "clean-branch"):
    if not results[name][0]:
        end(76 if name == "clean" else 78, said=complaint(results[name][1]))
end(0)
