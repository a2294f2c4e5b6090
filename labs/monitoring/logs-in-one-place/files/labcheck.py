"""What the checks share: lines that are sent and looked for, and rehearsals of the machines' files. Lies in the checker only."""
import contextlib
import fcntl
import gzip
import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request

CENTRAL, MACHINES, PKI, WORK = "/central", "/machines", "/etc/ssl/sillon", "/var/lib/work"
HOSTS = ("web1", "web2", "payment")
LOGHOST = "live-loghost"
KEEP = {{keep}}


def no(code, /, **values):
    """Not yet: the code has its message in lab.yaml. Written as ::set name=value."""
    for name, value in values.items():
        print("::set %s=%s" % (name, " ".join(str(value).split()).replace("`", "'")[:160]))
    sys.exit(code)


def mark():
    return "probe%012x" % random.getrandbits(48)


@contextlib.contextmanager
def alone():
    os.makedirs(WORK, exist_ok=True)
    with open(WORK + "/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remembered(name, folders, play):
    """What `play` found out, once for each state of these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(os.listdir(folder)):
            with contextlib.suppress(OSError):
                with open(os.path.join(folder, file), "rb") as content:
                    digest.update(file.encode() + b"\0" + content.read(200000))
    path = "%s/%s-%s.json" % (WORK, name, digest.hexdigest()[:20])
    with alone():
        try:
            with open(path) as file:
                found = json.load(file)
        except (OSError, ValueError):
            found = play()
            with open(path, "w") as file:
                json.dump(found, file)
    print(name, json.dumps(found)[:1500])
    return found


# --- what has arrived ----------------------------------------------------------------------------

def fresh_files():
    for root, _, names in os.walk(CENTRAL):
        for name in names:
            path = os.path.join(root, name)
            with contextlib.suppress(OSError):
                if time.time() - os.stat(path).st_mtime < 120:
                    yield path


def arrived(marks, seconds):
    """Which of the marks are in the central logs, and in which files. Waits until all are there, or for so long."""
    found = {}
    deadline = time.monotonic() + seconds
    while True:
        for path in fresh_files():
            with contextlib.suppress(OSError):
                with open(path, "rb") as file:
                    size = file.seek(0, 2)
                    file.seek(max(0, size - 300000))
                    tail = file.read()
                for one in marks:
                    if one.encode() in tail:
                        found.setdefault(one, path.replace(CENTRAL, "/var/log/sillon"))
        if len(found) == len(marks) or time.monotonic() > deadline:
            return found
        time.sleep(0.15)


# --- the door of the log host --------------------------------------------------------------------

def line(host, one):
    return ("<134>1 %s %s probe - - - %s a line of the check\n" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), host, one)).encode()


def send_plain(port, data):
    """False, if nobody answers there."""
    try:
        door = socket.create_connection((LOGHOST, port), timeout=3)
    except OSError:
        return False
    with door, contextlib.suppress(OSError):
        door.sendall(data)
        door.shutdown(socket.SHUT_WR)
        door.settimeout(0.3)
        door.recv(100)
    return True


def send_udp(port, data):
    with contextlib.suppress(OSError):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
            door.sendto(data, (LOGHOST, port))


def send_tls(data, cert=None, trust="ca"):
    """One line over TLS. None, or what went wrong: closed, plain, server, refused."""
    context = ssl.create_default_context(cafile=PKI + "/ca.pem")
    if trust is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if cert:
        context.load_cert_chain("%s/%s.pem" % (PKI, cert), "%s/%s-key.pem" % (PKI, cert))
    try:
        raw = socket.create_connection((LOGHOST, 6514), timeout=4)
    except OSError:
        return "closed"
    try:
        raw.settimeout(4)
        with context.wrap_socket(raw, server_hostname="loghost") as door:
            door.sendall(data)
            with contextlib.suppress(OSError):
                door.settimeout(0.4)
                door.recv(100)
            with contextlib.suppress(OSError):
                door.settimeout(0.4)
                door.unwrap()
        return None
    except ssl.SSLCertVerificationError:
        return "server"
    except ssl.SSLError as error:
        print(error)
        return "plain" if "WRONG_VERSION" in str(error) or "UNEXPECTED_EOF" in str(error) else "refused"
    except socket.timeout:
        return "plain"
    except OSError as error:
        print(error)
        return "refused"
    finally:
        raw.close()


# --- rehearsals of shipping ----------------------------------------------------------------------

class Trap:
    """A log host of our own, with the certificate of our choice. It notes what comes in, and how."""

    def __init__(self, cert):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain("%s/%s.pem" % (PKI, cert), "%s/%s-key.pem" % (PKI, cert))
        self.context.load_verify_locations(PKI + "/ca.pem")
        self.context.verify_mode = ssl.CERT_OPTIONAL
        self.inside, self.plain, self.tried, self.names = b"", b"", 0, []
        self.sockets = []
        for port in (6514, 514):
            door = socket.socket()
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(("127.0.0.1", port))
            door.listen(20)
            self.sockets.append(door)
            threading.Thread(target=self.accept, args=(door,), daemon=True).start()
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.bind(("127.0.0.1", 514))
        self.sockets.append(udp)
        threading.Thread(target=self.datagrams, args=(udp,), daemon=True).start()

    def accept(self, door):
        with contextlib.suppress(OSError):
            while True:
                client, _ = door.accept()
                threading.Thread(target=self.take, args=(client,), daemon=True).start()

    def datagrams(self, udp):
        with contextlib.suppress(OSError):
            while True:
                self.plain += udp.recv(9000)

    def take(self, client):
        name = None
        try:
            client.settimeout(8)
            if client.recv(1, socket.MSG_PEEK) == b"\x16":
                try:
                    client = self.context.wrap_socket(client, server_side=True)
                finally:
                    self.tried += 1
                peer = client.getpeercert() or {}
                name = next((value for part in peer.get("subject", ()) for key, value in part if key == "commonName"), "")
                while True:
                    data = client.recv(65536)
                    if not data:
                        break
                    self.inside += data
                    self.names.append([name, data.decode(errors="replace")])
            else:
                self.tried += 1
                while True:
                    data = client.recv(65536)
                    if not data:
                        break
                    self.plain += data
        except OSError:
            pass
        finally:
            with contextlib.suppress(OSError):
                client.close()

    def close(self):
        for door in self.sockets:
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()


def machine_files(host):
    return "%s/%s/rsyslog.d" % (MACHINES, host)


def play_shipping():
    """Each machine's files, against a true log host, a stranger who uses its name, and another machine of our own authority."""
    found = {}
    marks = {host: mark() for host in HOSTS}
    for path, hosts in (("/var/log/shop/access.log", ("web1", "web2")), ("/var/log/payment/payment.log", ("payment",))):
        shutil.rmtree(os.path.dirname(path), ignore_errors=True)
        os.makedirs(os.path.dirname(path))
        with open(path, "w") as file:
            file.write("2026-01-01T00:00:00.000Z req=000000000000 %s\n" % marks[hosts[0]])
    marks["web2"] = marks["web1"]
    for scene, cert in (("true", "loghost"), ("stranger", "stranger-loghost"), ("laptop", "laptop")):
        trap = Trap(cert)
        running = []
        try:
            for host in HOSTS:
                folder = "%s/%s" % (WORK, host)
                shutil.rmtree(folder, ignore_errors=True)
                os.makedirs(folder + "/spool")
                with open(folder + "/rsyslog.conf", "w") as file:
                    file.write('global(workDirectory="%s/spool" localHostname="%s")\n'
                               'if $programname == "rsyslogd" then stop\n'
                               'include(file="%s/*.conf" mode="optional")\n' % (folder, host, machine_files(host)))
                running.append(subprocess.Popen(["rsyslogd", "-n", "-f", folder + "/rsyslog.conf", "-i", folder + "/pid"], stdin=subprocess.DEVNULL,
                                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

            def seen(data, host):
                text = data.decode(errors="replace")
                return any(host in entry and marks[host] in entry for entry in text.splitlines())

            deadline = time.monotonic() + 6
            while time.monotonic() < deadline:
                if all(seen(trap.inside, host) or seen(trap.plain, host) for host in HOSTS):
                    time.sleep(0.8)   # time for the same line to come in plain text too
                    break
                if scene != "true" and trap.tried >= sum(found["true"][host]["tls"] for host in HOSTS):
                    time.sleep(1.2)
                    break
                time.sleep(0.1)
            found[scene] = {host: dict(
                tls=seen(trap.inside, host), plain=seen(trap.plain, host),
                name=next((name for name, text in trap.names if any(host in entry and marks[host] in entry for entry in text.splitlines())), None))
                for host in HOSTS}
        finally:
            for process in running:
                process.kill()
            for process in running:
                process.wait()
            trap.close()
        if scene == "true" and not any(found["true"][host]["tls"] for host in HOSTS):
            break
    return found


# --- rehearsals of rotation ----------------------------------------------------------------------

def play_rotation(host):
    """The service writes as fast as it can while its log is rotated four times. How many of its lines are left?"""
    folder = "%s/%s/logrotate.d" % (MACHINES, host)
    shutil.rmtree("/var/log/shop", ignore_errors=True)
    os.makedirs("/var/log/shop", mode=0o755)
    work = WORK + "/rotation"
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    with open(work + "/logrotate.conf", "w") as file:
        file.write("weekly\nrotate 4\ncreate\ninclude %s\n" % folder)
    os.chmod(work + "/logrotate.conf", 0o644)

    def logrotate(*options):
        return subprocess.run(["logrotate", "-s", work + "/state"] + list(options) + [work + "/logrotate.conf"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=30)

    service = subprocess.Popen([sys.executable, "/opt/sillon/service.py", "burst", work + "/count"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + 8
        current = "/var/log/shop/access.log"
        while not (os.path.exists(current) and os.path.getsize(current) > 1000) and time.monotonic() < deadline:
            time.sleep(0.05)
        plan = logrotate("-d").stdout
        block = re.search(r"rotating pattern: ([^\n]*/var/log/shop/[^(]*\([^)]*\))", plan)
        result = dict(block=" ".join(block.group(1).split()) if block else "", errors=[row for row in plan.splitlines() if row.startswith("error:")][:3])
        said = []
        for _ in range(4):
            done = logrotate("-f")
            if done.returncode:
                said += [row for row in done.stdout.splitlines() if row.startswith("error:")] or done.stdout.splitlines()[-1:]
            time.sleep(0.15)
        result["said"] = said[:3]
        size = os.path.getsize(current) if os.path.exists(current) else -1
        inode = os.stat(current).st_ino if size >= 0 else 0
        time.sleep(0.3)
        result["grows"] = os.path.exists(current) and (os.path.getsize(current) > size or os.stat(current).st_ino != inode)
        result["alive"] = service.poll() is None
        if result["alive"]:
            os.kill(service.pid, signal.SIGTERM)
            service.wait(timeout=10)
    finally:
        with contextlib.suppress(OSError):
            os.killpg(service.pid, signal.SIGKILL)
        service.wait()
    try:
        with open(work + "/count") as file:
            total = int(file.read())
    except (OSError, ValueError):
        total = 0
    kept = bytearray(total + 2)
    files = sorted(os.listdir("/var/log/shop"))
    for name in files:
        path = "/var/log/shop/" + name
        opener = gzip.open if name.endswith(".gz") else open
        try:
            with opener(path, "rb") as file:
                for row in file:
                    if row[:2] == b"n=" and len(row) > 40:
                        number = int(row[2:10])
                        if number <= total:
                            kept[number] = 1
        except (OSError, EOFError, ValueError):
            pass
    result.update(total=total, lost=total - sum(kept[1:total + 1]), files=files)
    shutil.rmtree("/var/log/shop", ignore_errors=True)
    return result
