#!/usr/bin/env python3
# The note names the customer behind the reference, and what happened to them. Tells, where it applies: ::set found= ::set field=
import re
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import CENTRAL, no

CUSTOMER, FAILS, REASON = "{{customer}}", {{fails}}, "{{reason}}"
HOUR, MINUTE = {{hour}}, {{minute}}

try:
    with open("/notes/customer.md", encoding="utf-8", errors="replace") as file:
        text = file.read()
except OSError:
    no(60)


def field(name):
    found = re.search(r"^[\s*_>#-]*" + name + r"[^:\n]*:[*_` \t]*(.*?)[\s*_`]*$", text, re.I | re.M)
    return found.group(1).strip(" \t`'\"") if found else ""


request, customer, count, reason = field("request"), field("customer"), field("refused"), field("reason")
first = re.search(r"^[\s*_>#-]*first refusal[^\n]*?\)?:[*_` \t]*(\d.*?)[\s*_`]*$", text, re.I | re.M)
first = first.group(1) if first else ""
if not request:
    no(61, field="Request of the refused payment:")
try:
    with open(CENTRAL + "/payment/payment.log.1") as file:
        real = next(re.search(r"req=(\w+)", row).group(1) for row in file if "ref=P-{{ref}} " in row)
except (OSError, StopIteration):
    no(69)
if real not in request.lower():
    no(62, found=request)
if not customer:
    no(61, field="Customer:")
number = re.search(r"\d+", customer)
if not number or number.group() != CUSTOMER:
    no(63, found=customer)
if not count:
    no(61, field="Refused payments of this customer, yesterday:")
number = re.search(r"\d+", count)
if not number or int(number.group()) != FAILS:
    no(64 if number and int(number.group()) > FAILS else 65, found=count)
if not reason:
    no(61, field="Reason:")
if REASON not in reason.lower().replace(" ", "_"):
    no(66, found=reason)
if not first:
    no(61, field="First refusal (UTC, HH:MM):")
clock = re.search(r"(?<!\d)(\d{1,2}):(\d\d)", first)
if not clock or abs(int(clock.group(1)) * 60 + int(clock.group(2)) - HOUR * 60 - MINUTE) > 1:
    no(67, found=first)
