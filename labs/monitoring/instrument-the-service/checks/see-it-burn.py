#!/usr/bin/env python3
# In a drill the fast alert fired on the real checkout; now the bank is well and the alert quiet.
import json
import sys
import time
import urllib.parse

sys.path.insert(0, "/opt/checker")
from trial import PROMETHEUS, ask, get, stop  # noqa: E402

NAME = "CheckoutBurnsFast"
try:
    bank = json.loads(get("http://bank:8081/"))
except (OSError, ValueError):
    stop(81)
now = time.time()
try:
    query = {"query": 'ALERTS{alertname="%s",alertstate="firing"}' % NAME, "start": "%.0f" % (now - 6 * 3600), "end": "%.0f" % now, "step": "5"}
    data = json.loads(get(PROMETHEUS + "/api/v1/query_range?" + urllib.parse.urlencode(query), 10))["data"]["result"]
    moments = sorted(float(at) for series in data for at, _ in series["values"])
    firing = bool(ask(query["query"]))
    rules = json.loads(get(PROMETHEUS + "/api/v1/rules?type=alert"))["data"]["groups"]
except (OSError, ValueError, KeyError):
    stop(80)
if not any(rule["name"] == NAME for group in rules for rule in group["rules"]):
    stop(82)
faults = bank["faults"]
print(faults[-5:], moments[:1], moments[-1:], firing)
if not faults:
    stop(86 if firing else 83)
seen = [(fault, at) for fault in faults for at in moments if fault["from"] + 3 <= at <= (fault["to"] or now) + 30]
if bank["state"] != "well":
    if not seen:
        stop(84, "::set seconds=%d" % (now - faults[-1]["from"]))
    stop(85, "::set state=" + bank["state"])
if firing:
    if now - (faults[-1]["to"] or now) > 90:
        stop(86)
    stop(87)
if not seen:
    longest = max((fault["to"] or now) - fault["from"] for fault in faults)
    stop(88, "::set seconds=%d" % longest)
