#!/usr/bin/env python3
# The two averages in the answer: every answer of both servers counts once.
import re
import sys

before, after = float("{{before}}"), float("{{after}}")
try:
    with open("/lab/answer.md", encoding="utf-8", errors="replace") as file:
        text = file.read()
except OSError:
    sys.exit(20)


def field(*words):
    """The line with these words, after its colon."""
    for line in text.splitlines():
        head, colon, rest = line.partition(":")
        if colon and all(word in head.lower() for word in words):
            return rest.strip(" \t*_`~")
    return None


def number(said):
    found = re.search(r"\d+(?:[.,]\d+)?", said.replace(" ", "").replace("\u202f", ""))
    if not found:
        return None
    return float(found.group(0).replace(",", ".")) * (1000 if re.search(r"\d\s*s\b", said) else 1)


def near(value, wanted):
    return abs(value / wanted - 1) <= 0.1


week_truth = 0.8 * before + 18 + 45
now_truth = 0.4 * (before + after) + 18 + 25
now_web1 = 0.8 * before + 18 + 25
print("now %.0f, a week ago %.0f" % (now_truth, week_truth))
now, week = field("average", "now"), field("average", "week")
if now is None or week is None:
    sys.exit(21)
if not now:
    sys.exit(22)
value = number(now)
if value is None:
    sys.exit(23)
print("::set now=%g" % value)
if not near(value, now_truth):
    if value < 3:
        sys.exit(24)
    if near(value, now_web1):
        sys.exit(25)
    if any(near(value, wrong) for wrong in ((before + 620) / 3, (before + after + 1240) / 6)):
        sys.exit(26)
    sys.exit(27)
if not week:
    sys.exit(28)
value = number(week)
if value is None:
    sys.exit(29)
print("::set week=%g" % value)
if not near(value, week_truth):
    if value < 3:
        sys.exit(24)
    sys.exit(30 if near(value, (before + 120 + 900) / 3) else 31)
