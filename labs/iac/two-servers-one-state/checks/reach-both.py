#!/usr/bin/env python3
# Tells, where it applies: ::set called=, ::set error=, ::set host=
# Asks both servers, through the learner's own inventory, what they are called.
import re
import shutil
import subprocess
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import KEY, SERVERS, NotYet, as_checker, copy_of_project, first_error, verdict


def check():
    folder = copy_of_project()
    try:
        run = as_checker(
            ["ansible", "shop", "-m", "ansible.builtin.raw", "-a", "cat /etc/hostname",
             "-e", "ansible_ssh_private_key_file=" + KEY], 40, cwd=folder, errors=subprocess.PIPE)
    except subprocess.TimeoutExpired:
        raise NotYet(15)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(run.stdout)
    print(run.stderr)
    if "Unable to parse" in run.stderr:
        raise NotYet(10, error=first_error(run.stderr))
    answers = dict()
    for name, state, called in re.findall(r"^(\S+) \| ([A-Z]+)[^\n]*\n([^\n]*)", run.stdout, re.M):
        answers[name] = (state, called.strip())
    if not answers:
        if "No hosts matched" in run.stderr + run.stdout or "hosts list is empty" in run.stderr:
            raise NotYet(11)
        raise NotYet(10, error=first_error(run.stderr + run.stdout))
    for host in SERVERS:
        if host not in answers:
            raise NotYet(12, host=host)
    for host in SERVERS:
        if answers[host][0] not in ("CHANGED", "SUCCESS"):
            raise NotYet(13, host=host)
    for host in SERVERS:
        called = answers[host][1]
        if called != host:
            raise NotYet(14, host=host, called=called)
    extra = sorted(set(answers) - set(SERVERS))
    if extra:
        raise NotYet(16, host=extra[0])


verdict(check)
