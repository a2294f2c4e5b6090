"""The shop's prices as a small web service: GET /price?cents=1990&grams=250, GET /health."""
import ctypes
import http.server
import json
import os
import signal
import sys
import urllib.parse

import sillon_money

HERE = os.path.dirname(os.path.abspath(__file__))
postage = ctypes.CDLL(os.path.join(HERE, "postage.so")).postage

# Where the visits are written down: a file, or - for standard output.
where = os.environ.get("LOG_FILE", os.path.join(HERE, "visits.log"))
visits = sys.stdout if where == "-" else open(where, "a")


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        ask = urllib.parse.parse_qs(url.query)
        try:
            if url.path == "/health":
                # SHOP_FAULT=1 lets the shop be unwell, for rehearsals.
                return self.answer(503 if os.environ.get("SHOP_FAULT") else 200, {"shop": "unwell" if os.environ.get("SHOP_FAULT") else "ok"})
            if url.path == "/price":
                return self.answer(200, {"price": sillon_money.label(int(ask["cents"][0])), "postage": postage(int(ask["grams"][0]))})
        except (KeyError, ValueError):
            return self.answer(400, {"error": "cents and grams, please"})
        self.answer(404, {"error": "no such page"})

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, text, *values):
        print(text % values, file=visits, flush=True)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("shop: listening on port 8000", file=visits, flush=True)
http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Shop).serve_forever()
