#!/usr/bin/env python3
# The repository as the past months have left it: whole dumps first, then dumps that broke off, then empty ones.
import datetime
import gzip
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, "/opt/lab")
from fastkey import hurry

EMPTY, CUT = {{empty_days}}, {{cut_days}}
NOTE = "/var/lib/lab/history.json"
REPO = "/tmp/seed/repo"
PASSWORD, EMERGENCY = "{{restic_password}}", "{{emergency}}"
FILER = "http://127.0.0.1:8888/buckets/backups/shop/"

if os.path.exists(NOTE):
    sys.exit(0)
shutil.rmtree("/tmp/seed", ignore_errors=True)
os.makedirs("/tmp/seed/home")
shutil.chown("/tmp/seed", "learner")
shutil.chown("/tmp/seed/home", "learner")


def restic(*args, data=None):
    done = subprocess.run(["setpriv", "--reuid=learner", "--regid=learner", "--clear-groups", "--", "restic", "--no-cache"] + list(args),
                          input=data, stdout=subprocess.PIPE,
                          env=dict(PATH="/usr/bin:/bin", HOME="/tmp/seed/home", RESTIC_REPOSITORY=REPO, RESTIC_PASSWORD=PASSWORD), check=True)
    return done.stdout


restic("init", "-q")
with open("/tmp/seed/emergency", "w") as file:
    file.write(EMERGENCY + "\n")
restic("key", "add", "--user", "amara", "--host", "safe", "--new-password-file", "/tmp/seed/emergency")
hurry(REPO, [PASSWORD, EMERGENCY])
for root, _, names in os.walk(REPO):
    shutil.chown(root, "learner")
    for name in names:
        shutil.chown(os.path.join(root, name), "learner")

dump = subprocess.run(["pg_dump", "-h", "live-db", "-U", "checker", "shop"], stdout=subprocess.PIPE, check=True, text=True,
                      env=dict(os.environ, PGPASSWORD="{{checker_password}}", PGTZ="UTC")).stdout.split("\n")


def block(table):
    begin = next(n for n, line in enumerate(dump) if line.startswith("COPY public.%s (" % table)) + 1
    return begin, dump.index("\\.", begin)


def as_of(moment):
    """The dump as it was at that moment: without the orders that came later. Its text, and the number of orders in it."""
    edge = moment.strftime("%Y-%m-%d %H:%M:%S")
    lines_from, lines_to = block("order_lines")
    orders_from, orders_to = block("orders")
    orders = [line for line in dump[orders_from:orders_to] if line.split("\t")[2][:19] < edge]
    last = max(int(line.split("\t", 1)[0]) for line in orders)
    lines = [line for line in dump[lines_from:lines_to] if int(line.split("\t", 1)[0]) <= last]
    assert lines_to < orders_from
    text = "\n".join(dump[:lines_from] + lines + dump[lines_to:orders_from] + orders + dump[orders_to:])
    text = re.sub(r"(setval\('public\.orders_id_seq', )\d+", r"\g<1>%d" % last, text)
    return text.encode(), len(orders)


now = datetime.datetime.utcnow()
night = now.replace(hour=2, minute=30, second=4, microsecond=0)
if night > now:
    night -= datetime.timedelta(days=1)
# what `forget --keep-daily 7 --keep-weekly 8` has left: the last seven nights, and the last night of each of eight weeks
nights, weeks = [], []
for back in range(70):
    when = night - datetime.timedelta(days=back)
    week = when.isocalendar()[:2]
    if back < 7 or (week not in weeks and len(weeks) < 8):
        nights.append((back, when))
    if week not in weeks:
        weeks.append(week)

history = []
for back, when in reversed(nights):
    if back < EMPTY:
        state, data, orders = "empty", b"", 0   # what gzip makes of nothing: 20 bytes
    elif back < CUT:
        state = "cut"
        data, orders = as_of(when)
        # in the middle of the orders, further on each time, as the database ended it
        begin = data.index(b"COPY public.orders (")
        end = data.index(b"\n\\.\n", begin)
        data, orders = data[:begin + (end - begin) * (40 + back) // 100], 0
    else:
        state = "whole"
        data, orders = as_of(when)
    data = gzip.compress(data, mtime=0)
    out = restic("backup", "--json", "--stdin", "--stdin-filename", "shop.sql.gz", "--host", "backup",
                 "--time", when.strftime("%Y-%m-%d %H:%M:%S"), data=data)
    said = json.loads(out.strip().splitlines()[-1])
    history.append(dict(id=said["snapshot_id"], time=when.isoformat(), state=state, bytes=len(data), orders=orders))
full = json.loads(restic("snapshots", "--json"))
for one in history:
    one["id"] = next(s["id"] for s in full if s["id"].startswith(one["id"]))

# up to the S3 server, through its back door
command, count = ["curl", "-sSf", "-m", "60", "--parallel", "--parallel-max", "8"], 0
for root, _, names in os.walk(REPO):
    for name in names:
        path = os.path.join(root, name)
        command += ["-T", path, FILER + os.path.relpath(path, REPO)]
        count += 1
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
shutil.rmtree("/tmp/seed")

os.makedirs("/var/lib/lab", exist_ok=True)
with open(NOTE + ".new", "w") as file:
    json.dump(history, file)
os.rename(NOTE + ".new", NOTE)
print("%d snapshots in %d files" % (len(history), count))
