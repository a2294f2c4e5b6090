"""What the checks share: a copy of the project is built in an engine of its own, and the image looked at from all sides."""
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request

PROJECT = "/home/learner/shop"
WORK = "/var/lib/lab"
COPY = WORK + "/shop"
MEMORY = WORK + "/facts.json"
TOKEN = "{{token}}"
OLD = "{{old_token}}"
BUDGET = 70


class NotYet(Exception):
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


def run(*command, timeout=30, **more):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          timeout=timeout, **more)


def short(text, limit=220):
    text = " ".join(text.replace("`", "'").replace(TOKEN, "(the token)").split())
    return text if len(text) <= limit else text[:limit - 1] + "…"


def fingerprint():
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(PROJECT):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            about = os.lstat(path)
            digest.update(("%s\0%o\0%d\0" % (os.path.relpath(path, PROJECT), about.st_mode, about.st_size)).encode())
            if stat.S_ISLNK(about.st_mode):
                digest.update(os.readlink(path).encode())
            elif stat.S_ISREG(about.st_mode):
                with open(path, "rb") as file:
                    for block in iter(lambda: file.read(1 << 20), b""):
                        digest.update(block)
    return digest.hexdigest()


def remember(memory, state, known):
    memory = dict([(key, value) for key, value in memory.items() if key != state][-20:], **{state: known})
    with open(MEMORY + ".new", "w") as file:
        json.dump(memory, file)
    os.replace(MEMORY + ".new", MEMORY)


