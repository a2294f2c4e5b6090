"""The checkout of the shop: takes an order, has the bank charge the card, and answers the customer."""
import json
import os
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BANK = os.environ.get("BANK", "http://bank:8081")
PORT = int(os.environ.get("PORT", "8080"))

PAGE = b"""<!doctype html>
<title>Sillon: your basket</title>
<h1>Your basket</h1>
<p>Second-hand vinyl, packed with care.</p>
<button>Pay now</button>
"""


def charge(customer, amount):
    """Asks the bank. True: paid. False: the card was declined. Raises an exception if the bank gives no proper answer."""
    order = json.dumps({"customer": customer, "amount": amount}).encode()
    with urllib.request.urlopen(BANK + "/charge", data=order, timeout=5) as answer:
        return json.load(answer)["paid"]


def checkout(customer, amount):
    """One checkout, from the order to the bank's answer."""
    return "paid" if charge(customer, amount) else "declined"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/checkout":
            self.answer(404, b"no such page\n")
            return
        try:
            outcome = checkout(order["customer"], order["amount"])
        except Exception as error:
            print("checkout failed: %s" % error)
            self.answer(502, b"We could not charge your card. Please try again.\n")
            return
        self.answer(200 if outcome == "paid" else 402, outcome.encode() + b"\n")

    def do_GET(self):
        if self.path == "/":
            self.answer(200, PAGE, "text/html")
        else:
            self.answer(404, b"no such page\n")

    def answer(self, status, body, kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("", PORT), Handler)
    server.daemon_threads = True
    print("the checkout listens on :%d" % PORT)
    server.serve_forever()
