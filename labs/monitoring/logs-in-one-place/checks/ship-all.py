#!/usr/bin/env python3
# A request to each service is a line on the log host a moment later; each machine sends to the true log host only.
# Tells, where it applies: ::set host= ::set file= ::set name=
import sys
import urllib.request

sys.path.insert(0, "/opt/lab")
from labcheck import HOSTS, arrived, machine_files, mark, no, play_shipping, remembered

marks = {host: mark() for host in HOSTS}
for host in HOSTS:
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler(dict())).open("http://%s:8080/%s" % (host, marks[host]), timeout=5).read()
    except (OSError, ValueError):
        no(30, host=host)
found = arrived(marks.values(), 5)
for host in HOSTS:
    if marks[host] not in found:
        no(31, host=host)
    if "/%s/" % host not in found[marks[host]]:
        no(32, host=host, file=found[marks[host]])
played = remembered("shipping", [machine_files(host) for host in HOSTS], play_shipping)
for host in HOSTS:
    true = played["true"][host]
    if true["plain"]:
        no(33, host=host)
    if not true["tls"]:
        no(34, host=host)
for host in HOSTS:
    if played["stranger"][host]["tls"] or played["stranger"][host]["plain"]:
        no(35, host=host)
for host in HOSTS:
    if played["laptop"][host]["tls"] or played["laptop"][host]["plain"]:
        no(36, host=host)
for host in HOSTS:
    if played["true"][host]["name"] != host:
        no(37, host=host, name=played["true"][host]["name"] or "nobody")
