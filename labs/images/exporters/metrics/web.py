"""A web server of the shop, and its visitors. How long each page takes is drawn from what was measured at Sillon."""
import json
import os
import random
import signal
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ["PROMETHEUS_DISABLE_CREATED_SERIES"] = "true"
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest  # noqa: E402

BUCKETS = (0.1, 0.3, 1)
SERVER = os.environ.get("SERVER", "web1")
RECORDS = float(os.environ.get("RECORDS_MS", "65")) / 1000
TAKES = {"records": RECORDS, "search": 0.12, "checkout": 0.5}      # seconds, on average
ROUND = ["records"] * 16 + ["search"] * 3 + ["checkout"]           # of twenty visitors
FAILS = {"records": 0.002, "search": 0.004, "checkout": 0.05}

REGISTRY = CollectorRegistry()
DURATION = Histogram("shop_request_duration_seconds", "How long the shop took to answer.", ["page"], buckets=BUCKETS, registry=REGISTRY)
REQUESTS = Counter("shop_requests", "Requests that the shop answered.", ["page", "code"], registry=REGISTRY)
for page in TAKES:
    DURATION.labels("/" + page)
    for code in ("200", "500"):
        REQUESTS.labels("/" + page, code)


class Shop(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, code, body, kind="application/json"):
        data = body if isinstance(body, bytes) else (json.dumps(body) + "\n").encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        page = self.path.split("?")[0].strip("/")
        if page == "metrics":
            self.answer(200, generate_latest(REGISTRY), CONTENT_TYPE_LATEST)
        elif page == "":
            self.answer(200, {"shop": "Sillon", "server": SERVER, "pages": ["/" + name for name in TAKES]})
        elif page in TAKES:
            takes = TAKES[page] * random.uniform(0.7, 1.3)
            time.sleep(takes)
            code = 500 if random.random() < FAILS[page] else 200
            DURATION.labels("/" + page).observe(takes)
            REQUESTS.labels("/" + page, str(code)).inc()
            self.answer(code, {"server": SERVER, "page": "/" + page})
        else:
            self.answer(404, {"error": "no such page"})


def visit(page):
    try:
        with urllib.request.urlopen("http://127.0.0.1:8080/" + page, timeout=20) as answer:
            answer.read()
    except OSError:
        pass


def come():
    while True:
        pages = ROUND[:]
        random.shuffle(pages)
        for page in pages:
            threading.Thread(target=visit, args=(page,), daemon=True).start()
            time.sleep(0.25)


def main():
    threading.stack_size(256 * 1024)
    server = ThreadingHTTPServer(("", 8080), Shop)
    server.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    threading.Thread(target=come, daemon=True).start()
    print("%s listens on :8080" % SERVER, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
