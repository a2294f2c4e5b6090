#!/usr/bin/env python3
"""The shop, one version of it, on one colour: shop.py COLOUR VERSION FAULTY-VERSION."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

colour, version, faulty = sys.argv[1:4]
WARM_UP = 4     # seconds: the catalogue is read into memory
started = time.time()
errors = 0
lock = threading.Lock()


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        global errors
        if time.time() - started < WARM_UP and self.path != '/errors':
            return self.answer(503, {'status': 'warming up: the catalogue is being read', 'version': version})
        if self.path == '/health':
            return self.answer(200, {'status': 'ok', 'version': version})
        if self.path == '/errors':
            return self.answer(200, {'errors': errors})
        if self.path == '/checkout':
            time.sleep(1.5)     # the bank takes its time
            return self.answer(200, {'order': 'taken'})
        if self.path == '/cart':
            cart = self.headers.get('Cookie', '')
            if version == faulty and cart.startswith('cart=') and 'currency' not in cart:
                with lock:
                    errors += 1
                print(f'{time.strftime("%H:%M:%S")} GET /cart 500: KeyError: \'currency\' in cart "{cart}", saved by an earlier version',
                      file=sys.stderr, flush=True)
                return self.answer(500, {'error': 'internal error'})
            return self.answer(200, {'cart': cart})
        if self.path in ('/', '/records'):
            return self.answer(200, {'records': ['Pastel Blues', 'La question', 'Autobahn']})
        return self.answer(404, {'error': 'no such page'})

    do_HEAD = do_GET

    def answer(self, status, body):
        data = json.dumps(body).encode() + b'\n'
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.send_header('X-Shop', f'{colour} {version}')
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(data)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


print(f'{time.strftime("%H:%M:%S")} shop {version} starts on {colour}', file=sys.stderr, flush=True)
Server(('', 8000), Shop).serve_forever()
