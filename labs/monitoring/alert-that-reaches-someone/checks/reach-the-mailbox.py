#!/usr/bin/env python3
# ShopSlow goes to the mailbox of this shift and has arrived there; tickets do not.
import json
import re
import subprocess
import sys
import tempfile
import urllib.request

import yaml

mailbox = "on-call-{{shift}}@sillon.example"


def get(url):
    with urllib.request.urlopen(url, timeout=4) as answer:
        return answer.read().decode()


def stop(code, *said):
    for line in said:
        print(re.sub(r"[\s`]+", " ", line)[:140])
    sys.exit(code)


try:
    alerts = json.loads(get("http://alertmanager:9093/api/v2/alerts"))
    original = json.loads(get("http://alertmanager:9093/api/v2/status"))["config"]["original"]
    metrics = get("http://alertmanager:9093/metrics")
    config = yaml.safe_load(original)
except (OSError, ValueError, KeyError, yaml.YAMLError):
    stop(40)
if re.search(r"^alertmanager_config_last_reload_successful 0", metrics, re.M):
    stop(41)

slow = [alert for alert in alerts if alert["labels"].get("alertname") == "ShopSlow"]
if not slow:
    stop(42)

addresses = {}
for receiver in config.get("receivers") or []:
    found = []
    for mail in receiver.get("email_configs") or []:
        found += [part.strip().strip("<>").lower() for part in str(mail.get("to", "")).split(",")]
    addresses[receiver["name"]] = found


def reaches(names):
    return any(mailbox in addresses.get(name, []) for name in names)


def routed(labels):
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        file.write(original)
        file.flush()
        tried = subprocess.run(["amtool", "config", "routes", "test", "--config.file=" + file.name] +
                               ["%s=%s" % pair for pair in labels.items()],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=10)
    lines = tried.stdout.strip().splitlines() or [""]
    return [name.strip() for name in lines[-1].split(",")]


for alert in slow:
    names = [receiver["name"] for receiver in alert["receivers"]]
    if not reaches(names):
        to = sorted({address for name in names for address in addresses.get(name, [])})
        if not to:
            stop(43, "::set receiver=" + ", ".join(names))
        stop(44, "::set receiver=" + ", ".join(names), "::set address=" + ", ".join(to))
for name in ("ShopDown", "ShopSlow"):
    names = routed({"alertname": name, "severity": "page", "service": "shop", "instance": "shop:8080", "job": "shop"})
    if not reaches(names):
        stop(45, "::set alert=" + name, "::set receiver=" + ", ".join(names))
tickets = routed({"alertname": "CatalogueStale", "severity": "ticket", "service": "shop", "instance": "shop:8080", "job": "shop"})
if reaches(tickets):
    stop(46)
if not any("tickets@sillon.example" in addresses.get(name, []) for name in tickets):
    stop(47, "::set receiver=" + ", ".join(tickets))

try:
    mails = json.loads(get("http://mail:8025/api/mails?to=" + mailbox))
except (OSError, ValueError):
    stop(48)
if any("ShopSlow" in mail["subject"] + mail["text"] for mail in mails):
    sys.exit(0)
stop(50 if any(alert["status"]["silencedBy"] for alert in slow) else 49)
