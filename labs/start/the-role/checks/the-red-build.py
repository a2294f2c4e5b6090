#!/usr/bin/env python3
# The page names the red build and the step at which it stopped.
# Tells, where it applies: ::set said=
import re
import sys

sys.path.insert(0, "/opt/checker")
from page import field, get, here, no, plain

BRANCHES = ("gift-vouchers", "new-labels", "shipping-costs", "main")
STEPS = ("compile", "style", "tests", "package")
text = here()
if text is None:
    no(10)
build, step = plain(field(text, "Red build")), plain(field(text, "It stopped at the step"))
if not build:
    no(20)
branch = [name for name in BRANCHES if re.search(r"\b%s\b" % name, build)]
number = re.search(r"(?<![\w.])(\d{1,3})(?![\w.])", build)
if not branch and not number:
    no(21, said=field(text, "Red build"))
found = get("builds?property=branch&order=buildid&limit=60")
if found is None:
    no(29)
red = [b for b in found["builds"] if (b["properties"].get("branch") or [""])[0] == "{{red}}"]
done = [b for b in red if b["complete"]]
if number and not any(b["number"] == int(number[1]) for b in done):
    if any(b["number"] == int(number[1]) and not b["complete"] for b in found["builds"]):
        no(22, said=number[1])
    no(23, said="%s %s" % (number[1], " ".join(branch)))
if branch and branch != ["{{red}}"]:
    no(23, said=" ".join(branch))
if not done:
    no(22, said="{{red}}")
if not step:
    no(24)
named = [name for name in STEPS if re.search(r"\b%s\b" % name.rstrip("s"), step) or re.search(r"\b%s\b" % name, step)]
if len(named) != 1:
    no(25, said=field(text, "It stopped at the step"))
if named[0] != "{{step}}":
    if STEPS.index(named[0]) < STEPS.index("{{step}}"):
        no(26, said=named[0])
    no(27, said=named[0])
