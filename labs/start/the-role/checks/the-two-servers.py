#!/usr/bin/env python3
# The page says which version runs on each of the two servers.
# Tells, where it applies: ::set said= ::set server=
import re
import sys

sys.path.insert(0, "/opt/checker")
from page import field, here, no

OLD, NEW = "2.{{old}}", "2.{{new}}"
VERSION = {"web1": NEW if "{{newer}}" == "web1" else OLD, "web2": NEW if "{{newer}}" == "web2" else OLD}
text = here()
if text is None:
    no(10)
said = {}
for server in VERSION:
    line = field(text, "Version on " + server)
    if not line:
        no(30, server=server)
    number = re.search(r"(?<![\d.])v?(\d+\.\d+)(?![\d.]\d)", line)
    if not number:
        no(31, server=server, said=line)
    said[server] = number[1]
if said["web1"] == VERSION["web2"] and said["web2"] == VERSION["web1"]:
    no(32)
if said["web1"] == said["web2"]:
    no(33, said=said["web1"])
for server, version in VERSION.items():
    if said[server] != version:
        no(34, server=server, said=said[server])
