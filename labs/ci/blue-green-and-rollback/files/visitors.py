#!/usr/bin/env python3
"""The shop's visitors: a load that never ends, through HAProxy, and a record of what each second of it saw.

Each line of the record is one second: which colour and version answered (`fast`: the page of the records; `slow`: the
checkout), which answered with an error of its own (`err`), how many requests were lost (`lost`: no answer, or 502, 503,
504), and beside that what HAProxy and the two colours said of themselves."""

import collections
import http.client
import json
import os
import random
import socket
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EDGE = ('edge', 8080)
RECORD = '/srv/record/seconds.jsonl'
lock = threading.Lock()
seconds = collections.deque(maxlen=1800)


def fresh():
    return {'fast': collections.Counter(), 'slow': collections.Counter(), 'err': collections.Counter(), 'lost': 0, 'why': collections.Counter()}


now = fresh()
begun = threading.Event()


def visit(path, kind, cookie=None):
    why, who, status = '', '?', 0
    try:
        connection = http.client.HTTPConnection(*EDGE, timeout=40)
        connection.request('GET', path, headers={'Cookie': cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        status, who = answer.status, answer.getheader('X-Shop') or '?'
        connection.close()
        if status in (502, 503, 504):
            why = str(status)
    except (OSError, http.client.HTTPException) as e:
        why = type(e).__name__
    if not begun.is_set():
        if why:
            return
        begun.set()
    with lock:
        if why:
            now['lost'] += 1
            now['why'][f'{path} {why}'] += 1
        elif status >= 500:
            now['err'][who] += 1
        else:
            now[kind][who] += 1


def looker():
    while True:
        visit('/records', 'fast')
        time.sleep(random.uniform(0.15, 0.35))


def regular():
    # Carts that were saved by an earlier version, and newer ones.
    while True:
        cart = random.choice(['cart=pastel-blues', 'cart=autobahn:currency-eur', 'cart=la-question:currency-eur'])
        visit('/cart', 'slow', cart)
        time.sleep(random.uniform(0.3, 0.6))


def buyer():
    while True:
        visit('/checkout', 'slow')
        time.sleep(random.uniform(0.05, 0.2))


def haproxy():
    """What HAProxy says of its servers: name → [status, check, weight]."""
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(3)
            s.connect('/run/haproxy/admin.sock')
            s.sendall(b'show stat shop 4 -1\n')
            text = b''
            while part := s.recv(65536):
                text += part
        rows = [line.split(',') for line in text.decode().split('\n') if line]
        head = rows[0]
        return {row[1]: [row[head.index('status')], row[head.index('check_status')], row[head.index('weight')]] for row in rows[1:]}
    except (OSError, ValueError, IndexError):
        return {}


def agents():
    """What the colours say: name → [version, started, health, errors]."""
    found = {}
    for colour in ('blue', 'green'):
        try:
            with urllib.request.urlopen(f'http://{colour}:9000/status', timeout=3) as answer:
                a = json.load(answer)
            found[colour] = [a['version'], a['started'], a['health'], a['errors']]
        except (OSError, ValueError, KeyError):
            pass
    return found


def keep():
    global now
    begun.wait()
    with open(RECORD, 'a') as record:
        while True:
            states = {'h': haproxy(), 'a': agents()}
            time.sleep(max(0.05, 1 - time.time() % 1))
            with lock:
                done, now = now, fresh()
            line = {'t': int(time.time()) - 1, **{k: v for k, v in done.items() if v}, **states}
            line.setdefault('lost', 0)
            seconds.append(line)
            record.write(json.dumps(line) + '\n')
            record.flush()


def report(last):
    lines = [line for line in list(seconds) if line['t'] > time.time() - last - 1.5]
    total = collections.defaultdict(lambda: [0, 0])
    why = collections.Counter()
    for line in lines:
        for kind in ('fast', 'slow'):
            for who, n in line.get(kind, {}).items():
                total[who][0] += n
        for who, n in line.get('err', {}).items():
            total[who][1] += n
        why.update(line.get('why', {}))
    return {'seconds': last, 'answered': {who: {'ok': ok, 'errors': err} for who, (ok, err) in sorted(total.items())},
            'lost': sum(line['lost'] for line in lines), 'why': dict(why)}


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query).get('last', ['10'])[0]
        data = json.dumps(report(min(int(asked), 1800) if asked.isdigit() else 10)).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


threading.stack_size(256 * 1024)
for work, many in ((looker, 4), (regular, 3), (buyer, 5)):
    for _ in range(many):
        threading.Thread(target=work, daemon=True).start()
threading.Thread(target=keep, daemon=True).start()
ThreadingHTTPServer(('', 9100), Page).serve_forever()
