"""What the checks share: how the stack on `stage` is, and how a copy of the project comes up in an engine with nothing in it."""
import fcntl
import fnmatch
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request

PROJECT = "/home/learner/shop"
COPY = "/var/lib/lab/shop"
MEMORY = "/var/lib/lab/verdict.json"
SERVICES = ("web", "app", "db", "cache")
PASSWORD = "{{db_password}}"
STAGE = ["docker", "-H", "unix:///run/stage/docker.sock"]
HERE = ["docker"]


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
        for name, value in reason.values.items():
            print("::set %s=%s" % (name, value))
        sys.exit(reason.code)
    except subprocess.TimeoutExpired as slow:
        print("took too long:", slow.cmd)
        sys.exit(15)


def run(command, timeout=20, **more):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          timeout=timeout, **more)
    return done


def short(text, limit=220):
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= limit else text[:limit - 1] + "…"


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    # psql and the official image say the cause first and advice after it
    for line in lines[-12:]:
        if re.match(r"(Error|error|initdb: error|FATAL|nginx: \[emerg\])", line.strip()) or "cannot work with" in line:
            return short(line)
    return short(lines[-1]) if lines else "(it said nothing)"


# --- the file

def config(folder=PROJECT):
    """compose.yaml as Compose understands it."""
    told = subprocess.run(["docker", "compose", "--project-directory", folder, "config", "--format", "json"], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=30)
    if told.returncode:
        print(told.stderr)
        lines = [line for line in told.stderr.splitlines() if line.strip() and "level=warning" not in line]
        raise NotYet(10, error=short(lines[-1] if lines else "no output"))
    model = json.loads(told.stdout)
    services = model.get("services") or {}
    for name in SERVICES:
        if name not in services:
            raise NotYet(11, service=name)
    for name, service in services.items():
        if service.get("network_mode") == "host":
            raise NotYet(12, service=name)
    if not any(str(port.get("published")) == "8080" for port in services["web"].get("ports") or []):
        raise NotYet(13)
    for name in ("db", "cache"):
        if services[name].get("ports"):
            raise NotYet(14, service=name, port=services[name]["ports"][0].get("published") or "?")
    return model


# --- containers

def containers(engine):
    ids = run(engine + ["ps", "-aq", "--no-trunc"]).stdout.split()
    if not ids:
        return []
    told = subprocess.run(engine + ["inspect"] + ids, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=20)
    return json.loads(told.stdout or "[]")


def name_of(container):
    return container["Name"].lstrip("/")


def stack(engine):
    """service → its container"""
    found = {}
    for container in containers(engine):
        labels = container["Config"].get("Labels") or {}
        if labels.get("com.docker.compose.project") == "shop" and labels.get("com.docker.compose.oneoff") != "True":
            found[labels.get("com.docker.compose.service")] = container
    return found


def holders(container):
    """The ports of the machine that a container holds."""
    ports = (container.get("NetworkSettings") or {}).get("Ports") or {}
    return {entry.get("HostPort") for entries in ports.values() for entry in entries or []}


def logs(engine, container):
    return run(engine + ["logs", "--tail", "30", container["Id"]]).stdout


def inside(engine, container, *command, user=None):
    return run(engine + ["exec"] + (["-u", user] if user else []) + [container["Id"], *command])


