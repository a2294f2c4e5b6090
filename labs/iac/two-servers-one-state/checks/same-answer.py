#!/usr/bin/env python3
# Tells, where it applies: ::set host=, ::set shown=
# Asks both servers for the front page, as a browser does.
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import PORT, SERVERS, NotYet, both, get, outside, verdict

CODES = dict(port=20, release=21, stale=22, page=23, broken=24)


def check():
    for host, seen in zip(SERVERS, both(outside)):
        if seen == "release":
            shown = get(host, "/")[1].get("X-Shop-Release")
            if shown is None:
                raise NotYet(25, host=host)
            raise NotYet(21, host=host, shown=shown)
        if seen:
            raise NotYet(CODES[seen], host=host)


verdict(check)
