"""A small service that writes a log: `service.py web NAME`, `service.py payment NAME`; `service.py burst FILE` for rehearsals.

The log file stays open while the service runs. On SIGHUP the service closes it and opens it again by its name.
"""
import http.server
import os
import random
import signal
import socketserver
import sys
import threading
import time


class Log:
    def __init__(self, path, pidfile):
        self.path, self.again = path, False
        self.lock = threading.Lock()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.open()
        signal.signal(signal.SIGHUP, self.hup)
        with open(pidfile, "w") as file:
            file.write("%d\n" % os.getpid())

    def open(self):
        self.fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def hup(self, *_):
        self.again = True

    def write(self, text):
        with self.lock:
            if self.again:
                self.again = False
                os.close(self.fd)
                self.open()
            os.write(self.fd, text.encode())


def stamp():
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + ".%03dZ" % (now % 1 * 1000)


PAGES = ("/", "/records", "/search", "/cart", "/label")


def web_line(path=None):
    return "%s req=%012x customer=%d GET %s 200 %d\n" % (
        stamp(), random.getrandbits(48), random.randint(20000, 49999), path or random.choice(PAGES), random.randint(8, 90))


def payment_line(path=None):
    text = "%s req=%012x ref=P-%d amount=%d.%02d attempt=1 result=paid reason=-" % (
        stamp(), random.getrandbits(48), random.randint(100000, 999999), random.randint(5, 90), random.randint(0, 99))
    return text + (" note=" + path if path else "") + "\n"


def serve(log, line):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = "".join(c for c in self.path if c.isalnum() or c in "/-._")[:80]
            log.write(line(path))
            body = b"ok\n"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True

    threading.Thread(target=Server(("", 8080), Handler).serve_forever, daemon=True).start()
    while True:
        time.sleep(random.uniform(0.3, 1.0))
        log.write(line())


def burst(log, count_file):
    """Numbered lines as fast as they come, until SIGTERM. The last number is written down."""
    state = [True]

    def stop(*_):
        state[0] = False

    signal.signal(signal.SIGTERM, stop)
    n = 0
    while state[0]:
        n += 1
        log.write("n=%08d req=%012x customer=20000 GET /records 200 31\n" % (n, n))
    with open(count_file, "w") as file:
        file.write(str(n))


def main():
    kind = sys.argv[1]
    if kind == "payment":
        serve(Log("/var/log/payment/payment.log", "/run/payment.pid"), payment_line)
    elif kind == "web":
        serve(Log("/var/log/shop/access.log", "/run/shop.pid"), web_line)
    else:
        burst(Log("/var/log/shop/access.log", "/run/shop.pid"), sys.argv[2])


main()
