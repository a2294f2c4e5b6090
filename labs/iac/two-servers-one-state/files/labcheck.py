"""What the checks share: how the two servers ought to be, and how the playbook is rehearsed on a spare one."""
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

PORT = {{port}}
RELEASE = "{{release}}"
SECRET = "{{db_password}}"
PROJECT = "/home/learner/fleet"
LAB = "/opt/lab"
WORK = "/var/lib/lab"
KEY = "/home/checker/.ssh/id_ed25519"
SERVERS = ("web1", "web2")


class NotYet(Exception):
    """A reason why a task is not done: the code of a message, and what it names."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values


def verdict(check):
    try:
        check()
    except NotYet as reason:
        say(reason)
    print("all as it should be")


def say(reason):
    for name, value in reason.values.items():
        print("::set %s=%s" % (name, " ".join(str(value).split())[:220]))
    sys.exit(reason.code)


def as_checker(argv, timeout, cwd=None, stdin=None, errors=subprocess.STDOUT):
    """Run a command as the unprivileged user `checker`, with nothing of the caller's environment."""
    env = {
        "HOME": "/home/checker",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_STDOUT_CALLBACK": "default",
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "json",
        "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "1",
        "ANSIBLE_DISPLAY_OK_HOSTS": "1",
        "ANSIBLE_LOG_PATH": "/dev/null",
        "ANSIBLE_PIPELINING": "1",
        "ANSIBLE_TIMEOUT": "5",
        "ANSIBLE_RETRY_FILES_ENABLED": "0",
    }
    return subprocess.run(
        ["setpriv", "--reuid=checker", "--regid=checker", "--clear-groups", "--"] + argv,
        cwd=cwd or "/home/checker", env=env, timeout=timeout, text=True, errors="replace",
        input=stdin or "", stdout=subprocess.PIPE, stderr=errors,
    )


def ssh(host, script, timeout=15):
    return as_checker(["ssh", "-i", KEY, "-o", "BatchMode=yes", "root@" + host, "sh", "-s"], timeout, stdin=script)


def both(probe):
    """Look at both servers at once; complain about web1 first."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answers = [pool.submit(probe, host) for host in SERVERS]
        return [answer.result() for answer in answers]


# --- the project ---------------------------------------------------------------------------------

def project_files():
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = sorted(f for f in folders if f not in (".git", ".ansible", "__pycache__"))
        for name in sorted(names):
            if not name.endswith((".log", ".retry", ".swp", ".swo", "~")):
                yield os.path.join(folder, name)


def fingerprint():
    digest = hashlib.sha256()
    for path in project_files():
        digest.update(os.path.relpath(path, PROJECT).encode() + b"\0")
        try:
            with open(path, "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
            digest.update(str(os.stat(path).st_mode & 0o111).encode())
        except OSError:
            digest.update(b"gone")
    return digest.hexdigest()


def copy_of_project():
    """A private copy, so that nothing that runs can write into the learner's folder."""
    os.makedirs(WORK, mode=0o755, exist_ok=True)
    target = os.path.join(WORK, "copy-%d" % os.getpid())
    shutil.rmtree(target, ignore_errors=True)
    for path in project_files():
        to = os.path.join(target, os.path.relpath(path, PROJECT))
        os.makedirs(os.path.dirname(to), exist_ok=True)
        try:
            shutil.copy(path, to)
        except OSError:
            pass   # an editor's file that has just gone, or a link that leads nowhere here
    os.makedirs(target, exist_ok=True)
    subprocess.run(["chown", "-R", "checker:checker", target], check=True)
    os.chmod(target, 0o700)
    return target


def first_error(output):
    broken = re.findall(r"^.*Failed to parse inventory: (.*)$", output, re.M)
    if broken:
        return "inventory.ini: " + broken[-1]
    for line in output.splitlines():
        if "ERROR" in line:
            return re.sub(r"^\[?ERROR\]?[:!]*\s*", "", line)
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no output"


def secret_in_project():
    for path in project_files():
        try:
            with open(path, "rb") as file:
                if SECRET.encode() in file.read():
                    return os.path.relpath(path, PROJECT)
        except OSError:
            pass
    return None


# --- what a server shows to the world, and how it is inside --------------------------------------

