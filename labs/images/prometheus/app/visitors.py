"""Visitors: people who open the shop's pages, about one per page and second, whether the shop is fast or not."""
import random
import sys
import threading
import time
import urllib.request

SLOTS = threading.Semaphore(60)


def visit(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            answer.read()
    except OSError:
        pass
    finally:
        SLOTS.release()


def come(page):
    while True:
        time.sleep(min(5, random.expovariate(1.0)))
        if SLOTS.acquire(blocking=False):
            threading.Thread(target=visit, args=("http://127.0.0.1:8080/" + page,), daemon=True).start()


threading.stack_size(256 * 1024)
time.sleep(0.5)
for name in sys.argv[1:]:
    threading.Thread(target=come, args=(name,), daemon=True).start()
while True:
    time.sleep(3600)
