#!/usr/bin/env python3
# The page is complete, committed, and has arrived in the team's handbook.
# Tells, where it applies: ::set said= ::set line=
import re
import sys

sys.path.insert(0, "/opt/checker")
from page import FILE, HANDBOOK, NOTES, field, git, here, no, plain

WHO = [
    ("Writes the code of the shop", "developer", r"ines|caron|dev(eloper|eloppeu(r|se))?s?"),
    ("Keeps the servers running, and is called at night", "operations",
     r"jonas|weber|op(eration)?s|on-?call|astreinte|exploitation|production"),
    ("Builds and mends the way between the two", "devops", r"amara|diallo|dev-?ops|i|me|myself|you|moi|je|vous"),
]
READ = ["Last change by", "Its commit", "Red build", "It stopped at the step", "Version on web1", "Version on web2",
        "Server with errors", "Page with errors"]


def complete(text):
    for name in READ:
        if not field(text, name):
            no(50, line=name)
    for name, role, words in WHO:
        said = plain(field(text, name)).replace("dev ops", "devops").replace("on call", "on-call")
        if not said:
            no(51, line=name)
        tokens = [t for t in re.split(r"[^\w-]+", said) if t]
        fits = {r for _, r, w in WHO for t in tokens if re.fullmatch(w, t)}
        if role not in fits:
            no(52, line=name, said=field(text, name))
        if len(fits) > 1:
            no(53, line=name, said=field(text, name))
    own = re.split(r"^#+[^\n]*do next[^\n]*$", text, flags=re.I | re.M)
    words = re.findall(r"[^\W\d_]{2,}", own[-1]) if len(own) > 1 else []
    if len(words) < 4:
        no(54)


text = here()
if text is None:
    no(10)
complete(text)
committed = git(NOTES + "/.git", "show", "HEAD:" + FILE)
if committed is None:
    no(59)
if committed.strip() != text.strip():
    no(55)
mine = (git(NOTES + "/.git", "rev-parse", "HEAD") or "").strip()
heads = git(HANDBOOK, "for-each-ref", "--format=%(objectname) %(refname:short)", "refs/heads")
if not heads:
    no(59)
heads = dict(reversed(line.split(" ", 1)) for line in heads.strip().split("\n"))
pushed = git(HANDBOOK, "show", "main:" + FILE)
if pushed is None or pushed.strip() != text.strip():
    if mine in heads.values():
        no(57, said=next(name for name, commit in heads.items() if commit == mine))
    no(56)
