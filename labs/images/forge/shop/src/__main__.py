"""The shop of Sillon: second-hand vinyl on line. This is the copy for trying out."""
import html
import json
import signal
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with zipfile.ZipFile(sys.argv[0]) as me:
    VERSION = me.read("VERSION").decode().strip()
    RECORDS = json.loads(me.read("records.json"))

WORDS = {
    "en": {"lead": "Second-hand vinyl, picked by hand.", "version": "Trial copy on forge, version", "price": "€%d.%02d"},
    "fr": {"lead": "Des vinyles d’occasion, choisis à la main.", "version": "Copie d’essai sur forge, version", "price": "%d,%02d\u202f€"},
}
STYLE = """
:root{color-scheme:light dark;--bg:#fff;--line:#deddd8;--text:#1d1d1b;--dim:#62615c;--accent:#b4410e}
@media(prefers-color-scheme:dark){:root{--bg:#17181a;--line:#37383c;--text:#ececea;--dim:#a3a29c;--accent:#f0925f}}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:0 auto;padding:32px 24px}h1{margin:0}p{color:var(--dim)}strong{color:var(--accent)}
table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:8px 4px}td:last-child{text-align:right}
"""


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/version":
            self.answer(200, "text/plain", VERSION + "\n")
        elif self.path == "/":
            lang = "fr" if self.headers.get("Accept-Language", "").lower().startswith("fr") else "en"
            words = WORDS[lang]
            rows = "".join("<tr><td>%s</td><td>%s</td><td>%s</td></tr>" % (
                html.escape(r["artist"]), html.escape(r["title"]), words["price"] % divmod(r["cents"], 100)) for r in RECORDS)
            self.answer(200, "text/html", (
                '<!doctype html><html lang="%s"><meta charset="utf-8"><title>Sillon</title><style>%s</style><main><h1>Sillon</h1>'
                "<p>%s</p><table>%s</table><p>%s <strong>%s</strong></p></main></html>")
                % (lang, STYLE, words["lead"], rows, words["version"], html.escape(VERSION)))
        else:
            self.answer(404, "text/plain", "not here\n")

    def answer(self, code, kind, text):
        data = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("shop, version %s, listens on :8080" % VERSION, file=sys.stderr, flush=True)
ThreadingHTTPServer(("", 8080), Shop).serve_forever()
