#!/usr/bin/env python3
# Both developers may restart the shop with sudo, without a password. They may do nothing else, and nobody else may do it.
# Tells, where it applies: ::set command= ::set user= ::set group= ::set file= ::set line=
import os
import re
import subprocess
import sys

sys.path.insert(0, "/opt/lab")
from rights import DEVELOPERS, MATE, OTHERS, POWER, groups_of, no, sudo_allows, sudo_rules

COMMAND = ["/usr/sbin/service", "shop", "restart"]
TAIL = ["/usr/bin/tail", "-n", "200", "/var/log/shop/shop.log"]
NOT = [["/usr/bin/id"], ["/bin/bash"], ["/usr/sbin/service", "shop", "stop"], ["/usr/sbin/service", "shop", "status"],
       ["/usr/sbin/service", "sudo", "restart"], ["/usr/sbin/service", "../../tmp/shop", "restart"],
       ["/usr/sbin/service", "shop", "restart", "now"], ["/usr/sbin/service", "--status-all"],
       ["/usr/bin/make"], ["/usr/bin/tee", "/etc/sudoers.d/more"], TAIL]

valid = subprocess.run(["visudo", "-c"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       text=True, timeout=10)
print(valid.stdout)
broken = re.search(r"(/etc/sudoers\S*?):(\d+)(?::\d+)?: (?:syntax error|.*error)", valid.stdout)
if broken:
    no(70, file=broken.group(1), line=broken.group(2))
if not sudo_allows("learner", "/usr/bin/id"):
    no(71)
for user in DEVELOPERS:
    for group in POWER:
        if group in groups_of(user):
            no(72, user=user, group=group)

may = {user: sudo_allows(user, *COMMAND) for user in DEVELOPERS}
for user in DEVELOPERS:
    for other in NOT:
        if sudo_allows(user, *other):
            no(73, user=user, command=" ".join(other).replace("/usr/sbin/", "").replace("/usr/bin/", ""))
    for _, command in sudo_rules(user):
        if not re.fullmatch(r"(/usr)?/sbin/service\s+shop\s+restart", command):
            no(73, user=user, command=command)
if not any(may.values()):
    ignored = [name for name in os.listdir("/etc/sudoers.d") if name != "README" and ("." in name or name.endswith("~"))]
    if ignored:
        no(74, file=ignored[0])
    unsafe = re.search(r"(/etc/sudoers\.d/\S+?): (?:bad permissions|owned by|.*writable)", valid.stdout)
    if unsafe:
        no(75, file=unsafe.group(1))
    no(76)
for user in DEVELOPERS:
    if not may[user]:
        no(77, user=user)
    if any(password for password, _ in sudo_rules(user)):
        no(78, user=user)
for user in OTHERS + ("daemon",):
    if sudo_allows(user, *COMMAND) or sudo_allows(user, "/usr/bin/id"):
        no(79, user=user)
if not sudo_allows("jonas", *TAIL):
    no(80)
for other in NOT[:-1]:
    if sudo_allows("jonas", *other):
        no(81, command=" ".join(other))