def facts(again=False):
    """What is known about the image of this state of the project; built once for each, and twice where that is asked."""
    if not os.path.isfile(PROJECT + "/Dockerfile"):
        raise NotYet(10)
    os.makedirs(WORK + "/layers", exist_ok=True)
    with open(WORK + "/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = fingerprint()
        try:
            with open(MEMORY) as file:
                memory = json.load(file)
        except (OSError, ValueError):
            memory = {}
        known = memory.get(state)
        try:
            if known is None:
                known = look(state)
                remember(memory, state, known)
            if again and "differs" not in known and not known.get("failed") and not known.get("broken"):
                known["differs"] = second_build(state)
                remember(memory, state, known)
        finally:
            clean()
    print(json.dumps(known, indent=1)[:6000])
    if known.get("failed"):
        raise NotYet(11, error=known["failed"])
    if known.get("broken"):
        raise NotYet(12, error=known["broken"])
    return known


def clean():
    ids = run("docker", "ps", "-aq").stdout.split()
    if ids:
        run("docker", "rm", "-fv", *ids, timeout=60)
    if not os.path.isdir(COPY):
        return
    run("docker", "image", "rm", "-f", "shop:one", "shop:two", timeout=60)
    run("docker", "image", "prune", "-f", timeout=60)
    run("docker", "builder", "prune", "-af", timeout=60)
    shutil.rmtree(COPY, ignore_errors=True)
    for path in ("/run/index-next",):
        if os.path.exists(path):
            os.remove(path)


def build(tag):
    try:
        return run_build(tag)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess([], 1, "error: the build took more than 140 seconds")


def run_build(tag):
    return run("docker", "build", "--no-cache", "--progress", "plain", "--secret", "id=index_token,src=.index-token", "-t", tag, ".", cwd=COPY, timeout=140)


def layers(tag):
    """Each layer's files: path → (kind, mode, uid, gid, digest or target), and where the token or the customers lie."""
    base = set()
    for image in ("python:3.11", "python:3.11-slim", "busybox:1.35"):
        base.update(json.loads(run("docker", "image", "inspect", image).stdout)[0]["RootFS"]["Layers"])
    found, leaks, customers = [], [], []
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        subprocess.run(["docker", "save", "-o", folder + "/save.tar", tag], check=True, timeout=60)
        with tarfile.open(folder + "/save.tar") as save:
            manifest = json.load(save.extractfile("manifest.json"))[0]
            config = save.extractfile(manifest["Config"]).read().decode()
            for name, digest in zip(manifest["Layers"], json.loads(config)["rootfs"]["diff_ids"]):
                known = "%s/layers/%s.json" % (WORK, digest.split(":")[1])
                if os.path.exists(known):
                    with open(known) as file:
                        found.append(json.load(file))
                    continue
                here = {}
                with tarfile.open(fileobj=save.extractfile(name)) as layer:
                    for entry in layer:
                        content = entry.linkname
                        if entry.isreg():
                            data = layer.extractfile(entry).read()
                            content = hashlib.sha256(data).hexdigest()
                            if TOKEN.encode() in data:
                                leaks.append(entry.name)
                            if b"-- customers of Sillon" in data:
                                customers.append(entry.name)
                        here[entry.name.rstrip("/")] = [entry.type.decode(), oct(entry.mode), entry.uid, entry.gid, content]
                if digest in base:
                    with open(known, "w") as file:
                        json.dump(here, file)
                found.append(here)
    return found, leaks, customers, config


def visible(found):
    files = {}
    for layer in found:
        for path in layer:
            name = os.path.basename(path)
            if name == ".wh..wh..opq":
                files = {old: what for old, what in files.items() if not old.startswith(os.path.dirname(path) + "/")}
            elif name.startswith(".wh."):
                gone = os.path.join(os.path.dirname(path), name[4:])
                files = {old: what for old, what in files.items() if old != gone and not old.startswith(gone + "/")}
        files.update({path: what for path, what in layer.items() if not os.path.basename(path).startswith(".wh.")})
    return files


def start(name, *options):
    run("docker", "rm", "-f", name)
    return run("docker", "run", "-d", "--name", name, *options, "shop:one")


def about(name):
    told = subprocess.run(["docker", "inspect", name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=20)
    return (json.loads(told.stdout or "[]") or [None])[0]


def works(name):
    """Asks the shop in a container for a price. None if all is well, else what is not."""
    problem = "it does not answer on port 8000"
    for _ in range(60):
        container = about(name)
        if not container or not container["State"]["Running"]:
            lines = [line for line in run("docker", "logs", "--tail", "20", name).stdout.splitlines() if line.strip()]
            return short(lines[-1] if lines else "it ended and said nothing")
        try:
            url = "http://%s:8000/price?cents=1990&grams=250" % container["NetworkSettings"]["IPAddress"]
            with urllib.request.urlopen(url, timeout=5) as answer:
                told = json.load(answer)
            if told.get("postage") != 495 or not str(told.get("price", "")).startswith("19,90"):
                return "its answer is %s" % told
            return None
        except (OSError, ValueError, urllib.error.HTTPError) as error:
            problem = str(error)
        time.sleep(0.25)
    return short(problem)


def ask_health(name, test):
    command = test[1:] if test[:1] == ["CMD"] else ["/bin/sh", "-c", *test[1:2]]
    try:
        told = run("docker", "exec", name, *command, timeout=15)
    except subprocess.TimeoutExpired:
        return 1
    return told.returncode


def copy():
    shutil.rmtree(COPY, ignore_errors=True)
    subprocess.run(["cp", "-a", PROJECT, COPY], check=True, timeout=60)
    with open("/run/index-tokens", "w") as file:
        file.write(TOKEN)


def look(state):
    known = {}
    clean()
    copy()
    built = build("shop:one")
    known["log"] = built.stdout[-1500:].replace(TOKEN, "(the token)")
    if built.returncode:
        lines = [line for line in built.stdout.splitlines() if re.search(r"error|ERROR|not found|No such|denied|failed", line)] or built.stdout.splitlines()
        known["failed"] = short(lines[-1] if lines else "no output")
        return known
    image = json.loads(run("docker", "image", "inspect", "shop:one").stdout)[0]
    known["size"] = round(image["Size"] / 1e6)
    start("plain")
    start("bare", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
    start("unwell", "-e", "SHOP_FAULT=1")
    known["broken"] = works("plain")
    if known["broken"]:
        return known
    found, known["leaks"], known["customers"], config = layers("shop:one")
    known["told"] = TOKEN in config or TOKEN in run("docker", "history", "--no-trunc", "shop:one").stdout
    files = visible(found)
    with open("%s/files-%s.json" % (WORK, state[:16]), "w") as file:
        json.dump(files, file)
    known["tools"] = sorted(path for path in files if re.search(r"(^|/)bin/(gcc|cc|ld|as|pip|pip3|gcc-\d+|[\w-]+-gcc-\d+)$", path)
                            or re.search(r"(^|/)(cc1|collect2)$", path) or re.search(r"/(dist|site)-packages/pip$", path))

    # as whom, and with as little as possible
    with open("/proc/%d/status" % about("plain")["State"]["Pid"]) as file:
        known["uid"] = int(re.search(r"^Uid:\s+(\d+)", file.read(), re.M)[1])
    known["bare"] = works("bare")
    test = (image["Config"].get("Healthcheck") or {}).get("Test") or []
    known["health"] = "none"
    if test and test[0] != "NONE":
        tries = 0
        while ask_health("plain", test) and tries < 8:
            tries += 1
            time.sleep(0.5)
        known["health"] = "never" if tries == 8 else "good"
        if known["health"] == "good":
            works("unwell")
            if ask_health("unwell", test) == 0:
                known["health"] = "always"
    return known


def second_build(state):
    """The same again, with a newer release in the index. What differs, or nothing."""
    with open("%s/files-%s.json" % (WORK, state[:16])) as file:
        files = json.load(file)
    copy()
    with open("/run/index-next", "w"):
        pass
    if build("shop:two").returncode:
        return "(the second build failed)"
    second = visible(layers("shop:two")[0])
    for path in sorted(set(files) | set(second), key=lambda path: (path.endswith(".pyc"), "dist-info" in path, path)):
        if files.get(path) != second.get(path):
            return path
    return ""
