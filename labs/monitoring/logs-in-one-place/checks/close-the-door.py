#!/usr/bin/env python3
# The log host takes lines over TLS from our three machines, and from no one else. Tells, where it applies: ::set host= ::set file=
import sys
import time

sys.path.insert(0, "/opt/lab")
from labcheck import HOSTS, arrived, line, mark, no, send_plain, send_tls, send_udp

wrong = {name: mark() for name in ("plain-6514", "plain-514", "udp-514", "nobody", "stranger", "laptop")}
plain = send_plain(6514, line("web1", wrong["plain-6514"]))
send_plain(514, line("web1", wrong["plain-514"]))
send_udp(514, line("web1", wrong["udp-514"]))
if not plain:
    no(10)
send_tls(line("web1", wrong["nobody"]), trust=None)
send_tls(line("web1", wrong["stranger"]), cert="stranger-web1", trust=None)
send_tls(line("web1", wrong["laptop"]), cert="laptop", trust=None)
right = {host: mark() for host in HOSTS}
for host in HOSTS:
    trouble = send_tls(line(host, right[host]), cert=host)
    if trouble == "closed":
        no(10)
    if trouble == "plain":
        no(11)
    if trouble == "server":
        no(12)
found = arrived(right.values(), 5)
for host in HOSTS:
    if right[host] not in found:
        no(13, host=host)
for host in HOSTS:
    if "/%s/" % host not in found[right[host]]:
        no(14, host=host, file=found[right[host]])
time.sleep(0.4)
found = arrived(wrong.values(), 0)
for code, name in ((15, "plain-6514"), (16, "plain-514"), (17, "udp-514"), (18, "nobody"), (19, "stranger"), (20, "laptop")):
    if wrong[name] in found:
        no(code)
