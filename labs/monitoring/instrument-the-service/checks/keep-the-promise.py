#!/usr/bin/env python3
# Both alerts are tried on invented hours, in the learner's own series: outages, blips, slow burns, quiet nights.
import concurrent.futures
import glob
import os
import re
import sys

sys.path.insert(0, "/opt/checker")
from trial import Broken, Trial, Unreadable, checkout_target, invented, loaded_groups, play, refused, stop, targets  # noqa: E402

FAST, SLOW = "CheckoutBurnsFast", "CheckoutBurnsSlow"
try:
    target = checkout_target(targets())
    groups = loaded_groups()
    if refused():
        stop(61)
except (OSError, ValueError, KeyError):
    stop(60)
rules = {rule["name"]: rule for group in groups for rule in group["rules"] if rule["type"] == "alerting"}
for name, severity in ((FAST, "page"), (SLOW, "ticket")):
    if name not in rules:
        for path in glob.glob("/lab/monitoring/prometheus/**/*", recursive=True):
            if os.path.isfile(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    if re.search(r"^[\s-]*[\"']?alert[\"']?\s*:\s*[\"']?%s\b" % name, file.read(), re.M):
                        stop(63, "::set alert=" + name, "::set file=" + path.replace("/lab/monitoring/", ""))
        stop(62, "::set alert=" + name)
    if (rules[name].get("labels") or {}).get("severity") != severity:
        stop(64, "::set alert=" + name, "::set value=" + ((rules[name].get("labels") or {}).get("severity") or "nothing"), "::set wanted=" + severity)
for group in groups:
    for rule in group["rules"]:
        if rule.get("lastError"):
            stop(65, "::set rule=" + rule["name"], "::set error=" + rule["lastError"])
try:
    trial = Trial(target)
except Broken:
    stop(66)
if not target or trial.types.get("checkout_duration_seconds") != "histogram":
    stop(66)

N = 10.0                                           # orders a second


def mix(**shares):
    """Orders per second of each kind; what is not named is paid."""
    rates = {kind: N * share for kind, share in shares.items()}
    rates["paid"] = N - sum(rates.values())
    return rates


WELL = mix(declined=0.03, error=0.001, slow=0.002)
LEAD = 600
firing = '(count(ALERTS{alertname="%s",alertstate="firing"}) > bool 0) or vector(0)'


def test(story, expect, step=5):
    """expect: [(name, seconds after the lead, fires?, code)]"""
    return {"step": step, "series": invented(trial, target, story, step),
            "expect": [(code, firing % name, "%ds" % moment, fires) for name, moment, fires, code in expect]}


def bad(seconds, after=300, lead=LEAD, **shares):
    return [(lead, WELL), (seconds, mix(**shares)), (after, WELL)]


few = {"paid": 1 / 30}
short = [
    # well, and one order every thirty seconds at night, of which one fails
    test([(1500, WELL)], [(FAST, 200, 0, 67), (FAST, 900, 0, 67), (SLOW, 200, 0, 67), (SLOW, 1480, 0, 67)]),
    test([(LEAD, few), (30, {"error": 1 / 30}), (300, few)], [(FAST, LEAD + after, 0, 68) for after in (10, 20, 30, 40, 60, 90)]),
    # fifteen seconds in which everything fails
    test(bad(15, 200, error=1.0), [(name, LEAD + after, 0, 69) for name in (FAST, SLOW) for after in (20, 30, 40, 50, 70, 120, 180)]),
    # an outage: six in ten fail for five minutes
    test(bad(300, error=0.6), [(FAST, LEAD + 160, 1, 70), (FAST, LEAD + 290, 1, 70), (FAST, LEAD + 300 + 110, 0, 74)]),
    # six in ten are slow
    test(bad(300, slow=0.6), [(FAST, LEAD + 160, 1, 71), (FAST, LEAD + 290, 1, 71), (FAST, LEAD + 300 + 110, 0, 74)]),
    # six in ten have no money
    test(bad(600, 60, declined=0.6), [(FAST, LEAD + 290, 0, 72), (FAST, LEAD + 590, 0, 72), (SLOW, LEAD + 590, 0, 72)]),
    # burning ten and twenty times too fast
    test(bad(400, 60, error=0.1), [(FAST, LEAD + 200, 0, 73), (FAST, LEAD + 390, 0, 73)]),
    test(bad(400, 60, error=0.2), [(FAST, LEAD + 390, 1, 75)]),
]
# with long windows, a sample each fifteen seconds is enough
long = [
    # eight and a half in a hundred, for forty minutes, and well again
    test(bad(2400, 900, error=0.085), [(SLOW, LEAD + 2300, 1, 76), (FAST, LEAD + 1200, 0, 73), (FAST, LEAD + 2300, 0, 73),
                                       (SLOW, LEAD + 2400 + 360, 0, 77)], step=15),
    test(bad(2400, 60, error=0.0425, slow=0.0425), [(SLOW, LEAD + 2300, 1, 78)], step=15),
    # three in a hundred: worse than promised, and nothing for tonight; and a promise that is just kept
    test(bad(2400, 60, error=0.03), [(SLOW, LEAD + 2300, 0, 79)], step=15),
]
try:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        halves = [pool.submit(play, groups, short, 10), pool.submit(play, groups, long, 30)]
        wrong = [code for half in halves for code in half.result()]
except Unreadable as error:
    lines = [line for line in str(error).splitlines() if line.strip()] or ["?"]
    stop(65, "::set rule=" + FAST, "::set error=" + lines[-1])
print(sorted(wrong))
codes = set(wrong)
# fires for nothing; then does not see; then the finer points
for code in (67, 70, 71, 72, 79, 73, 68, 69, 74, 75, 76, 78, 77):
    if code in codes:
        sys.exit(code)
