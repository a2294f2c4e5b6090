#!/usr/bin/env python3
# The repository of the shop: ten months of work, in which a key went in and out.
import datetime
import json
import os
import shutil
import subprocess
import sys

os.chdir("/srv/git")
if os.path.isdir("shop.git") and os.path.exists("origin.json"):
    sys.exit(0)
for left in ("shop.git", "work"):
    shutil.rmtree(left, ignore_errors=True)
subprocess.run(["git", "init", "-q", "--bare", "shop.git"], check=True)
subprocess.run(["git", "init", "-q", "work"], check=True)
os.chdir("work")
today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
PEOPLE = {"Inès": ("Inès Caron", "ines@sillon.example"), "Amara": ("Amara Diallo", "amara@sillon.example"), "Jonas": ("Jonas Weber", "jonas@sillon.example")}


def write(path, text, mode=0o644):
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.lstrip("\n"))
    os.chmod(path, mode)


def commit(who, days, hour, minute, message):
    name, mail = PEOPLE[who]
    when = (today - datetime.timedelta(days=days) + datetime.timedelta(hours=hour, minutes=minute)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    env = dict(os.environ, GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=mail, GIT_AUTHOR_DATE=when,
               GIT_COMMITTER_NAME=name, GIT_COMMITTER_EMAIL=mail, GIT_COMMITTER_DATE=when)
    subprocess.run(["git", "add", "-A"], check=True)
    subprocess.run(["git", "commit", "-q", "-m", message], check=True, env=env)
    return subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


SETTINGS = '''
"""Where the shop finds things."""

PAYMENT_URL = "http://pay:8090"
PORT = 8080
'''
APP = '''
"""The shop of Sillon: a page with records, and card payments through Pennypost."""
import html
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from settings import PAYMENT_URL, PORT

KEY = os.environ.get("PAYMENT_KEY", "").strip()
RECORDS = [("Nina Simone", "Pastel Blues", 24.5), ("Françoise Hardy", "La question", 39.0), ("Kraftwerk", "Autobahn", 18.5)]
STATE = {"payments": "starting", "detail": ""}


def ask_provider():
    """Every two seconds: does the provider take our key?"""
    while True:
        request = urllib.request.Request(PAYMENT_URL + "/v1/account", headers={"Authorization": "Bearer " + KEY})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                now = {"payments": "open", "detail": json.load(answer)["key"]}
        except urllib.error.HTTPError as error:
            now = {"payments": "closed", "detail": "%d %s" % (error.code, error.read().decode(errors="replace").strip())}
        except (OSError, ValueError, KeyError) as error:
            now = {"payments": "closed", "detail": str(error)}
        if now["payments"] != STATE["payments"]:
            print("card payments:", now["payments"], now["detail"].replace(KEY, "…") if KEY else now["detail"], flush=True)
        STATE.update(now)
        time.sleep(2)


class Web(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        if self.path == "/status":
            kind, data = "application/json", json.dumps({"payments": STATE["payments"]}) + "\\n"
        else:
            french = self.headers.get("Accept-Language", "").lower().startswith("fr")
            words = ("Sillon, vinyles d’occasion", "Paiement par carte : ", "ouvert", "fermé") if french else \\
                ("Sillon, second-hand vinyl", "Card payments: ", "open", "closed")
            kind = "text/html; charset=utf-8"
            data = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=3><title>Sillon</title>" \\
                "<style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:40em;margin:2em auto}</style>" \\
                "<h1>%s</h1><ul>%s</ul><p>%s<b>%s</b></p>" % (
                    words[0], "".join("<li>%s, <i>%s</i>, %.2f €</li>" % (html.escape(a), html.escape(t), p) for a, t, p in RECORDS),
                    words[1], words[2] if STATE["payments"] == "open" else words[3])
        data = data.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if not KEY:
    sys.exit("There is no PAYMENT_KEY in the environment.")
threading.Thread(target=ask_provider, daemon=True).start()
print("the shop listens on :%d" % PORT, flush=True)
ThreadingHTTPServer(("", PORT), Web).serve_forever()
'''
START = '''
#!/bin/sh
# Starts the shop. The machine runs this in the folder of the checkout, each time main moves on.
set -eu

# The payment key: a file of the machine, not of the repository.
. /srv/shop/private/shop.env
export PAYMENT_KEY

exec python3 -u shop/app.py
'''
README = '''
# shop

The shop of Sillon: second-hand vinyl on line.

- `shop/app.py` is the shop. It finds the key of the payment provider in its environment, as `PAYMENT_KEY`, and keeps it in memory only.
- `bin/start` starts it. What it needs to know that is not in this repository, it has to fetch there.

Whatever is pushed to `main` runs on the machine `shop` a few seconds later. Over there:

| what | where |
|---|---|
| the checkout of `main` | `/srv/shop/app` (overwritten by every deployment) |
| the machine's own files, not in Git | `/srv/shop/private` |
| what the shop and `bin/start` say | `/srv/shop/shop.log` |
| start it again without a push | `restart-shop` |
'''
write("shop/settings.py", SETTINGS.replace("PORT", 'PAYMENT_KEY = "sk_live_{{deadkey}}"\nPORT'))
write("shop/app.py", APP.replace('import os\n', '').replace('os.environ.get("PAYMENT_KEY", "").strip()', 'PAYMENT_KEY').replace("PAYMENT_URL, PORT", "PAYMENT_KEY, PAYMENT_URL, PORT"))
write("README.md", "# shop\n\nThe shop of Sillon: second-hand vinyl on line.\n")
write(".gitignore", "__pycache__/\n")
commit("Inès", 411, 9, 12, "The shop takes cards")
TEST = '''
"""The payment provider's test mode: no money moves."""
import json
import os
import urllib.request

KEY = %s


def test_account():
    request = urllib.request.Request("http://pay:8090/v1/account", headers={"Authorization": "Bearer " + KEY})
    assert json.load(urllib.request.urlopen(request))["mode"] == "test"
'''
write("tests/test_payment.py", (TEST % '"sk_test_{{testkey}}"').replace("import os\n", ""))
commit("Inès", 398, 15, 40, "Test the payments")
write("shop/settings.py", SETTINGS)
write("shop/app.py", APP)
write("bin/start", START, 0o755)
write("tests/test_payment.py", TEST % 'os.environ["PAYMENT_TEST_KEY"]')
write("README.md", README)
commit("Amara", 301, 10, 5, "The key lies on the machine, and no longer in the settings (the old one is revoked)")
write("CHANGELOG.md", "# Changes\n\n- Card payments.\n- The key of the payment provider comes from the environment.\n")
commit("Jonas", 287, 8, 30, "A list of changes")
write("tools/catalogue.py", '"""Prints the catalogue, for the printed flyer."""\nprint("Nina Simone, Pastel Blues")\n')
commit("Inès", 244, 16, 2, "Catalogue for the flyer")
REFUND = '''
"""Gives a customer the money back: refund.py AMOUNT"""
import json
import sys
import urllib.request

URL = "http://pay:8090/v1/charges"
%s

body = json.dumps({"amount": -float(sys.argv[1])}).encode()
print(urllib.request.urlopen(urllib.request.Request(URL, body, {"Authorization": "Bearer " + KEY})).read().decode())
'''
write("tools/refund.py", REFUND % 'KEY = "sk_live_{{livekey}}"')
leak = commit("Inès", 127, 18, 51, "Refunds, quick version for Saturday")
write("CHANGELOG.md", "# Changes\n\n- Card payments.\n- The key of the payment provider comes from the environment.\n- A tool for refunds.\n")
commit("Inès", 126, 9, 15, "Note the refunds")
write("tools/refund.py", (REFUND % 'KEY = os.environ["PAYMENT_KEY"]').replace("import json\n", "import json\nimport os\n"))
removal = commit("Inès", 118, 11, 20, "Oops, no key in the tool")
write("tools/catalogue.py", '"""Prints the catalogue, for the printed flyer."""\nprint("Nina Simone, Pastel Blues")\nprint("Kraftwerk, Autobahn")\n')
commit("Inès", 73, 14, 33, "Kraftwerk is back in stock")
write("docs/on-call.md", "# On call\n\nCard payments closed? `tail /srv/shop/shop.log` on the machine `shop` says what the provider answers.\n")
commit("Jonas", 40, 7, 55, "For whoever is on call")
write("CHANGELOG.md", "# Changes\n\n- Card payments.\n- The key of the payment provider comes from the environment.\n- A tool for refunds.\n- A page for whoever is on call.\n")
commit("Jonas", 12, 10, 44, "Changes up to now")
subprocess.run(["git", "push", "-q", "../shop.git", "main"], check=True)
os.chdir("..")
shutil.rmtree("work")
for name in os.listdir("shop.git/hooks"):
    os.remove("shop.git/hooks/" + name)
with open("origin.json", "w") as file:
    json.dump({"leak": leak, "removal": removal}, file)
