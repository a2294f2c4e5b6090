"""What the checks of this lab have in common. Lies in the checker only, and changes nothing outside its /tmp."""
import base64
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
REPO = "/srv/git/shop.git"
LIVE, DEAD, TEST = "sk_live_{{livekey}}", "sk_live_{{deadkey}}", "sk_test_{{testkey}}"
READER = "{{reader}}"
PATH = "secret/data/shop/payment"
BASIC = "Basic " + base64.b64encode(b"sillon:{{paypass}}").decode()


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = " ".join(str(value).split()).replace("`", "'")[:160]
        print("::set %s=%s" % (name, text))
    sys.exit(code)


def http(url, method="GET", body=None, headers=None):
    """(status, JSON), or (0, {}) when nobody answers."""
    request = urllib.request.Request(url, method=method, headers=headers or {}, data=json.dumps(body).encode() if body is not None else None)
    for again in (True, False):
        try:
            with urllib.request.urlopen(request, timeout=8) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            try:
                return error.code, json.loads(error.read() or b"{}")
            except (OSError, ValueError):
                return error.code, {}
        except (OSError, ValueError):
            if not again:
                return 0, {}


def bao(path, method="GET", body=None):
    return http("http://bao:8200/v1/" + path, method, body, {"X-Vault-Token": "{{controltoken}}"})


def pay(path, method="GET", body=None):
    return http("http://pay:8090/v1/" + path, method, body, {"Authorization": BASIC})


def lookup(key):
    """What the provider says about a key: {} for an unknown one; None when it does not answer."""
    status, data = pay("keys/lookup", "POST", {"key": key})
    return data if status == 200 else {} if status == 404 else None


def git(*args, repo=REPO):
    done = subprocess.run(["git", "--git-dir", repo, *args], capture_output=True, timeout=15)
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""


def note(label):
    """What stands behind a label of incident.md; None without the file or the line."""
    try:
        with open("/learner/incident.md", encoding="utf-8", errors="replace") as file:
            lines = file.read(20000).splitlines()
    except OSError:
        return None
    for number, line in enumerate(lines):
        if line.strip().lstrip("*-# ").lower().startswith(label.lower()):
            said = line.split(":", 1)[1] if ":" in line else ""
            if not said.strip(" \t*`") and number + 1 < len(lines) and ":" not in lines[number + 1]:
                said = lines[number + 1]  # written below the label
            return said.strip().strip("`*<>\"' ")
    return None


def audit():
    """The answers in OpenBao's audit log, oldest first."""
    found = []
    try:
        with open("/audit/audit.log", encoding="utf-8", errors="replace") as file:
            for line in file:
                if PATH in line and '"response"' in line:
                    try:
                        found.append(json.loads(line))
                    except ValueError:
                        pass
    except OSError:
        pass
    return found


def stored():
    """(status, fields) of the secret."""
    status, data = bao(PATH)
    fields = ((data.get("data") or {}).get("data")) if status == 200 else None
    return status, fields or {}


def disguises(key):
    """The key, as it is and as people hide it."""
    raw = key.encode()
    found = {raw, raw[::-1], raw.hex().encode()}
    for shift in range(3):  # base64 of something that contains the key
        text = base64.b64encode(b"x" * shift + raw + b"yz"[:(-len(raw) - shift) % 3])
        found.add(text[4 if shift else 0:-4])
    return found


def words(text):
    return re.findall(r"[A-Za-z0-9._-]+", text)
