#!/usr/bin/env python3
"""One colour of the shop: starts and stops it, and does what the command `shop` of the workstation asks. agent.py COLOUR"""

import collections
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

colour = sys.argv[1]
VERSIONS = os.environ['VERSIONS'].split()       # old, faulty, mended
state = {'version': VERSIONS[0], 'process': None, 'started': 0}
log = collections.deque(maxlen=200)
lock = threading.Lock()


def read(stream):
    for line in stream:
        log.append(line.rstrip('\n'))


def start():
    stop()
    state['process'] = subprocess.Popen(
        [sys.executable, '/opt/lab/shop.py', colour, state['version'], VERSIONS[1]], stderr=subprocess.PIPE, text=True)
    state['started'] = int(time.time() * 1000)
    threading.Thread(target=read, args=(state['process'].stderr,), daemon=True).start()


def stop():
    process = state['process']
    if process and process.poll() is None:
        process.send_signal(signal.SIGKILL)     # whatever it was doing is cut off
        process.wait()
        log.append(f'{time.strftime("%H:%M:%S")} shop {state["version"]} was stopped')
    state['process'] = None


def ask(path):
    try:
        with urllib.request.urlopen(f'http://127.0.0.1:8000{path}', timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as e:
        return e.code, {}
    except (OSError, ValueError):
        return 0, {}


def status():
    process = state['process']
    running = bool(process and process.poll() is None)
    health = ask('/health')[0] if running else 0
    young = time.time() * 1000 - state['started'] < 10000
    word = {200: 'healthy', 503: 'warming up', 0: 'warming up' if young else 'no answer'}.get(health, f'error {health}')
    return {'colour': colour, 'version': state['version'], 'running': running, 'started': state['started'],
            'health': word if running else 'stopped', 'errors': ask('/errors')[1].get('errors', 0) if running else 0}


class Agent(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/status':
            return self.answer(200, status())
        if self.path == '/log':
            return self.answer(200, {'log': list(log)[-25:]})
        if self.path == '/versions':
            return self.answer(200, {'versions': VERSIONS})
        return self.answer(404, {'error': 'not found'})

    def do_POST(self):
        what, _, version = self.path.strip('/').partition('/')
        with lock:
            if what == 'deploy':
                if version not in VERSIONS:
                    return self.answer(400, {'error': f'there is no version "{version}". There are: {", ".join(VERSIONS)}'})
                stop()
                state['version'] = version
                start()
            elif what in ('start', 'restart'):
                start()
            elif what == 'stop':
                stop()
            else:
                return self.answer(404, {'error': 'not found'})
        return self.answer(200, status())

    def answer(self, code, body):
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
start()
ThreadingHTTPServer(('', 9000), Agent).serve_forever()
