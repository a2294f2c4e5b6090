"""The bank that charges the cards, a stand-in. POST /charge; and, for drills, POST /slow, /broken, /well (with ?seconds=N: for so long)."""
import json
import os
import random
import signal
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORE = "/var/lib/sillon/faults.json"
LOCK = threading.Lock()
FAULTS = []          # {"kind": …, "from": …, "to": … or None}


def keep():
    with open(STORE, "w") as file:
        json.dump(FAULTS, file)


def current():
    with LOCK:
        if FAULTS and (FAULTS[-1]["to"] is None or FAULTS[-1]["to"] > time.time()):
            return FAULTS[-1]["kind"]
    return "well"


def change(kind, seconds=None):
    with LOCK:
        now = time.time()
        if FAULTS and (FAULTS[-1]["to"] is None or FAULTS[-1]["to"] > now):
            FAULTS[-1]["to"] = now
        if kind != "well":
            FAULTS.append({"kind": kind, "from": now, "to": now + seconds if seconds else None})
        keep()
    print("the bank is %s" % kind, flush=True)


class Bank(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, code, body):
        data = (json.dumps(body) + "\n").encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        with LOCK:
            faults = list(FAULTS)
        self.answer(200, {"state": current(), "faults": faults})

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        address = urllib.parse.urlsplit(self.path)
        if address.path == "/charge":
            state = current()
            if state == "broken" or random.random() < 0.001:
                self.answer(503, {"error": "the bank is out of order"})
                return
            time.sleep(random.uniform(0.7, 1.1) if state == "slow" or random.random() < 0.002 else random.uniform(0.02, 0.12))
            self.answer(200, {"paid": random.random() > 0.03})
        elif address.path in ("/slow", "/broken", "/well"):
            seconds = urllib.parse.parse_qs(address.query).get("seconds", [""])[0]
            change(address.path[1:], float(seconds) if seconds.isdigit() else None)
            self.answer(200, {"state": current()})
        else:
            self.answer(404, {"error": "POST /charge, /slow, /broken or /well"})


def main():
    global FAULTS
    try:
        with open(STORE) as file:
            FAULTS = json.load(file)
    except (OSError, ValueError):
        pass
    threading.stack_size(256 * 1024)
    server = ThreadingHTTPServer(("", 8081), Bank)
    server.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    print("the bank listens on :8081", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
