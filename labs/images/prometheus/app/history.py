"""Last night's metrics of the shop, in OpenMetrics, for `promtool tsdb create-blocks-from openmetrics`.
From an hour and a half before the incident to an hour after it; the incident lasts an hour."""
import datetime
import os
import random
import sys

PAGES = ["records", "search", "cart", "checkout", "wishlist"]
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 7, 8, 9, 10)
STEP = 15
slow = os.environ.get("SLOW_PAGE", "search")
hour, minute = (int(part) for part in os.environ.get("NIGHT", "02:30").split(":"))

now = datetime.datetime.now(datetime.timezone.utc)
start = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
while start > now - datetime.timedelta(minutes=150):
    start -= datetime.timedelta(days=1)
start = int(start.timestamp())
rng = random.Random("%s %d" % (slow, start))
out = sys.stdout.write
label = 'instance="shop:8080",job="shop"'
times = range(start - 90 * 60, start + 120 * 60, STEP)

for moment in times:
    out("up{%s} 1 %d\n" % (label, moment))
lines = []
for page in PAGES:
    counts, total, seconds = [rng.randrange(4000, 9000)] * len(BUCKETS), 0, 200.0
    total = counts[0]
    for moment in times:
        ill = page == slow and start <= moment < start + 3600
        for _ in range(rng.randrange(11, 20)):
            took = rng.uniform(0.01, 9.3) if ill else rng.uniform(0.01, 0.09)
            total, seconds = total + 1, seconds + took
            for n, edge in enumerate(BUCKETS):
                if took <= edge:
                    counts[n] += 1
        for n, edge in enumerate(BUCKETS):
            out('shop_request_duration_seconds_bucket{%s,le="%s",page="/%s"} %d %d\n' % (label, float(edge), page, counts[n], moment))
        out('shop_request_duration_seconds_bucket{%s,le="+Inf",page="/%s"} %d %d\n' % (label, page, total, moment))
        lines.append('shop_request_duration_seconds_count{%s,page="/%s"} %d %d\n' % (label, page, total, moment))
        lines.append('shop_request_duration_seconds_sum{%s,page="/%s"} %.3f %d\n' % (label, page, seconds, moment))
out("".join(lines) + "# EOF\n")
