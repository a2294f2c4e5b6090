"""Eight days of metrics of the shop and its disks, in OpenMetrics, for `promtool tsdb create-blocks-from openmetrics`.

Yesterday at 18 UTC web2 moved to another machine and its job got a new name: from then on it is not in here. At the same
time came a release that made the checkout faster."""
import os
import random
import sys
import time

sys.path.insert(0, "/srv/shop")
import disks  # noqa: E402

STEP, DAY = 60, 86400
BUCKETS = (0.1, 0.3, 1)
records, full = float(os.environ.get("RECORDS_MS", "65")) / 1000, float(os.environ.get("FULL", "50")) / 10
SHARE = {"records": 16, "search": 3, "checkout": 1}
FAILS = {"records": 0.002, "search": 0.004, "checkout": 0.05}

now = int(time.time()) // STEP * STEP
moved = now // DAY * DAY - DAY + 18 * 3600
if moved > now - 6 * 3600:
    moved -= DAY
rng = random.Random("%s %s" % (records, full))
out = []


def within(mean, edge):
    """The share of the answers, spread evenly around their mean, that is within the edge."""
    return min(1, max(0, (edge - 0.7 * mean) / (0.6 * mean)))


def busy(moment):
    """Visits per minute: few at night."""
    hour = moment % DAY / 3600
    return 40 + 200 * max(0, 1 - abs(hour - 14) / 10)


for server in ("web1", "web2"):
    times = range(now - 8 * DAY, (now if server == "web1" else moved) + 1, STEP)
    label = 'instance="%s:8080",job="shop"' % server
    for moment in times:
        out.append('up{%s} 1 %d\n' % (label, moment))
    restart = now - 3 * DAY - (5 if server == "web1" else 29) * 3600
    for page, share in SHARE.items():
        rows = {}
        keys = ["count", "sum"] + list(BUCKETS) + ["200", "500"]
        value = dict.fromkeys(keys, 0.0)
        carry = 0.0
        for key in keys:
            rows[key] = []
        for moment in times:
            if moment - restart in range(STEP):
                value = dict.fromkeys(keys, 0.0)      # a restart: counters begin again
            mean = {"records": records, "search": 0.12, "checkout": 0.9 if moment < moved else 0.5}[page]
            carry += busy(moment) * share / 20 * rng.uniform(0.9, 1.1)
            visits = int(carry)
            carry -= visits
            value["count"] += visits
            value["sum"] += visits * mean * rng.uniform(0.98, 1.02)
            for edge in BUCKETS:
                value[edge] += round(visits * within(mean, edge))
            failed = sum(rng.random() < FAILS[page] for _ in range(visits)) if page == "checkout" else int(rng.random() < visits * FAILS[page])
            value["200"] += visits - failed
            value["500"] += failed
            for key in keys:
                rows[key].append((value[key], moment))
        where = '%s,page="/%s"' % (label, page)
        for edge in BUCKETS:
            out.extend('shop_request_duration_seconds_bucket{%s,le="%s"} %d %d\n' % ((where, float(edge)) + row) for row in rows[edge])
        out.extend('shop_request_duration_seconds_bucket{%s,le="+Inf"} %d %d\n' % ((where,) + row) for row in rows["count"])
        out.extend('shop_request_duration_seconds_count{%s} %d %d\n' % ((where,) + row) for row in rows["count"])
        out.extend('shop_request_duration_seconds_sum{%s} %.3f %d\n' % ((where,) + row) for row in rows["sum"])
        for code in ("200", "500"):
            out.extend('shop_requests_total{%s,code="%s"} %d %d\n' % ((where, code) + row) for row in rows[code])
for server in ("web1", "web2"):
    for moment in range(now - 8 * DAY, now + 1, 2 * STEP):
        out.append('up{instance="%s:9100",job="node"} 1 %d\n' % (server, moment))
        for name, label, value in disks.lines(server, moment, time.time(), full):
            out.append('%s{instance="%s:9100",job="node",%s %.0f %d\n' % (name, server, label[1:], value, moment))
sys.stdout.write("".join(out) + "# EOF\n")
