"""What the two services share: time, a file that keeps what they know, and answers over HTTP."""
import datetime
import hashlib
import json
import os
import signal
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = os.environ.get("KEEP_IN", "/var/lib/sillon")
SEED = os.environ.get("SEED", "seed")
LOCK = threading.RLock()


def now():
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def last_night(clock):
    """Yesterday at HH:MM:SS, UTC."""
    hour, minute, second = map(int, clock.split(":"))
    return (now() - datetime.timedelta(days=1)).replace(hour=hour, minute=minute, second=second)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def short_id(prefix, name):
    return "%s-%s" % (prefix, hashlib.sha256(("%s %s %s" % (SEED, prefix, name)).encode()).hexdigest()[:8])


def long_id(name):
    return str(uuid.UUID(hashlib.md5(("%s %s" % (SEED, name)).encode()).hexdigest()))


def load(name, first):
    path = os.path.join(FOLDER, name)
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    known = first()
    save(name, known)
    return known


def save(name, known):
    path = os.path.join(FOLDER, name)
    with open(path + ".new", "w") as file:
        json.dump(known, file)
    os.rename(path + ".new", path)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, code, what=None, kind="application/json"):
        if what is None:
            data = b""
        elif isinstance(what, bytes):
            data = what
        elif kind == "application/json":
            data = (json.dumps(what, indent=2) + "\n").encode()
        else:
            data = what.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def lang(self):
        return "fr" if (self.headers.get("Accept-Language") or "").lower().startswith("fr") else "en"


def serve(handler, port):
    server = ThreadingHTTPServer(("", port), handler)
    server.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    print("listens on :%d" % port, flush=True)
    server.serve_forever()


STYLE = """
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f5f2;--line:#deddd8;--text:#1d1d1b;--dim:#62615c;--accent:#b4410e}
@media(prefers-color-scheme:dark){:root{--bg:#17181a;--soft:#1f2023;--line:#37383c;--text:#ececea;--dim:#a3a29c;--accent:#f0925f}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}
header{padding:16px 24px;border-bottom:1px solid var(--line)}h1{font-size:19px;margin:0}h2{font-size:16px;margin:20px 0 8px}
main{max-width:960px;margin:0 auto;padding:8px 24px 32px}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{color:var(--dim);font-weight:600;font-size:13px}code{font:13px/1.5 ui-monospace,monospace}p{color:var(--dim)}
"""
REFRESH = """setInterval(async()=>{try{const r=await fetch(location.href);if(!r.ok)return;
const d=new DOMParser().parseFromString(await r.text(),'text/html'),a=document.querySelector('main'),b=d.querySelector('main');
if(a.innerHTML!==b.innerHTML)a.replaceWith(b)}catch(e){}},3000)"""


def page(lang, title, body):
    return ('<!doctype html>\n<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<title>%s</title><style>%s</style></head><body><header><h1>%s</h1></header><main>%s</main><script>%s</script></body></html>\n"
            % (lang, title, STYLE, title, body, REFRESH))
