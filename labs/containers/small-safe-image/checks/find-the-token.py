#!/usr/bin/env python3
# The learner has found the token that Monday's image still carries.
# Tells, where it applies: ::set said=
import sys

sys.path.insert(0, "/opt/lab")
from imagecheck import OLD, TOKEN, NotYet, verdict


def check():
    try:
        with open("/home/learner/found.txt", errors="replace") as file:
            said = file.read(500).split()
    except OSError:
        raise NotYet(60)
    if not said:
        raise NotYet(60)
    if OLD in said:
        return
    if TOKEN in said:
        raise NotYet(61)
    raise NotYet(62, said=said[-1][:40].replace("`", "'"))


verdict(check)
