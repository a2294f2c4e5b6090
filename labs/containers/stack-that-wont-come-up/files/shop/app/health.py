"""Asks the shop how it is. Exit code 0: well. 1: not well, and why."""
import sys
import urllib.error
import urllib.request

try:
    with urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=4) as answer:
        print(answer.read().decode().strip())
except urllib.error.HTTPError as error:
    print(error.read().decode().strip())
    sys.exit(1)
except OSError as error:
    print("the shop does not answer: %s" % error)
    sys.exit(1)
