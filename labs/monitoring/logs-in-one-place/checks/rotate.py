#!/usr/bin/env python3
# The rotation of both web servers is played while the service writes as fast as it can: no line may be missing afterwards.
# Tells, where it applies: ::set host= ::set said= ::set lost= ::set total= ::set found=
import re
import sys

sys.path.insert(0, "/opt/lab")
from labcheck import KEEP, MACHINES, no, play_rotation, remembered

for host in ("web1", "web2"):
    played = remembered("rotation", ["%s/%s/logrotate.d" % (MACHINES, host)], lambda: play_rotation(host))
    if not played["block"]:
        no(51 if played["errors"] else 50, host=host, said=" ".join(played["errors"])[:160])
    if not played["alive"]:
        no(57, host=host)
    if len(played["files"]) < 2:
        no(52, host=host, said=" ".join(played["said"])[:160] or "nothing")
    if not played["grows"]:
        no(53, host=host)
    if played["lost"]:
        no(54, host=host, lost=played["lost"], total=played["total"])
    if not re.search(r"after 1 days|hourly", played["block"]):
        no(55, host=host)
    times = re.search(r"\((\d+) rotations?\)", played["block"])
    if not times or int(times.group(1)) != KEEP:
        no(56, host=host, found=times.group(1) if times else "none")
