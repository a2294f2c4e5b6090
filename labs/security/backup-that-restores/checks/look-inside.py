#!/usr/bin/env python3
# The note says what the snapshots of the past months really hold. Tells, where it applies: ::set found=
import re
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import field, history, no, note

past = history()
text = note("findings.md")
if text is None:
    no(10)
size = field(text, "newest snapshot")
named = field(text, "last snapshot").lower()
orders = field(text, "orders in it")
if not size:
    no(11)
number = re.search(r"\d+", re.sub(r"(?<=\d)[,. \u202f\u00a0](?=\d{3})", "", size))
if not number or int(number.group()) != past[-1]["bytes"]:
    no(12, found=size)
if not named:
    no(13)
chosen = re.search(r"[0-9a-f]{6,64}", named)
one = next((s for s in past if chosen and s["id"].startswith(chosen.group())), None)
if one is None:
    no(14, found=named)
if one["state"] == "empty":
    no(15, found=one["id"][:8])
if one["state"] == "cut":
    no(16, found=one["id"][:8])
if any(s["state"] == "whole" and s["time"] > one["time"] for s in past):
    no(17, found=one["id"][:8])
if not orders:
    no(18)
number = re.search(r"\d+", re.sub(r"(?<=\d)[,. \u202f\u00a0](?=\d{3})", "", orders))
if not number or int(number.group()) != one["orders"]:
    no(19, found=orders)
