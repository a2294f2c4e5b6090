#!/usr/bin/env python3
# The checkout is run here with orders whose end we know; then Prometheus has to have its metrics.
import sys

sys.path.insert(0, "/opt/checker")
from trial import SLOW, Broken, Trial, ask, checkout_target, refused, stop, targets  # noqa: E402

HIST, COUNTER = "checkout_duration_seconds", "checkouts_total"
try:
    found = targets()
    target = checkout_target(found)
    bad = refused()
except (OSError, ValueError, KeyError):
    stop(10)
if bad:
    stop(11)
if not target and found:
    stop(12)
try:
    trial = Trial(target)
except Broken as broken:
    stop({"start": 13, "answer": 14, "metrics": 15}[broken.why], "::set error=" + (broken.said or "nothing"))
print(trial.types)
print(trial.made)

if trial.new:
    name, labels = trial.new[0]
    seen = {(key, value) for own, at in trial.last if (own, at) not in trial.new and own == name for key, value in at}
    fresh = [key for key, value in labels if (key, value) not in seen] or ["?"]
    stop(16, "::set label=" + fresh[0], "::set metric=" + name)

kind = trial.types.get(HIST)
if not kind:
    stop(17)
if kind != "histogram":
    stop(18, "::set type=" + kind)
count = HIST + "_count"
if not trial.growth("paid", count):
    stop(19)
if abs(trial.growth("paid", count) - 1) > 0.01 or abs(trial.growth("slow", count) - 1) > 0.01:
    stop(20, "::set times=%g" % trial.growth("paid", count))
took = trial.growth("slow", HIST + "_sum")
if took < SLOW * 0.9:
    stop(21, "::set took=%d" % (took * 1000))
if took > SLOW + 2:
    stop(22, "::set took=%g" % round(took, 1))
edges = sorted({float(one) for one in trial.values_of(HIST + "_bucket", "le")} - {float("inf")})
print(edges)
said = "::set edges=" + ", ".join("%g" % edge for edge in edges)
if 0.3 not in edges:
    stop(23, said)
if len([edge for edge in edges if 0.01 <= edge < 0.3]) < 2 or len([edge for edge in edges if 0.3 < edge <= 10]) < 2:
    stop(24, said)
if len(edges) > 25:
    stop(25, "::set number=%d" % len(edges))

if trial.types.get(COUNTER) != "counter":
    stop(26)
if not any("outcome" in dict(labels) for own, labels in trial.last if own == COUNTER):
    stop(27)
for number, (order, outcome) in enumerate((("paid", "paid"), ("slow", "paid"), ("declined", "declined"), ("error", "error"))):
    if abs(trial.growth(order, COUNTER, outcome=outcome) - 1) > 0.01 or abs(trial.growth(order, COUNTER) - 1) > 0.01:
        values = trial.values_of(COUNTER, "outcome")
        stop(28, "::set outcome=" + outcome, "::set values=" + (", ".join(values) or "none"), "::set times=%g" % trial.growth(order, COUNTER, outcome=outcome))

if not target:
    stop(30)
if target["health"] != "up":
    stop(29, "::set error=" + (target.get("lastError") or "not scraped yet"))
try:
    if not ask('%s{outcome="paid"}' % COUNTER) or not ask(HIST + '_bucket{le="0.3"}'):
        stop(30)
except (OSError, ValueError, KeyError):
    stop(10)
