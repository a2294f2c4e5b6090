#!/usr/bin/env python3
# The rule that Prometheus has loaded is tried on invented minutes, good and bad (promtool test rules), then on the real shop.
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

slow = "/{{slow}}"
other = "/records" if slow != "/records" else "/wishlist"
PAGES = [slow, other, "/label"]
EDGES = ["0.05", "0.1", "0.25", "0.5", "1.0", "2.0", "3.0", "5.0", "7.0", "8.0", "9.0", "10.0", "+Inf"]


def get(url):
    with urllib.request.urlopen(url, timeout=4) as answer:
        return answer.read().decode()


def stop(code, *said):
    for line in said:
        print(re.sub(r"[\s`]+", " ", line)[:140])
    sys.exit(code)


try:
    groups = json.loads(get("http://prometheus:9090/api/v1/rules"))["data"]["groups"]
    metrics = get("http://prometheus:9090/metrics")
except (OSError, ValueError, KeyError):
    stop(20)

mine = [rule for group in groups for rule in group["rules"] if rule["type"] == "alerting" and rule["name"] == "ShopSlow"]
if re.search(r"^prometheus_config_last_reload_successful 0", metrics, re.M):
    stop(22)
if not mine:
    for name in glob.glob("/shop/prometheus/**/*", recursive=True):
        if os.path.isfile(name):
            with open(name, encoding="utf-8", errors="replace") as file:
                if re.search(r"^[\s-]*[\"']?alert[\"']?\s*:\s*[\"']?ShopSlow\b", file.read(), re.M):
                    stop(21, "::set file=" + name.replace("/shop/", ""))
    stop(19)
for rule in mine:
    for label, value in (("severity", "page"), ("service", "shop")):
        if rule.get("labels", {}).get(label) != value:
            stop(23, "::set label=" + label, "::set value=" + (rule.get("labels", {}).get(label) or "nothing"), "::set wanted=" + value)
    if rule["duration"] > 120:
        stop(24, "::set minutes=%d" % (rule["duration"] / 60))
    if rule["duration"] < 10:
        stop(25, "::set seconds=%d" % rule["duration"])

# Forty invented minutes, one sample each 3 s, 10 visitors per page and sample: how many of the ten are within each edge.
# It is evaluated every 9 s, so that the check stays quick.
FAST = [7, 9] + [10] * 11
BUSY = [2, 4, 5, 6, 8] + [10] * 8
NINE = [0, 0, 0, 0, 1, 2, 3, 5, 7, 8, 10, 10, 10]
THREE = [0] * 6 + [10] * 7
ONE = [6, 8, 9, 9, 9, 9, 9, 9, 9, 9, 10, 10, 10]
SPENT = {id(FAST): 0.4, id(BUSY): 6, id(NINE): 48, id(THREE): 25, id(ONE): 9}
#      until minute, state of the shop, of which page (None: all)
HOUR = [(3, FAST, None), (3.05, ONE, slow), (5, FAST, None), (9, BUSY, None), (11, FAST, None), (15, NINE, slow), (21.5, FAST, None),
        (25.5, NINE, other), (28.5, FAST, None), (32.5, THREE, slow), (35, FAST, None), (41.5, ONE, other)]


def series(page, pick):
    value, parts = 0.0, []
    for n, (until, state, where) in enumerate(HOUR):
        steps = round((until - (HOUR[n - 1][0] if n else 0)) * 20)
        step = pick(state if where in (None, page) else FAST)
        parts.append("%g+%gx%d" % (value + step, step, steps - 1))
        value += step * steps
    return " ".join(parts)


base = 'instance="shop:8080",job="shop"'
invented = [{"series": "up{%s}" % base, "values": "1x840"}]
for page in PAGES:
    for n, edge in enumerate(EDGES):
        invented.append({"series": 'shop_request_duration_seconds_bucket{%s,le="%s",page="%s"}' % (base, edge, page),
                         "values": series(page, lambda state: state[n])})
    invented.append({"series": 'shop_request_duration_seconds_count{%s,page="%s"}' % (base, page),
                     "values": series(page, lambda state: 10)})
    invented.append({"series": 'shop_request_duration_seconds_sum{%s,page="%s"}' % (base, page),
                     "values": series(page, lambda state: SPENT[id(state)])})

# moment → is it to fire, and the message if it does the opposite
EXPECT = {"2m": (0, 26), "2m54s": (0, 26), "4m54s": (0, 26),
          "3m6s": (0, 27), "3m15s": (0, 27), "3m30s": (0, 27), "3m57s": (0, 27),
          "7m": (0, 28), "8m54s": (0, 28),
          "13m30s": (1, 29), "14m54s": (1, 29),
          "20m6s": (0, 30), "21m24s": (0, 30),
          "24m": (1, 31), "25m24s": (1, 31),
          "31m": (1, 32), "32m24s": (1, 32),
          "41m": (1, 38), "41m24s": (1, 38)}
FIRES = '(count(ALERTS{alertname="ShopSlow",alertstate="firing"}) > bool 0) or vector(0)'

loaded = []
for group in groups:
    rules = []
    for rule in group["rules"]:
        one = {"expr": rule["query"], "labels": rule.get("labels") or {}}
        if rule["type"] == "alerting":
            one.update({"alert": rule["name"], "for": "%dms" % round(rule["duration"] * 1000)})
        else:
            one["record"] = rule["name"]
        rules.append(one)
    loaded.append({"name": "%s;%s" % (group["file"], group["name"]), "interval": "%ds" % max(9, round(group["interval"])), "rules": rules})

with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/rules.yml", "w") as file:
        json.dump({"groups": loaded}, file)
    with open(folder + "/test.yml", "w") as file:
        json.dump({"rule_files": ["rules.yml"], "evaluation_interval": "9s", "tests": [{
            "interval": "3s", "input_series": invented,
            "promql_expr_test": [{"expr": FIRES, "eval_time": moment, "exp_samples": [{"labels": "{}", "value": fires}]}
                                 for moment, (fires, _) in EXPECT.items()]}]}, file)
    tried = subprocess.run(["promtool", "test", "rules", folder + "/test.yml"], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=40,
                           env=dict(os.environ, GOGC="400"))
print(tried.stdout[-3000:])
if tried.returncode != 0:
    wrong = {moment for moment in re.findall(r"time: (\w+)", tried.stdout) if moment in EXPECT}
    if not wrong:
        errors = [rule["lastError"] for rule in mine if rule.get("lastError")]
        errors += re.findall(r"(?:err|error)[:=]\s*(.+)", tried.stdout) + ["see Status → Rules"]
        stop(37, "::set error=" + errors[0])
    codes = {EXPECT[moment][1] for moment in wrong}
    # a rule that never fires, then one that fires for nothing, then the finer points
    for code in (29, 26, 28, 27, 31, 32, 30, 38):
        if code in codes:
            stop(code)

try:
    alerts = json.loads(get("http://prometheus:9090/api/v1/alerts"))["data"]["alerts"]
except (OSError, ValueError, KeyError):
    stop(20)
states = {alert["state"] for alert in alerts if alert["labels"].get("alertname") == "ShopSlow"}
if "firing" in states:
    sys.exit(0)
try:
    running = json.loads(get("http://shop:8080/export"))["running"]
except (OSError, ValueError, KeyError):
    stop(35)
if not running:
    stop(33)
stop(34 if "pending" in states else 36)
