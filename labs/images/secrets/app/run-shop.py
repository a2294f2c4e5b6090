"""The machine of the shop: it fetches main, runs bin/start of it, and starts it again when it ends or when main moves on."""
import json
import os
import signal
import subprocess
import sys
import time

HOME, REPO = "/srv/shop", "git://git/shop.git"
APP, RUN, LOG = HOME + "/app", HOME + "/run", HOME + "/shop.log"
os.makedirs(RUN, exist_ok=True)
os.makedirs(HOME + "/private", mode=0o700, exist_ok=True)
child, commit, started, again = None, None, 0.0, 0.0


def log(text):
    line = time.strftime("%H:%M:%S ") + text
    print(line, flush=True)
    with open(LOG, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def git(*args):
    try:
        done = subprocess.run(["git", *args], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def stop():
    global child
    if child and child.poll() is None:
        for sent, wait in ((signal.SIGTERM, 3), (signal.SIGKILL, 3)):
            try:
                os.killpg(child.pid, sent)
                child.wait(wait)
                break
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
    child = None


def start():
    global child, started
    started = time.time()
    with open(RUN + "/state.new", "w", encoding="utf-8") as file:
        json.dump({"started": started, "commit": commit}, file)
    os.rename(RUN + "/state.new", RUN + "/state.json")
    log("start of bin/start, commit %s" % commit[:7])
    with open(LOG, "ab") as out:
        try:
            child = subprocess.Popen([APP + "/bin/start"], cwd=APP, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                     start_new_session=True)
        except OSError as error:
            child = None
            log("bin/start cannot be run: %s" % error)


def deploy(head):
    global commit
    if not os.path.isdir(APP + "/.git"):
        git("clone", "-q", REPO, APP)
    git("-C", APP, "fetch", "-q", "origin", "+refs/heads/main:refs/remotes/origin/main")
    if git("-C", APP, "checkout", "-q", "-f", "--detach", head) is None:
        log("commit %s cannot be fetched" % head[:7])
        return False
    git("-C", APP, "clean", "-q", "-f", "-d")
    commit = head
    return True


def bye(*_):
    stop()
    sys.exit(0)


signal.signal(signal.SIGTERM, bye)
seen = 0.0
while True:
    now = time.time()
    if now - seen >= 2:
        seen = now
        head = (git("ls-remote", REPO, "refs/heads/main") or "").split("\t")[0]
        if len(head) == 40 and head != commit:
            stop()
            if deploy(head):
                start()
    if os.path.exists(RUN + "/restart"):
        os.remove(RUN + "/restart")
        if commit:
            stop()
            start()
    if commit and (child is None or child.poll() is not None):
        if child is not None:
            log("bin/start ended with exit code %d; again in 5 seconds" % child.returncode)
            child = None
            again = now + 5
        elif now >= again:
            start()
            again = now + 5
    time.sleep(0.3)
