"""The hub, where shops pool their catalogues. Takes what comes with the right token, and shows what it took."""

import html
import http.server
import json
import os
import time

TAKEN = []


class Hub(http.server.BaseHTTPRequestHandler):
    def answer(self, code, text):
        body = text.encode()
        self.send_response(code)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        rows = ''.join(f'<tr><td>{when}</td><td>{count}</td></tr>' for when, count in TAKEN[-20:])
        self.answer(200, f'<!doctype html><title>Hub</title><style>body{{font:16px sans-serif;margin:2em}}td,th{{padding:.2em 1em;text-align:left}}</style>'
                         f'<h1>Hub</h1><p>Catalogues published by Sillon: {len(TAKEN)}</p><table><tr><th>UTC</th><th>records</th></tr>{rows}</table>')

    def do_POST(self):
        data = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if self.headers.get('Authorization') != 'Bearer ' + os.environ['HUB_TOKEN']:
            return self.answer(401, 'this token is not known\n')
        try:
            count = len(json.loads(data))
        except (ValueError, TypeError):
            return self.answer(400, 'this is no catalogue\n')
        TAKEN.append((html.escape(time.strftime('%H:%M:%S', time.gmtime())), count))
        self.answer(200, f'{count} records published\n')

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(('', 8080), Hub).serve_forever()
