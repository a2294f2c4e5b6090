#!/usr/bin/env python3
# The learner's tests pass with the learner's rules, and fail as soon as a rule makes the dashboard's mistakes.
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, "/opt/checker")
from rulecheck import COUNT, SUM, Failed, loaded, stop, the_two  # noqa: E402

try:
    groups, good = loaded()
    mean, share, _ = the_two(groups)
except (OSError, ValueError, KeyError, Failed):
    stop(90)
if not (mean and share):
    stop(91)
if not glob.glob("/lab/tests/*.yml") + glob.glob("/lab/tests/*.yaml"):
    stop(92)

WRONG = [
    (mean, "0 * sum by (job) (rate(%s[5m]))" % SUM, 97),
    (share, 'sum by (page) (rate(shop_requests_total[5m])) / sum by (page) (rate(shop_requests_total[5m]))', 97),
    (mean, "avg by (job) (rate(%s[5m]) / rate(%s[5m]))" % (SUM, COUNT), 95),
    (mean, "sum by (job) (%s) / sum by (job) (%s)" % (SUM, COUNT), 96),
    (share, 'sum by (page) (shop_requests_total{code=~"5.."}) / sum by (page) (shop_requests_total)', 96),
]


def rules_of(folder):
    return [name for name in glob.glob(folder + "/prometheus/**/*", recursive=True) if os.path.isfile(name) and name.endswith((".yml", ".yaml"))]


def run(folder):
    files = sorted(glob.glob(folder + "/tests/*.yml") + glob.glob(folder + "/tests/*.yaml"))
    tried = subprocess.run(["promtool", "test", "rules"] + files, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, timeout=15)
    return tried.returncode, tried.stdout


with tempfile.TemporaryDirectory() as top:
    home = top + "/monitoring"
    os.mkdir(home)
    for name in ("tests", "prometheus"):
        shutil.copytree("/lab/" + name, home + "/" + name)
    code, said = run(home)
    print(said[-2000:])
    if code != 0:
        lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("Unit Testing")]
        stop(93, "::set error=" + " ".join(lines[:4]))
    places = {}
    for name in rules_of(home):
        try:
            with open(name) as file:
                content = yaml.safe_load(file)
            for group in content.get("groups") or []:
                for rule in group.get("rules") or []:
                    places.setdefault(rule.get("record"), []).append(name)
        except (OSError, yaml.YAMLError, AttributeError):
            continue
    for record in (mean, share):
        if record not in places:
            stop(94, "::set rule=" + record)
    for record, expr, number in WRONG:
        kept = {}
        for name in places[record]:
            with open(name) as file:
                kept[name] = file.read()
            content = yaml.safe_load(kept[name])
            for group in content["groups"]:
                for rule in group["rules"]:
                    if rule.get("record") == record:
                        rule["expr"] = expr
            with open(name, "w") as file:
                yaml.safe_dump(content, file)
        code, said = run(home)
        for name, text in kept.items():
            with open(name, "w") as file:
                file.write(text)
        if code == 0:
            stop(number, "::set rule=" + record, "::set wrong=" + expr)
