"""Customers who check out, about six a second, whether the shop is fast or not."""
import json
import os
import random
import signal
import threading
import time
import urllib.request

SHOP = os.environ.get("SHOP", "http://checkout:8080")
SLOTS = threading.Semaphore(60)


def buy():
    order = json.dumps({"customer": "c-%d" % random.randrange(1, 90000), "amount": random.randrange(900, 9900)}).encode()
    try:
        with urllib.request.urlopen(SHOP + "/checkout", data=order, timeout=10) as answer:
            answer.read()
    except OSError:
        pass
    finally:
        SLOTS.release()


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
threading.stack_size(256 * 1024)
while True:
    time.sleep(random.uniform(0.1, 0.24))
    if SLOTS.acquire(blocking=False):
        threading.Thread(target=buy, daemon=True).start()
