#!/usr/bin/env python3
# The page says which server has errors, and on which page of the shop.
# Tells, where it applies: ::set said=
import re
import sys

sys.path.insert(0, "/opt/checker")
from page import field, here, no, plain

text = here()
if text is None:
    no(10)
server, page = plain(field(text, "Server with errors")), plain(field(text, "Page with errors"))
if not server:
    no(40)
named = sorted(set(re.findall(r"\bweb[12]\b", server.replace("web 1", "web1").replace("web 2", "web2"))))
if not named:
    no(41, said=server)
if len(named) > 1:
    no(42)
if named != ["{{newer}}"]:
    no(43, said=named[0])
if not page:
    no(44)
pages = [name for name in ("records", "search", "cart", "checkout", "other") if re.search(r"\b%s\b" % name, page)]
if len(pages) != 1:
    no(45, said=page)
if pages == ["other"]:
    no(46)
if pages != ["{{page}}"]:
    no(47, said=pages[0])
