#!/usr/bin/env python3
# Tells, where it applies: ::set file=, ::set found=, ::set host=
# robots.txt over HTTP, the settings file and the account over SSH, on both servers.
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import SERVERS, NotYet, both, inside, secret_in_project, verdict

CODES = dict([("robots-missing", 30), ("robots-other", 31), ("env-content", 32), ("env-mode", 33),
              ("env-owner", 34), ("account", 35), ("unreachable", 37)])


def check():
    leak = secret_in_project()
    if leak:
        raise NotYet(36, file=leak)
    for host, seen in zip(SERVERS, both(inside)):
        if seen:
            raise NotYet(CODES[seen[0]], host=host, found=seen[1])


verdict(check)