def health(engine, app):
    """What the shop says about itself, asked from inside."""
    told = inside(engine, app, "python3", "-c",
                  "import urllib.request, urllib.error\n"
                  "try: print(urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=8).read().decode())\n"
                  "except urllib.error.HTTPError as error: print(error.read().decode())")
    try:
        return json.loads(told.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        print(told.stdout)
        return None


def no_trust(engine, found, code):
    """The database wants the password."""
    told = inside(engine, found["app"], "python3", "-c",
                  "import os, psycopg2\n"
                  "e = os.environ.get\n"
                  "try: psycopg2.connect(host=e('DB_HOST', 'db'), dbname=e('DB_NAME', 'shop'), user=e('DB_USER', 'shop'), password='no-such-password', connect_timeout=3); print('LET IN')\n"
                  "except psycopg2.Error as error: print(error)")
    if "LET IN" in told.stdout:
        raise NotYet(code)


def covers(engine, app, root, world, lost):
    """The shop is no root, and the covers lie in a volume that not everyone may write to."""
    told = inside(engine, app, "cat", "/proc/1/status", user="0").stdout
    uids = re.search(r"^Uid:\s+(\d+)", told, re.M)
    if uids and uids[1] == "0":
        raise NotYet(root)
    env = dict(entry.split("=", 1) for entry in app["Config"].get("Env") or [] if "=" in entry)
    folder = env.get("COVERS_DIR", "/srv/shop/covers").rstrip("/")
    if not any(folder == mount["Destination"].rstrip("/") or folder.startswith(mount["Destination"].rstrip("/") + "/")
               for mount in app.get("Mounts") or [] if mount.get("Type") in ("volume", "bind")):
        raise NotYet(lost, folder=folder)
    mode = inside(engine, app, "stat", "-c", "%a", folder, user="0").stdout.strip()
    if re.fullmatch(r"\d+", mode) and int(mode[-1]) & 2:
        raise NotYet(world, folder=folder, mode=mode)


# --- the rehearsal

def fingerprint():
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(PROJECT):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            about = os.lstat(path)
            digest.update(("%s\0%o\0%d\0" % (os.path.relpath(path, PROJECT), about.st_mode, about.st_uid)).encode())
            if stat.S_ISLNK(about.st_mode):
                digest.update(os.readlink(path).encode())
            elif stat.S_ISREG(about.st_mode):
                with open(path, "rb") as file:
                    for block in iter(lambda: file.read(1 << 20), b""):
                        digest.update(block)
    return digest.hexdigest()


def rehearsed(part):
    """Comes up from nothing ("up"), and keeps what it was given ("data"). Played once for each state of the project."""
    os.makedirs(os.path.dirname(MEMORY), exist_ok=True)
    with open("/var/lib/lab/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = fingerprint()
        try:
            with open(MEMORY) as file:
                memory = json.load(file)
        except (OSError, ValueError):
            memory = {}
        if state not in memory:
            told = {"up": None, "data": [60, {}], "log": []}
            try:
                for done in play(told["log"]):
                    told[done] = None
            except NotYet as reason:
                told["data" if told["data"] is None or reason.code >= 60 else "up"] = [reason.code, reason.values]
            finally:
                clean()
            memory = dict(list(memory.items())[-20:], **{state: told})
            # what a busy machine may have brought about is tried again next time
            if not {43, 49, 64} & {(told["up"] or [0])[0], (told["data"] or [0])[0]}:
                with open(MEMORY + ".new", "w") as file:
                    json.dump(memory, file)
                os.replace(MEMORY + ".new", MEMORY)
    print("\n".join(memory[state]["log"])[-6000:])
    if memory[state][part]:
        code, values = memory[state][part]
        raise NotYet(code, **values)
    return memory[state]


def clean():
    ids = run(HERE + ["ps", "-aq"]).stdout.split()
    if ids:
        run(HERE + ["rm", "-fv"] + ids, timeout=60)
    for kind in ("volume", "network"):
        run(HERE + [kind, "prune", "-f"], timeout=60)
    left = run(HERE + ["volume", "ls", "-q"]).stdout.split()
    if left:
        run(HERE + ["volume", "rm", "-f"] + left, timeout=60)
    shutil.rmtree(COPY, ignore_errors=True)


def compose(log, *words, timeout=150):
    began = time.time()
    try:
        told = run(["docker", "compose", *words], timeout=timeout, cwd=COPY)
    except subprocess.TimeoutExpired as slow:
        log.append("$ docker compose %s: more than %d s" % (" ".join(words), timeout))
        return None, (slow.output or b"").decode(errors="replace") if isinstance(slow.output, bytes) else slow.output or ""
    log.append("$ docker compose %s (%.1f s, exit code %d)\n%s" % (" ".join(words), time.time() - began, told.returncode, told.stdout[-1500:]))
    return told.returncode, told.stdout


def web(path, data=None, method=None):
    ask = urllib.request.Request("http://127.0.0.1:8080" + path, data=data, method=method)
    with urllib.request.urlopen(ask, timeout=15) as answer:
        return answer.read().decode(errors="replace")


def came_up(log, code, output, failed):
    """Says which service did not come up, and its own last words."""
    if code == 0:
        return
    found = stack(HERE)
    states = {name: found[name]["State"] for name in found}
    for name in ("db", "cache", "app", "web") + tuple(sorted(set(found) - set(SERVICES))):
        state = states.get(name)
        if state and (state["Status"] in ("exited", "restarting", "dead") and (state["ExitCode"] or state["Status"] == "restarting") or found[name].get("RestartCount")):
            text = logs(HERE, found[name])
            log.append("--- %s\n%s" % (name, text[-1500:]))
            raise NotYet(failed, service=name, line=last_line(text))
    for name in ("db", "cache", "app", "web"):
        state = states.get(name)
        if state and (state.get("Health") or {}).get("Status") == "unhealthy":
            told = (state["Health"].get("Log") or [{}])[-1].get("Output") or "(no output)"
            raise NotYet(failed + 1, service=name, line=short(told))
    lines = [line for line in output.splitlines() if line.strip()]
    raise NotYet(failed + 2, error=short(lines[-1] if lines else "nothing was said within the time"))


def fixed_wait():
    for folder, folders, files in os.walk(COPY):
        for name in files:
            path = os.path.join(folder, name)
            if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) > 65536 or name.endswith(".md"):
                continue
            with open(path, errors="replace") as file:
                for line in file:
                    code = line.split("#")[0] if not name.endswith(".html") else ""
                    for seconds in re.findall(r"\bsleep[\s\"',(\[]+(\d+)", code):
                        if int(seconds) >= 5:
                            raise NotYet(40, file=os.path.relpath(path, COPY), seconds=seconds)


def play(log):
    clean()
    subprocess.run(["cp", "-a", PROJECT, COPY], check=True, timeout=60)
    try:
        config(COPY)
    except NotYet as reason:
        log.append("%d %s" % (reason.code, reason.values))
        raise
    fixed_wait()
    code, output = compose(log, "up", "-d", "--wait", "--wait-timeout", "90", "--build")
    came_up(log, code, output, 41)
    found = stack(HERE)
    for name in SERVICES:
        if name not in found:
            raise NotYet(43, error="no container of the service %s" % name)
        if found[name].get("RestartCount"):
            raise NotYet(44, service=name, times=found[name]["RestartCount"], line=last_line(logs(HERE, found[name])))
        if not found[name]["State"].get("Health"):
            raise NotYet(45, service=name)
    covers(HERE, found["app"], 46, 47, 48)
    try:
        state = json.loads(web("/health"))
    except urllib.error.HTTPError as error:
        raise NotYet(49, error=short("HTTP %d: %s" % (error.code, error.read().decode(errors="replace"))))
    except (OSError, ValueError) as error:
        raise NotYet(49, error=short(str(error)))
    log.append("health: %s" % state)
    no_trust(HERE, found, 50)

    order = "rehearsal %d" % (time.time() * 1000)
    try:
        web("/orders", order.encode(), "POST")
        web("/covers/rehearsal", order.encode(), "PUT")
    except (OSError, urllib.error.HTTPError) as error:
        raise NotYet(49, error=short(str(error)))

    secret = leaked(found["db"])

    # A health check that says "well" whatever happens is none.
    test = (found["app"]["Config"].get("Healthcheck") or {}).get("Test") or []
    run(HERE + ["stop", "-t", "5", found["db"]["Id"]], timeout=60)
    command = test[1:] if test[:1] == ["CMD"] else ["sh", "-c", *test[1:2]]
    said = inside(HERE, found["app"], *command)
    log.append("the health check of app, with the database stopped: exit code %d\n%s" % (said.returncode, said.stdout[-500:]))
    if said.returncode == 0:
        raise NotYet(51)
    yield "up"

    compose(log, "down", "-t", "5", timeout=90)
    if secret:
        raise NotYet(61, file=secret)
    code, output = compose(log, "up", "-d", "--wait", "--wait-timeout", "90")
    came_up(log, code, output, 62)
    try:
        kept = [one["record"] for one in json.loads(web("/orders"))]
    except (OSError, ValueError, urllib.error.HTTPError) as error:
        raise NotYet(64, error=short(str(error)))
    log.append("orders after down and up: %s" % kept)
    if order not in kept:
        raise NotYet(65)
    try:
        if web("/covers/rehearsal") != order:
            raise NotYet(66)
    except (OSError, urllib.error.HTTPError):
        raise NotYet(66)
    yield "data"


def leaked(db):
    """A file that goes to Git and holds a password of the stack."""
    env = dict(entry.split("=", 1) for entry in db["Config"].get("Env") or [] if "=" in entry)
    words = {PASSWORD, env.get("POSTGRES_PASSWORD", "")}
    if env.get("POSTGRES_PASSWORD_FILE"):
        words.add(inside(HERE, db, "cat", env["POSTGRES_PASSWORD_FILE"], user="0").stdout.strip())
    words = {word for word in words if len(word) >= 4 and "\n" not in word}
    try:
        with open(COPY + "/.gitignore") as file:
            patterns = [line.strip().strip("/") for line in file if line.strip() and line.strip()[0] not in "#!"]
    except OSError:
        patterns = []
    for folder, folders, files in os.walk(COPY):
        for name in files:
            path = os.path.join(folder, name)
            inner = os.path.relpath(path, COPY)
            stays = any(fnmatch.fnmatch(inner, one) or inner.startswith(one + "/") or any(fnmatch.fnmatch(part, one) for part in inner.split("/"))
                        for one in patterns)
            if stays and not re.fullmatch(r"(app|nginx)/.*|(docker-)?compose[^/]*", inner):
                continue
            if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) > 1 << 20:
                continue
            with open(path, errors="replace") as file:
                text = file.read()
            if any(word in text for word in words):
                return inner
    return None
