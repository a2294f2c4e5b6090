"""A mail server that keeps what it gets: SMTP on 1025, a page and a JSON API on 8025."""
import email
import email.policy
import html
import html.parser
import json
import os
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, "/opt/mail-lib")
from aiosmtpd.controller import Controller  # noqa: E402

STORE = os.environ.get("MAIL_STORE", "/var/lib/mailsink/mails.jsonl")
KEEP = 400
MAILS, LOCK = [], threading.Lock()


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("style", "script", "title")
        if tag in ("br", "tr", "p", "div", "h1", "h2", "h3"):
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.skip -= tag in ("style", "script", "title")

    def handle_data(self, data):
        if not self.skip:
            self.parts.append(data)


def readable(message):
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if body.get_content_type() == "text/html":
        parser = Text()
        parser.feed(content)
        content = "".join(parser.parts)
    lines = [line.rstrip() for line in content.splitlines()]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])).strip("\n")


class Sink:
    async def handle_DATA(self, server, session, envelope):
        try:
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            subject, text = str(message.get("Subject", "")), readable(message)
        except Exception as error:  # a mail that cannot be read is still a mail
            subject, text = "(unreadable mail)", str(error)
        with LOCK:
            mail = {"id": MAILS[-1]["id"] + 1 if MAILS else 1, "received": time.time(), "from": envelope.mail_from,
                    "to": [address.lower() for address in envelope.rcpt_tos], "subject": subject, "text": text}
            MAILS.append(mail)
            del MAILS[:-KEEP]
            with open(STORE, "a", encoding="utf-8") as store:
                store.write(json.dumps(mail) + "\n")
        print("mail to %s: %s" % (", ".join(mail["to"]), subject), flush=True)
        return "250 kept"


WORDS = {
    "en": {"title": "Mail at Sillon", "none": "No mail yet. This page looks again every few seconds.",
           "empty": "No mail has come to this mailbox.", "all": "All mailboxes", "boxes": "Mailboxes", "to": "to", "from": "from"},
    "fr": {"title": "Le courrier de Sillon", "none": "Aucun message pour l’instant. Cette page se rafraîchit toutes les quelques secondes.",
           "empty": "Aucun message n’est arrivé dans cette boîte.", "all": "Toutes les boîtes", "boxes": "Boîtes", "to": "à", "from": "de"},
}
STYLE = """
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f5f2;--line:#deddd8;--text:#1d1d1b;--dim:#62615c;--accent:#b4410e}
@media(prefers-color-scheme:dark){:root{--bg:#17181a;--soft:#1f2023;--line:#37383c;--text:#ececea;--dim:#a3a29c;--accent:#f0925f}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}
header{padding:16px 24px;border-bottom:1px solid var(--line)}h1{font-size:19px;margin:0}
main{max-width:860px;margin:0 auto;padding:16px 24px}nav{display:flex;flex-wrap:wrap;gap:8px;margin:4px 0 16px}
nav a{color:var(--text);text-decoration:none;border:1px solid var(--line);border-radius:6px;padding:3px 10px}
nav a[aria-current]{border-color:var(--accent);color:var(--accent);font-weight:600}a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details{border:1px solid var(--line);border-radius:8px;margin-bottom:8px;background:var(--soft)}
summary{padding:9px 14px;cursor:pointer;overflow-wrap:anywhere}summary small{display:block;color:var(--dim);font-size:13px}
pre{margin:0;padding:12px 14px;border-top:1px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}
p{color:var(--dim)}
"""
SCRIPT = """
let last=null;
setInterval(async()=>{try{
  const r=await fetch(location.href);if(!r.ok)return;const t=await r.text();if(t===last)return;last=t;
  const d=new DOMParser().parseFromString(t,'text/html'),open=new Set([...document.querySelectorAll('details[open]')].map(e=>e.id));
  const f=document.activeElement&&document.activeElement.closest('[id]');
  d.querySelectorAll('details').forEach(e=>{if(open.has(e.id))e.open=true});
  document.querySelector('main').replaceWith(d.querySelector('main'));
  if(f&&f.id){const e=document.getElementById(f.id);if(e)(e.querySelector('summary')||e).focus()}
}catch(e){}},3000);
"""


def page(lang, box):
    w, esc = WORDS[lang], html.escape
    with LOCK:
        mails = list(reversed(MAILS))
    boxes = {address for mail in mails for address in mail["to"]}
    boxes |= {b for b in os.environ.get("MAILBOXES", "").lower().split() if b}
    parts = ["<main>", '<nav aria-label="%s">' % w["boxes"]]
    for n, name in enumerate([""] + sorted(boxes)):
        count = sum(1 for mail in mails if not name or name in mail["to"])
        parts.append('<a id="box%d" href="/%s"%s>%s (%d)</a>' % (
            n, "?to=" + urllib.parse.quote(name) if name else "", ' aria-current="page"' if name == box else "",
            esc(name or w["all"]), count))
    parts.append("</nav>")
    shown = [mail for mail in mails if not box or box in mail["to"]]
    if not shown:
        parts.append("<p>%s</p>" % (w["empty"] if box and mails else w["none"]))
    for mail in shown:
        when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(mail["received"]))
        parts.append('<details id="m%d"><summary>%s<small>%s · %s %s · %s %s</small></summary><pre>%s</pre></details>' % (
            mail["id"], esc(mail["subject"]), when, w["to"], esc(", ".join(mail["to"])), w["from"], esc(mail["from"] or ""),
            esc(mail["text"] or "")))
    parts.append("</main>")
    return ('<!doctype html><html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<title>%s</title><style>%s</style><header><h1>%s</h1></header>%s<script>%s</script></html>"
            % (lang, w["title"], STYLE, w["title"], "".join(parts), SCRIPT))


class Web(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        box = urllib.parse.parse_qs(url.query).get("to", [""])[0].lower()
        if url.path == "/api/mails":
            with LOCK:
                found = [mail for mail in reversed(MAILS) if not box or box in mail["to"]]
            code, kind, data = 200, "application/json", (json.dumps(found, indent=2) + "\n").encode()
        elif url.path == "/":
            lang = "fr" if self.headers.get("Accept-Language", "").lower().startswith("fr") else "en"
            code, kind, data = 200, "text/html; charset=utf-8", page(lang, box).encode()
        else:
            code, kind, data = 404, "text/plain", b"not here\n"
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)


def main():
    if os.path.exists(STORE):
        with open(STORE, encoding="utf-8") as store:
            MAILS.extend([json.loads(line) for line in store if line.strip()][-KEEP:])
    Controller(Sink(), hostname="0.0.0.0", port=1025).start()
    print("mail listens on :1025, its page on :8025", flush=True)
    ThreadingHTTPServer(("", 8025), Web).serve_forever()


if __name__ == "__main__":
    main()
