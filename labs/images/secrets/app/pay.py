"""Pennypost, a payment provider's sandbox: charges with a key, and the keys of the account. Its page and its API listen on 8090."""
import base64
import html
import json
import os
import secrets
import string
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORE = "/var/lib/pay/state.json"
ACCOUNT, PASSWORD = "sillon", os.environ["PAY_PASSWORD"]
LOCK = threading.Lock()
DAY = 86400


def first_state():
    now = time.time()

    def key(number, value, made, state, note):
        return {"id": "key_%d" % number, "key": value, "mode": "test" if "_test_" in value else "live", "created": now - made * DAY,
                "state": state, "note": note, "uses": {}}
    keys = [key(1, os.environ["PAY_DEAD"], 420, "revoked", "first key"),
            key(2, os.environ["PAY_TEST"], 400, "active", "tests"),
            key(3, os.environ["PAY_LIVE"], 300, "active", "shop")]
    night = now - now % DAY + 3 * 3600
    if night > now - 3600:
        night -= DAY
    events = [{"when": night + 137 * n, "key": "key_3", "from": "198.51.100.%d" % (23 + 18 * n), "what": "charge", "amount": 1.00} for n in range(3)]
    return {"keys": keys, "events": events, "next": 4}


STATE = first_state()
if os.path.exists(STORE):
    with open(STORE, encoding="utf-8") as stored:
        STATE = json.load(stored)


def save():
    with open(STORE + ".new", "w", encoding="utf-8") as file:
        json.dump(STATE, file)
    os.rename(STORE + ".new", STORE)


def stamp(when):
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(when)) if when else None


def shown(key):
    where = max(key["uses"], key=lambda one: key["uses"][one]) if key["uses"] else None
    return {"id": key["id"], "ends_with": key["key"][-4:], "mode": key["mode"], "state": key["state"], "note": key["note"],
            "created": stamp(key["created"]), "last_used": stamp(key["uses"].get(where)), "last_from": where}


WORDS = {
    "en": ("Pennypost, the payment provider", "Keys of the account sillon", "Last events", "live|test|active|revoked|charge",
           ("key", "ends with", "mode", "state", "last used", "from"), ("when", "what", "key", "from", "amount"),
           "Keys are made and revoked over the API. A key is shown once, when it is made."),
    "fr": ("Pennypost, le prestataire de paiement", "Clés du compte sillon", "Derniers événements", "réelle|test|active|révoquée|débit",
           ("clé", "se termine par", "mode", "état", "dernier usage", "depuis"), ("quand", "quoi", "clé", "depuis", "montant"),
           "Les clés se créent et se révoquent par l’API. Une clé n’est montrée qu’une fois, à sa création."),
}
STYLE = """:root{color-scheme:light dark;--bg:#fff;--line:#deddd8;--text:#1d1d1b;--dim:#62615c}
@media(prefers-color-scheme:dark){:root{--bg:#17181a;--line:#37383c;--text:#ececea;--dim:#a3a29c}}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}main{max-width:860px;margin:0 auto;padding:16px 24px}
h1{font-size:20px}h2{font-size:16px;margin-top:28px}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}th,p{color:var(--dim);font-weight:400}"""


