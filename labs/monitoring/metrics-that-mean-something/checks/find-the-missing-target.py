#!/usr/bin/env python3
# Both servers are scraped under the job shop and answer; nothing that is scraped is down.
import json
import re
import sys
import urllib.request


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read().decode()


def stop(code, *said):
    for line in said:
        print(re.sub(r"[\s`]+", " ", line)[:160])
    sys.exit(code)


try:
    targets = json.loads(get("http://prometheus:9090/api/v1/targets?state=active"))["data"]["activeTargets"]
    metrics = get("http://prometheus:9090/metrics")
except (OSError, ValueError, KeyError):
    stop(10)
if re.search(r"^prometheus_config_last_reload_successful 0", metrics, re.M):
    stop(11)


def asked(target):
    found = re.match(r"https?://([^/:]+)(?::(\d+))?/", target["scrapeUrl"] + "/")
    return "%s:%s" % (found.group(1), found.group(2) or "80") if found else target["scrapeUrl"]


if not targets:
    stop(18)
for target in targets:
    print(asked(target), target["labels"], target["health"], target.get("lastError", ""))
for address, job in (("web1:9100", "node"), ("web2:9100", "node"), ("web1:8080", "shop")):
    if not any(asked(target) == address and target["labels"].get("job") == job for target in targets):
        stop(12, "::set target=" + address, "::set job=" + job)
web2 = [target for target in targets if asked(target).startswith("web2:") and asked(target) != "web2:9100"]
mine = [target for target in web2 if target["labels"].get("job") == "shop"]
if not web2:
    stop(13)
if not mine:
    stop(14, "::set job=" + web2[0]["labels"].get("job", ""))
good = [target for target in mine if asked(target) == "web2:8080"]
if not good:
    stop(15, "::set target=" + asked(mine[0]), "::set error=" + (mine[0].get("lastError") or "nothing yet"))
if not any("web2" in target["labels"].get("instance", "") for target in good):
    stop(16, "::set instance=" + good[0]["labels"].get("instance", ""))
for target in targets:
    if target["health"] == "down":
        stop(17, "::set target=" + asked(target), "::set job=" + target["labels"].get("job", ""), "::set error=" + target.get("lastError", ""))
if any(target["health"] != "up" for target in targets):
    stop(18)