def get(host, path):
    request = urllib.request.Request("http://%s:%d%s" % (host, PORT, path))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(dict()))
    try:
        with opener.open(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()
    except (OSError, ValueError):
        return None, dict(), b""


def reference(name):
    with open(os.path.join(LAB, name), "rb") as file:
        return file.read()


SITE = r"""
if [ -e /etc/nginx/sites-enabled/shop.conf ]; then echo enabled; fi
if grep -Eqs '^[^#]*listen[^;]*\<%d *;' /etc/nginx/sites-enabled/*; then echo port; fi
if grep -Fqs 'X-Shop-Release "%s"' /etc/nginx/sites-enabled/*; then echo release; fi
if ! nginx -t >/dev/null 2>&1; then echo broken; fi
""" % (PORT, RELEASE)


def site_on_disk(host):
    try:
        return ssh(host, SITE).stdout.split()
    except subprocess.TimeoutExpired:
        return []


def outside(host):
    """The shop as a browser sees it. None, or what differs."""
    status, headers, body = get(host, "/")
    if status is None:
        disk = site_on_disk(host)
        if "broken" in disk:
            return "broken"
        return "stale" if "port" in disk else "port"
    release = headers.get("X-Shop-Release")
    if release != RELEASE:
        disk = site_on_disk(host)
        if "broken" in disk:
            return "broken"
        return "stale" if "release" in disk else "release"
    if status != 200 or body != reference("index.html"):
        return "page"
    if "broken" in site_on_disk(host):
        return "broken"   # right until the next start
    return None


INSIDE = r"""
stat -c 'env %a %U %G' /etc/shop/shop.env 2>/dev/null || echo 'env missing - -'
if grep -Fqxs 'DB_PASSWORD=__SECRET__' /etc/shop/shop.env; then echo content; fi
if getent passwd ines-tmp >/dev/null; then echo account; fi
echo looked
""".replace("__SECRET__", SECRET)


def inside(host):
    """robots.txt, the settings file, the account. None, or what differs, with what was found."""
    status, _, body = get(host, "/robots.txt")
    if status != 200:
        return "robots-missing", status or "no answer"
    if body != reference("robots.txt"):
        return "robots-other", ""
    try:
        lines = ssh(host, INSIDE).stdout.splitlines()
    except subprocess.TimeoutExpired:
        lines = []
    if "looked" not in lines:
        return "unreachable", ""
    mode, owner, group = next(line for line in lines if line.startswith("env ")).split()[1:]
    if mode == "missing" or "content" not in lines:
        return "env-content", ""
    if mode != "640":
        return "env-mode", mode
    if (owner, group) != ("root", "www-data"):
        return "env-owner", owner + ":" + group
    if "account" in lines:
        return "account", ""
    return None


# --- the rehearsal -------------------------------------------------------------------------------

TRACE = r"""
find /etc /srv /home -xdev -printf '%p|%i %C@ %m %U:%G\n' | sort
n=$(cat /run/nginx.pid 2>/dev/null) || n=
echo "nginx (it was restarted or reloaded)|$n $(ps --ppid "${n:-1}" -o pid=,args= 2>/dev/null | awk '/worker process$/ {print $1}' | sort | tr '\n' ' ')"
"""


def trace(host):
    lines = ssh(host, TRACE, 30).stdout.splitlines()
    return dict(line.rsplit("|", 1) for line in lines if "|" in line)


def settled_trace(host):
    """nginx reloads in the background: wait, shortly, until two looks are the same."""
    before = trace(host)
    for _ in range(8):
        time.sleep(0.4)
        now = trace(host)
        if now == before:
            break
        before = now
    return before


def play(folder):
    """One run of site.yml, for web2 alone, against the spare server."""
    argv = [
        "ansible-playbook", "site.yml", "--limit", "web2",
        "-e", "ansible_host=twin", "-e", "ansible_ssh_private_key_file=" + KEY,
    ]
    try:
        run = as_checker(argv, 240, cwd=folder)
    except subprocess.TimeoutExpired:
        raise NotYet(42)
    print(run.stdout)
    recap = re.search(
        r"^web2\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)\s+skipped=(\d+)\s+rescued=(\d+)\s+ignored=(\d+)",
        run.stdout, re.M)
    if not recap:
        if run.returncode == 0 or "hosts to target" in run.stdout or "does not match any hosts" in run.stdout:
            raise NotYet(41)
        raise NotYet(40, error=first_error(run.stdout))
    names = ("ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored")
    result = dict(zip(names, map(int, recap.groups())))
    result["output"] = run.stdout
    return result


def tasks_that(output, word):
    """The names of the tasks under which a line begins with this word."""
    found, task = [], "?"
    for line in output.splitlines():
        head = re.match(r"(?:TASK|RUNNING HANDLER) \[(.*)\] \**$", line)
        if head:
            task = head.group(1)
        elif line.startswith(word + ": [web2") and task not in found:
            found.append(task)
    return found


def failed_tasks(output):
    return tasks_that(output, "fatal") + tasks_that(output, "failed")


def rehearse():
    reset = ssh("twin", reference("drift.sh").decode(), 40)
    if reset.returncode != 0:
        print(reset.stdout)
        raise SystemExit(125)   # our own fault, never the learner's
    folder = copy_of_project()
    try:
        first = play(folder)
        reachable(first)
        if first["failed"]:
            raise NotYet(43, task=failed_tasks(first["output"])[-1])
        if first["ignored"]:
            raise NotYet(44, task=failed_tasks(first["output"])[0])
        reached_the_state()
        before = settled_trace("twin")
        second = play(folder)
        reachable(second)
        if second["failed"]:
            raise NotYet(43, task=failed_tasks(second["output"])[-1])
        if second["ignored"]:
            raise NotYet(44, task=failed_tasks(second["output"])[0])
        if second["changed"]:
            raise NotYet(50, changed=second["changed"], task=tasks_that(second["output"], "changed")[0])
        after = settled_trace("twin")
        touched = [name for name in sorted(set(before) | set(after)) if before.get(name) != after.get(name)]
        if touched:
            print("\n".join(touched))
            raise NotYet(51, what=touched[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reachable(run):
    if run["unreachable"]:
        if ssh("twin", "true").returncode != 0:
            raise SystemExit(125)   # our own fault
        raise NotYet(52)


def reached_the_state():
    """After one run the spare server is as web1 and web2 ought to be."""
    for _ in range(8):
        seen = outside("twin")
        if seen is None:
            break
        time.sleep(0.3)
    if seen == "broken":
        raise NotYet(49)
    if seen == "stale":
        raise NotYet(46)
    if seen in ("port", "release"):
        if "enabled" not in site_on_disk("twin"):
            raise NotYet(45)
        raise NotYet(47, what="X-Shop-Release" if seen == "release" else "port %d" % PORT)
    if seen == "page":
        raise NotYet(47, what="index.html")
    seen = inside("twin")
    if seen:
        what = seen[0]
        if what == "unreachable":
            raise SystemExit(125)
        raise NotYet(48, what="robots.txt" if what.startswith("robots") else
                     "ines-tmp" if what == "account" else "/etc/shop/shop.env")


def worker(note, state):
    """Play the rehearsal once for this state of the project, one at a time, and note the outcome."""
    import fcntl
    with open(os.path.join(WORK, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(note):
            return
        outcome = dict(code=0, values=dict())
        try:
            rehearse()
        except NotYet as reason:
            outcome = dict(code=reason.code, values=reason.values)
        if fingerprint() != state:
            return   # the project was saved meanwhile: nobody can say which state was played
        for old in os.listdir(WORK):
            if old.startswith("outcome-"):
                os.remove(os.path.join(WORK, old))
        with open(note + ".new", "w") as file:
            json.dump(outcome, file)
        os.rename(note + ".new", note)


def start_worker(note, state):
    """In the background, so that a rehearsal on a slow machine outlives the check that began it."""
    child = os.fork()
    if child:
        return child
    code = 0
    try:
        os.setsid()
        log = os.open(os.path.join(WORK, "log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        for stream in (1, 2):
            os.dup2(log, stream)
        worker(note, state)
    except SystemExit as end:
        code = end.code
    except BaseException as error:
        print(repr(error))
        code = 125
    sys.stdout.flush()
    os._exit(code)


def rehearsed():
    """The rehearsal's outcome for the project as it is now: looked up, or played once."""
    os.makedirs(WORK, mode=0o755, exist_ok=True)
    deadline = time.monotonic() + 270
    child = None
    while True:
        if child is None:
            state = fingerprint()
            note = os.path.join(WORK, "outcome-%s.json" % state)
            if not os.path.exists(note):
                child = start_worker(note, state)
        if os.path.exists(note):
            break
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            child = None
            if os.waitstatus_to_exitcode(status):
                show_log()
                raise SystemExit(125)   # our own fault, never the learner's
        elif time.monotonic() > deadline:
            raise NotYet(53)
        else:
            time.sleep(0.2)
    with open(note) as file:
        outcome = json.load(file)
    show_log()
    if outcome["code"] == 42:
        os.remove(note)   # perhaps the machine was only busy: play it again next time
    if outcome["code"]:
        raise NotYet(outcome["code"], **outcome["values"])


def show_log():
    try:
        with open(os.path.join(WORK, "log"), errors="replace") as log:
            print(log.read())
    except OSError:
        pass