def page(lang):
    title, keys, events, words, key_heads, event_heads, note = WORDS[lang]
    word = dict(zip("live|test|active|revoked|charge".split("|"), words.split("|")))

    def table(heads, rows):
        return "<table><tr>%s</tr>%s</table>" % (
            "".join("<th scope=col>%s</th>" % h for h in heads),
            "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % html.escape(str(word.get(c, c) if c is not None else "–")) for c in row) for row in rows))
    with LOCK:
        key_rows = [(k["id"], "…" + k["ends_with"], k["mode"], k["state"], k["last_used"], k["last_from"]) for k in map(shown, STATE["keys"])]
        event_rows = [(stamp(e["when"]), e["what"], e["key"], e["from"], "%.2f €" % e["amount"]) for e in STATE["events"][:-13:-1]]
    return ('<!doctype html><html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">'
            "<title>%s</title><style>%s</style><main><h1>%s</h1><h2>%s</h2>%s<p>%s</p><h2>%s</h2>%s</main></html>"
            % (lang, title, STYLE, title, keys, table(key_heads, key_rows), note, events, table(event_heads, event_rows)))


class Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, code, what, kind="application/json"):
        data = what.encode() if isinstance(what, str) else (json.dumps(what, indent=2) + "\n").encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        if code == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="Pennypost"')
        self.end_headers()
        self.wfile.write(data)

    def owner(self):
        want = base64.b64encode(("%s:%s" % (ACCOUNT, PASSWORD)).encode()).decode()
        if self.headers.get("Authorization", "") == "Basic " + want:
            return True
        self.answer(401, {"error": "this needs the name and password of the account"})
        return False

    def by_key(self):
        """The key that the request carries, used now; or None, and the refusal has been sent."""
        value = self.headers.get("Authorization", "")
        value = value[7:].strip() if value.startswith("Bearer ") else ""
        for key in STATE["keys"]:
            if value and key["key"] == value:
                if key["state"] != "active":
                    self.answer(401, {"error": "this key has been revoked", "key": key["id"]})
                    return None
                key["uses"][self.client_address[0]] = time.time()
                return key
        self.answer(401, {"error": "unknown key"})
        return None

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            lang = "fr" if self.headers.get("Accept-Language", "").lower().startswith("fr") else "en"
            return self.answer(200, page(lang), "text/html; charset=utf-8")
        with LOCK:
            if path == "/v1/account":
                key = self.by_key()
                if key:
                    self.answer(200, {"account": ACCOUNT, "mode": key["mode"], "key": key["id"]})
            elif path == "/v1/keys":
                if self.owner():
                    self.answer(200, {"keys": [shown(key) for key in STATE["keys"]]})
            elif path == "/v1/uses":
                if self.owner():
                    self.answer(200, {key["id"]: key["uses"] for key in STATE["keys"]})
            else:
                self.answer(404, {"error": "there is nothing here"})

    def do_POST(self):
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        except ValueError:
            body = {}
        if not isinstance(body, dict):
            body = {}
        parts = self.path.strip("/").split("/")
        with LOCK:
            if self.path == "/v1/charges":
                key = self.by_key()
                if key:
                    STATE["events"].append({"when": time.time(), "key": key["id"], "from": self.client_address[0], "what": "charge",
                                            "amount": float(body.get("amount") or 1)})
                    del STATE["events"][:-50]
                    save()
                    self.answer(201, {"charged": True, "mode": key["mode"]})
                return
            if not self.owner():
                return
            if self.path == "/v1/keys":
                value = "sk_live_" + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(24))
                key = {"id": "key_%d" % STATE["next"], "key": value, "mode": "live", "created": time.time(), "state": "active",
                       "note": str(body.get("note") or ""), "uses": {}}
                STATE["next"] += 1
                STATE["keys"].append(key)
                save()
                self.answer(201, {"id": key["id"], "key": value})
            elif self.path == "/v1/keys/lookup":
                for key in STATE["keys"]:
                    if key["key"] == body.get("key"):
                        return self.answer(200, {"id": key["id"], "mode": key["mode"], "state": key["state"]})
                self.answer(404, {"error": "unknown key"})
            elif len(parts) == 4 and parts[:2] == ["v1", "keys"] and parts[3] in ("revoke", "restore"):
                for key in STATE["keys"]:
                    if key["id"] == parts[2]:
                        key["state"] = "revoked" if parts[3] == "revoke" else "active"
                        save()
                        return self.answer(200, shown(key))
                self.answer(404, {"error": "no such key"})
            else:
                self.answer(404, {"error": "there is nothing here"})


print("Pennypost listens on :8090", flush=True)
ThreadingHTTPServer(("", 8090), Web).serve_forever()
