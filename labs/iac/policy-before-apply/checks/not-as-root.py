#!/usr/bin/env python3
# The thumbnail maker does not run as root: neither its image nor its pod says so, and no rule was set aside.
# Tells, where it applies: ::set file= ::set rule= ::set found=
import re
import sys

sys.path.insert(0, "/opt/lab")
from policycheck import PROJECT, Tree, findings, stop

import yaml

DOCKERFILE, POD = "images/thumbs/Dockerfile", "k8s/thumbs.yaml"
with Tree(PROJECT) as tree:
    text, pod = tree.read(DOCKERFILE), tree.read(POD)
    found = findings(tree)
if text is None or pod is None:
    stop(20, file=DOCKERFILE if text is None else POD)
try:
    things = [one for one in yaml.safe_load_all(pod) if isinstance(one, dict)]
except yaml.YAMLError as error:
    mark = getattr(error, "problem_mark", None)
    stop(26, file=POD, found="line %d" % (mark.line + 1) if mark else "?")
spec = next((((one.get("spec") or {}).get("template") or {}).get("spec") or {} for one in things if one.get("kind") == "Deployment"), {})
containers = spec.get("containers") or []
if not any("thumbs" in str(one.get("image")) for one in containers):
    stop(27)

for file, code in ((DOCKERFILE, 21), (POD, 23)):
    for one in found:
        if one["file"] == file:
            stop(24 if one["skipped"] else code, rule=one["rule"], file=file)
lines = re.sub(r"\\\n", " ", text).splitlines()
users = [line.split()[1] for line in lines if re.match(r"\s*USER\s+\S", line, re.I)]
if not users or users[-1].split(":")[0] in ("root", "0"):
    stop(22, found=users[-1] if users else "nobody")
for one in containers:
    context = dict(spec.get("securityContext") or {}, **(one.get("securityContext") or {}))
    if context.get("runAsUser") == 0 or (context.get("runAsNonRoot") is not True and not context.get("runAsUser")):
        stop(28)
own = False
user_yet = False
for line in lines:
    user_yet = user_yet or bool(re.match(r"\s*USER\s", line, re.I))
    if "/cache" in line and (user_yet or re.search(r"chown|install\s.*-o|chmod|mkdir\s.*-m", line)):
        own = True
if not own:
    stop(25)
