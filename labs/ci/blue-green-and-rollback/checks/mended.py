#!/usr/bin/env python3
# The mended version has all visitors, came to them without a loss, the old one stands by, and a restart of HAProxy keeps it so.
# Tells, where it applies: ::set colour= ::set lost= ::set why= ::set who= ::set errors= ::set other= ::set found= ::set error=
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, '/opt/lab')
from checklib import MENDED, OLD, Switch, ask, current, load, no, version_of

lines = load()
switch = Switch(lines, MENDED)
if switch.never:
    no(10)
now = current(lines)
if set(now) != {switch.who}:
    no(11, who=', '.join(sorted(now)) or 'nobody', colour=switch.colour)
if switch.old is None or version_of(switch.old) != OLD:
    no(15, who=switch.old or 'nobody')
if switch.end is None or switch.recent():
    no(12)
count, why = switch.lost()
if not switch.healthy_before():
    no(14, colour=switch.colour, lost=count)
if count:
    no(13, lost=count, why=why)
other = 'green' if switch.colour == 'blue' else 'blue'
standing = ask(f'http://{other}:9000/status')
if standing.get('version') != OLD or standing.get('health') != 'healthy':
    no(16, other=other, found=f'{standing.get("version")}, {standing.get("health")}')

# What would be after a restart? A HAProxy of the checker's own, with this configuration, on ports and sockets of its own.
with open('/etc/haproxy/haproxy.cfg') as f:
    text = f.read()
place = tempfile.mkdtemp()
try:
    text = re.sub(r'(?m)^(\s*stats socket )\S+', rf'\g<1>{place}/admin.sock', text)
    path = f'{place}/haproxy.cfg'
    with open(path, 'w') as f:
        f.write(text)
    tried = subprocess.run(['haproxy', '-c', '-f', path], capture_output=True, text=True, timeout=15)
    if tried.returncode:
        alert = re.search(r'\[ALERT\].*?: (.*)', tried.stdout + tried.stderr)
        no(17, error=(alert[1] if alert else 'not valid').replace(place, '').replace('`', ''))
    found = {}
    process = subprocess.Popen(['haproxy', '-db', '-f', path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        began = time.time()
        while time.time() - began < 8 and sum(found.values()) < 6:
            try:
                with urllib.request.urlopen('http://127.0.0.1:8080/records', timeout=5) as answer:
                    who = answer.headers.get('X-Shop', '?')
                found[who] = found.get(who, 0) + 1
            except urllib.error.HTTPError as e:
                found[str(e.code)] = found.get(str(e.code), 0) + 1
            except OSError:
                time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
finally:
    shutil.rmtree(place, ignore_errors=True)
if set(found) != {switch.who}:
    no(18, found=', '.join(sorted(found)) or 'nobody', who=switch.who)
