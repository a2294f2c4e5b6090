"""The shop of Sillon on one of its two web servers. Both run the same program, in two versions."""
import html
import os
import random
import signal
import socket
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ["PROMETHEUS_DISABLE_CREATED_SERIES"] = "true"
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest  # noqa: E402

NAME = socket.gethostname()
NEWEST = NAME == os.environ["NEWER"]
VERSION = os.environ["NEW" if NEWEST else "OLD"]
BROKEN = os.environ["PAGE"] if NEWEST else None
PAGES = {
    "records": ("Records", "Les disques"),
    "search": ("Search", "La recherche"),
    "cart": ("Your cart", "Votre panier"),
    "checkout": ("Checkout", "La caisse"),
}
REGISTRY = CollectorRegistry()
REQUESTS = Counter("shop_requests_total", "Answers of the shop, by page and code.", ["page", "code"], registry=REGISTRY)
for name in PAGES:
    REQUESTS.labels(name, "200")

WORDS = {
    "en": ("Second-hand vinyl, picked by hand.", "version", "on", "Something went wrong on our side."),
    "fr": ("Des vinyles d’occasion, choisis à la main.", "version", "sur", "Quelque chose n’a pas marché de notre côté."),
}
STYLE = """
:root{color-scheme:light dark;--bg:#fff;--line:#deddd8;--text:#1d1d1b;--dim:#62615c;--accent:#b4410e}
@media(prefers-color-scheme:dark){:root{--bg:#17181a;--line:#37383c;--text:#ececea;--dim:#a3a29c;--accent:#f0925f}}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:0 auto;padding:32px 24px}h1{margin:0}p,footer{color:var(--dim)}strong{color:var(--accent)}
nav{display:flex;gap:16px;margin:16px 0 32px}a{color:var(--text)}footer{border-top:1px solid var(--line);margin-top:48px;padding-top:8px}
"""


class Shop(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, code, kind, body):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("X-Served-By", NAME)
        self.send_header("X-Shop-Version", VERSION)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self):
        page = self.path.split("?")[0].strip("/")
        if page == "metrics":
            self.answer(200, CONTENT_TYPE_LATEST, generate_latest(REGISTRY))
            return
        if page == "":
            page = "records"
        french = self.headers.get("Accept-Language", "").lower().startswith("fr")
        words = WORDS["fr" if french else "en"]
        code = 404 if page not in PAGES else 500 if page == BROKEN and random.random() < 0.7 else 200
        REQUESTS.labels(page if page in PAGES else "other", str(code)).inc()
        title = {200: PAGES.get(page, ("", ""))[french], 404: "404", 500: "500"}[code]
        menu = "".join('<a href="/%s">%s</a>' % (name, html.escape(titles[french])) for name, titles in PAGES.items())
        self.answer(code, "text/html; charset=utf-8", (
            '<!doctype html><html lang="%s"><meta charset="utf-8"><title>Sillon</title><style>%s</style><main><h1>Sillon</h1>'
            "<p>%s</p><nav>%s</nav><h2>%s</h2>%s<footer>%s <strong>%s</strong> %s %s</footer></main></html>")
            % ("fr" if french else "en", STYLE, words[0], menu, html.escape(title),
               "<p>%s</p>" % words[3] if code == 500 else "", words[1], VERSION, words[2], NAME))

    do_HEAD = do_GET


def visitors():
    """People who look around in the shop, a few a second; now and then one asks for a page that is not there."""
    pages = random.sample(sorted(PAGES), 4)
    while True:
        time.sleep(min(2, random.expovariate(4)))
        page = "sale-of-last-summer" if random.random() < 0.04 else random.choices(pages, (5, 3, 2, 2))[0]
        try:
            with urllib.request.urlopen("http://127.0.0.1:8080/" + page, timeout=10) as answer:
                answer.read()
        except OSError:
            pass


def main():
    threading.stack_size(256 * 1024)
    server = ThreadingHTTPServer(("", 8080), Shop)
    server.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    threading.Thread(target=visitors, daemon=True).start()
    print("%s: the shop, version %s, listens on :8080" % (NAME, VERSION), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
