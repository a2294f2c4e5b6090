"""The shop of Sillon: second-hand vinyl on line. Every page reads its own small SQLite file."""
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ["PROMETHEUS_DISABLE_CREATED_SERIES"] = "true"
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, Histogram, generate_latest  # noqa: E402

PAGES = ["records", "search", "cart", "checkout", "wishlist"]
DATA = os.environ.get("SHOP_DATA", "/srv/shop/data")
HERE = os.path.dirname(os.path.abspath(__file__))
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 7, 8, 9, 10)

DURATION = Histogram("shop_request_duration_seconds", "How long the shop took to answer.", ["page"], buckets=BUCKETS)
BUSY = Gauge("shop_requests_in_progress", "Requests that wait for their answer.")
CATALOGUE = Gauge("shop_catalogue_age_seconds", "Time since the catalogue was last imported.")
STARTED = time.time()
CATALOGUE.set_function(lambda: 3 * 86400 + time.time() - STARTED)
for name in PAGES:
    DURATION.labels("/" + name)


def database(page):
    return os.path.join(DATA, page + ".db")


def prepare():
    os.makedirs(DATA, exist_ok=True)
    for page in PAGES:
        with sqlite3.connect(database(page)) as db:
            db.execute("CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, title TEXT, price INTEGER)")
            if not db.execute("SELECT count(*) FROM item").fetchone()[0]:
                db.executemany("INSERT INTO item (title, price) VALUES (?, ?)",
                               [("%s %d" % (page, n), 500 + n * 7 % 4000) for n in range(500)])


class Export:
    """The stock export. A process of its own: it locks the file that it exports."""

    def __init__(self):
        self.process = None
        self.lock = threading.Lock()

    def running(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        with self.lock:
            if not self.running():
                self.process = subprocess.Popen(
                    [sys.executable, os.path.join(HERE, "export.py"), database(os.environ.get("SLOW_PAGE", "search"))])
                print("stock export started", flush=True)

    def stop(self):
        with self.lock:
            if self.running():
                self.process.terminate()
                self.process.wait()
                print("stock export stopped", flush=True)


EXPORT = Export()


class Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

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
            self.answer(200, generate_latest(), CONTENT_TYPE_LATEST)
        elif page == "export":
            self.answer(200, {"running": EXPORT.running()})
        elif page == "":
            self.answer(200, {"shop": "Sillon", "pages": ["/" + p for p in PAGES]})
        elif page in PAGES:
            with BUSY.track_inprogress(), DURATION.labels("/" + page).time():
                rows = self.read(page)
            self.answer(200, {"page": "/" + page, "items": rows})
        else:
            self.answer(404, {"error": "no such page"})

    def read(self, page):
        time.sleep(random.uniform(0.005, 0.06))
        db = sqlite3.connect(database(page), timeout=60)
        try:
            return db.execute("SELECT title, price FROM item ORDER BY random() LIMIT 3").fetchall()
        finally:
            db.close()

    def do_POST(self):
        if self.path == "/export/start":
            EXPORT.start()
        elif self.path == "/export/stop":
            EXPORT.stop()
        else:
            self.answer(404, {"error": "no such page"})
            return
        self.answer(200, {"running": EXPORT.running()})


def main():
    prepare()
    server = ThreadingHTTPServer(("", 8080), Shop)
    server.daemon_threads = True
    visitors = subprocess.Popen([sys.executable, os.path.join(HERE, "visitors.py")] + PAGES)
    if os.environ.get("EXPORT", "on") == "on":
        EXPORT.start()

    def stop(*_):
        EXPORT.stop()
        visitors.terminate()
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    print("shop listens on :8080", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
