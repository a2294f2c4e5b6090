"""The disks of a web server, as node exporter would show them. Imagined: a container has none that could fill up.

/srv/photos  takes the photographs of the sleeves, which are uploaded from 9 to 17 UTC; nobody removes any
/var/log     fills over the day; the logs of the day before are packed away at midnight
/            does not change
"""
import os
import sys
import time

DAY = 86400
GB = 1e9
SIZES = {"/": 20 * GB, "/var/log": 8 * GB, "/srv/photos": 60 * GB}
DEVICES = {"/": "/dev/vda1", "/var/log": "/dev/vda2", "/srv/photos": "/dev/vdb1"}
MOUNTS = {"web1": ["/", "/var/log", "/srv/photos"], "web2": ["/", "/var/log"]}
PER_DAY = 3.1 * GB


def uploaded(moment):
    """Days of uploads since 1970: a staircase whose middle is the straight line moment / DAY."""
    day, second = divmod(moment, DAY)
    return day + min(1, max(0, (second - 9 * 3600) / (8 * 3600))) + 1 / 24


def avail(server, mount, moment, began, days):
    """began: when the lab began; days: from then until the photographs fill their disk."""
    shift = 0.4 if server == "web2" else 0
    if mount == "/":
        return (11.3 - 4 * shift) * GB
    if mount == "/var/log":
        return (6.4 - shift - 4.6 * (moment % DAY) / DAY) * GB
    return max(0, PER_DAY * (began / DAY + days - uploaded(moment)))


def lines(server, moment, began, days):
    for mount in MOUNTS[server]:
        label = '{device="%s",fstype="ext4",mountpoint="%s"}' % (DEVICES[mount], mount)
        yield "node_filesystem_avail_bytes", label, avail(server, mount, moment, began, days)
        yield "node_filesystem_size_bytes", label, SIZES[mount]


def remembered(path):
    try:
        with open(path) as file:
            return float(file.read())
    except (OSError, ValueError):
        began = time.time()
        with open(path, "w") as file:
            file.write("%.0f" % began)
        return began


def main():
    server, days = os.environ.get("SERVER", "web1"), float(os.environ.get("FULL", "50")) / 10
    folder = sys.argv[1] if len(sys.argv) > 1 else "/var/lib/sillon/textfile"
    began = remembered(os.path.join(folder, ".began"))
    while True:
        text, last = "", None
        for name, label, value in sorted(lines(server, time.time(), began, days)):
            if name != last:
                kind = "Filesystem space available to users in bytes." if "avail" in name else "Filesystem size in bytes."
                text += "# HELP %s %s\n# TYPE %s gauge\n" % (name, kind, name)
                last = name
            text += "%s%s %.0f\n" % (name, label, value)
        with open(os.path.join(folder, "disks.prom.new"), "w") as file:
            file.write(text)
        os.rename(os.path.join(folder, "disks.prom.new"), os.path.join(folder, "disks.prom"))
        time.sleep(5)


if __name__ == "__main__":
    main()
