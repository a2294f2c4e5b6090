#!/usr/bin/env python3
"""Makes the images that a lab's engine loads, in the format of `docker save`: programs of Debian with their libraries, and busybox."""
import glob
import hashlib
import io
import json
import os
import platform
import re
import subprocess
import sys
import tarfile

OUT = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
MADE = 1767225600                                   # folders and images: 2026-01-01
WHEN = "2026-01-01T00:00:00Z"
ARCH = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
MERGED = (("/lib64", "/usr/lib64"), ("/lib", "/usr/lib"), ("/bin", "/usr/bin"), ("/sbin", "/usr/sbin"))


def canonical(path):
    for old, new in MERGED:
        if path == old or path.startswith(old + "/"):
            return new + path[len(old):]
    return path


class Layer:
    def __init__(self, command, below=()):
        self.command = command
        self.entries = {}                           # path → (kind, content or source, mode, uid, gid)
        self.below = set().union(*(layer.entries for layer in below))

    def put(self, path, kind, what=None, mode=0o644, uid=0, gid=0):
        path = canonical(path)
        parent = os.path.dirname(path)
        if parent != "/" and parent not in self.entries and parent not in self.below:
            self.put(parent, "dir", mode=0o755)
        if path not in self.below:
            self.entries.setdefault(path, (kind, what, mode, uid, gid))

    def dir(self, path, mode=0o755, uid=0, gid=0):
        self.put(path, "dir", mode=mode, uid=uid, gid=gid)

    def text(self, path, content, mode=0o644):
        self.put(path, "text", content.encode(), mode)

    def link(self, path, to):
        self.put(path, "link", to, 0o777)

    def add(self, path, but=r"(?!)"):
        """A path of this machine, with what it points to and the libraries it needs."""
        if re.search(but, path) or canonical(path) in self.entries or canonical(path) in self.below:
            return
        if os.path.islink(path):
            to = os.readlink(path)
            self.link(path, to)
            self.add(os.path.normpath(os.path.join(os.path.dirname(canonical(path)), to)), but)
        elif os.path.isdir(path):
            self.dir(path)
            for name in sorted(os.listdir(path)):
                self.add(path + "/" + name, but)
        elif os.path.isfile(path):
            self.put(path, "file", path, 0o755 if os.access(path, os.X_OK) else 0o644)
            with open(path, "rb") as file:
                if file.read(4) == b"\x7fELF":
                    told = subprocess.run(["ldd", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
                    for library in re.findall(r"(/\S+) \(0x", told):
                        self.add(library)
        else:
            sys.exit("no such path: " + path)

    def all(self, *patterns, but=r"(?!)"):
        for pattern in patterns:
            found = sorted(glob.glob(pattern))
            if not found:
                sys.exit("nothing matches " + pattern)
            for path in found:
                self.add(path, but)

    def tar(self):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for path in sorted(self.entries):
                kind, what, mode, uid, gid = self.entries[path]
                info = tarfile.TarInfo(path.lstrip("/"))
                info.mtime, info.mode, info.uid, info.gid = MADE, mode, uid, gid
                data = None
                if kind == "dir":
                    info.type = tarfile.DIRTYPE
                elif kind == "link":
                    info.type, info.linkname = tarfile.SYMTYPE, what
                else:
                    if kind == "file":
                        info.mtime = int(os.stat(what).st_mtime)    # Python's compiled files name the time of their source
                        with open(what, "rb") as file:
                            what = file.read()
                    info.size, data = len(what), io.BytesIO(what)
                tar.addfile(info, data)
        return raw.getvalue()


def read(name):
    with open(os.path.join(HERE, name)) as file:
        return file.read()


# --- the layers

base = Layer("busybox and the C library")
for old, new in MERGED:
    base.dir(new)
    base.entries[old] = ("link", new.lstrip("/"), 0o777, 0, 0)
base.add("/bin/busybox")
for applet in subprocess.run(["busybox", "--list"], stdout=subprocess.PIPE, text=True, check=True).stdout.split():
    if applet not in ("busybox", "setpriv"):        # postgres brings a larger one
        base.link("/usr/bin/" + applet, "busybox")
for library in re.findall(r"(/\S+) \(0x", subprocess.run(["ldd", "/usr/bin/env"], stdout=subprocess.PIPE, text=True, check=True).stdout):
    base.add(library)
for name in ("libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libresolv.so.2", "libnss_files.so.2", "libnss_dns.so.2"):
    for path in glob.glob("/lib/*/" + name):
        base.add(path)
base.text("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nredis:x:999:999::/data:/bin/false\npostgres:x:998:998::/var/lib/postgresql:/bin/sh\n"
                         "nginx:x:101:101::/nonexistent:/bin/false\nshop:x:10001:10001::/srv/shop:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n")
base.text("/etc/group", "root:x:0:\nredis:x:999:\npostgres:x:998:\nnginx:x:101:\nshop:x:10001:\nnogroup:x:65534:\n")
base.text("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n")
for path in ("/dev", "/etc", "/home", "/proc", "/run", "/srv", "/sys", "/var"):
    base.dir(path)
base.dir("/root", 0o700)
base.dir("/tmp", 0o1777)
base.dir("/var/tmp", 0o1777)
base.link("/var/run", "../run")

nginx = Layer("nginx", [base])
nginx.all("/usr/sbin/nginx", "/etc/nginx/mime.types")
nginx.text("/etc/nginx/nginx.conf", read("nginx.conf"))
nginx.text("/etc/nginx/conf.d/default.conf", read("default.conf"))
nginx.text("/usr/share/nginx/html/index.html", "<h1>Welcome to nginx</h1>\n")
for path in ("/var/log/nginx", "/var/lib/nginx", "/etc/nginx/modules-enabled"):
    nginx.dir(path)

redis = Layer("redis", [base])
redis.all("/usr/bin/redis-server", "/usr/bin/redis-cli")
redis.dir("/data", uid=999, gid=999)

postgres = Layer("postgres", [base])
postgres.all("/usr/lib/postgresql/15/bin/*", but=r"/(pg_upgrade|pg_basebackup|pg_rewind|pg_waldump|pgbench|pg_verifybackup|pg_receivewal|pg_recvlogical|pg_test_\w+)$")
postgres.all("/usr/lib/postgresql/15/lib/*.so", but=r"llvmjit|libpgfeutils")
postgres.all("/usr/share/postgresql/15/*", but=r"/(extension|man|locale)$")
postgres.all("/usr/share/postgresql/15/extension/plpgsql*", "/usr/bin/setpriv")
for path in ("/usr/share/zoneinfo/UTC", "/usr/share/zoneinfo/GMT"):
    if os.path.exists(path):
        postgres.add(path)
postgres.text("/usr/local/bin/docker-entrypoint.sh", read("postgres-entrypoint"), 0o755)
postgres.dir("/var/lib/postgresql", uid=998, gid=998)
postgres.dir("/var/lib/postgresql/data", 0o700, 998, 998)
postgres.dir("/run/postgresql", 0o3777, 998, 998)
for name in ("initdb", "pg_ctl", "pg_dump", "pg_isready", "pg_restore", "postgres", "psql"):
    postgres.link("/usr/local/bin/" + name, "/usr/lib/postgresql/15/bin/" + name)

UNUSED = r"/(test|tests|idlelib|lib2to3|ensurepip|tkinter|turtledemo|pydoc_data|config-3[^/]*|EXTERNALLY-MANAGED|_sysconfigdata\w*test\w*)$"
slim = Layer("python 3.11", [base])
slim.all("/usr/bin/python3.11", "/usr/bin/python3", "/usr/lib/python3.11", but=UNUSED)
slim.link("/usr/bin/python", "python3")
slim.dir("/usr/lib/python3/dist-packages")
slim.dir("/usr/local/lib/python3.11/dist-packages")

drivers = Layer("the database driver, and the user shop", [base, slim])
drivers.all("/usr/lib/python3/dist-packages/psycopg2", "/usr/lib/python3/dist-packages/psycopg2-*")

# The large Python: the compiler, the headers, pip, and what else a developer may like to have.
large = Layer("gcc, headers, pip", [base, slim])
gcc = os.path.dirname(subprocess.run(["gcc-12", "-print-prog-name=cc1"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
large.all("/usr/bin/gcc-12", "/usr/bin/*-gcc-12", "/usr/bin/as", "/usr/bin/ld", "/usr/bin/ar", "/usr/bin/strip", "/usr/bin/objdump", "/usr/bin/readelf")
large.all(gcc + "/*", but=r"/(lto1|plugin|lib[atu]san\w*\..*|liblsan.*|libgcov\.a|libitm.*|libubsan.*|g\+\+-mapper-server)$")
large.link("/usr/bin/gcc", "gcc-12")
large.link("/usr/bin/cc", "gcc-12")
large.all("/usr/include", "/usr/lib/*/crt*.o", "/usr/lib/*/Scrt1.o", "/usr/lib/*/libc.so", "/usr/lib/*/libc_nonshared.a", "/usr/lib/*/libm.so",
          "/lib/*/libgcc_s.so.1")
for path in glob.glob("/usr/lib/*/libmvec.so*"):
    large.add(path)
large.all("/usr/lib/python3/dist-packages/pip", "/usr/lib/python3/dist-packages/setuptools", "/usr/lib/python3/dist-packages/pkg_resources",
          "/usr/lib/python3/dist-packages/wheel", "/usr/lib/python3/dist-packages/_distutils_hack", "/usr/lib/python3/dist-packages/*.egg-info",
          "/usr/lib/python3/dist-packages/pip-*", "/usr/bin/pip3", "/usr/bin/pip", but=r"psycopg2|/tests?$")


# --- the images

def image(tag, layers, **config):
    config.setdefault("Env", []).insert(0, "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    return {"tag": tag, "layers": layers, "config": config}


PYTHON = {"Cmd": ["python3"]}
SETS = {
    "stack": [
        image("busybox:1.35", [base], Cmd=["sh"]),
        image("nginx:1.22", [base, nginx], Cmd=["nginx", "-g", "daemon off;"], ExposedPorts={"80/tcp": {}}, StopSignal="SIGQUIT"),
        image("redis:7.0", [base, redis], Cmd=["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/data"], User="redis",
              WorkingDir="/data", Volumes={"/data": {}}, ExposedPorts={"6379/tcp": {}}),
        image("postgres:15", [base, postgres], Entrypoint=["docker-entrypoint.sh"], Cmd=["postgres"], StopSignal="SIGINT",
              Env=["PGDATA=/var/lib/postgresql/data"], Volumes={"/var/lib/postgresql/data": {}}, ExposedPorts={"5432/tcp": {}}),
        image("sillon/python:3.11", [base, slim, drivers], **PYTHON),
    ],
    "build": [
        image("busybox:1.35", [base], Cmd=["sh"]),
        image("python:3.11-slim", [base, slim], **PYTHON),
        image("python:3.11", [base, slim, large], **PYTHON),
    ],
}

os.makedirs(OUT, exist_ok=True)
tars = {}
for name, images in SETS.items():
    squeeze = subprocess.Popen(["zstd", "-q", "-17", "-T2", "-f", "-o", "%s/%s.tar.zst" % (OUT, name)], stdin=subprocess.PIPE)
    manifest, written = [], set()
    with tarfile.open(fileobj=squeeze.stdin, mode="w|", format=tarfile.GNU_FORMAT) as save:
        def keep(path, data):
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(data), MADE
            save.addfile(info, io.BytesIO(data))

        for one in images:
            files, history, diffs = [], [], []
            for layer in one["layers"]:
                data = tars.get(id(layer)) or layer.tar()
                tars[id(layer)] = data
                digest = hashlib.sha256(data).hexdigest()
                if digest not in written:
                    keep(digest + "/layer.tar", data)
                    written.add(digest)
                files.append(digest + "/layer.tar")
                diffs.append("sha256:" + digest)
                history.append({"created": WHEN, "created_by": "COPY " + layer.command})
            history.append({"created": WHEN, "created_by": "CMD %s" % json.dumps(one["config"].get("Cmd")), "empty_layer": True})
            config = json.dumps({"architecture": ARCH, "os": "linux", "created": WHEN, "config": one["config"], "history": history,
                                 "rootfs": {"type": "layers", "diff_ids": diffs}}, sort_keys=True).encode()
            keep(hashlib.sha256(config).hexdigest() + ".json", config)
            manifest.append({"Config": hashlib.sha256(config).hexdigest() + ".json", "RepoTags": [one["tag"]], "Layers": files})
            print(one["tag"], *("%s %.1f MB" % (layer.command, len(tars[id(layer)]) / 1e6) for layer in one["layers"]), sep=", ")
        keep("manifest.json", json.dumps(manifest).encode())
    squeeze.stdin.close()
    if squeeze.wait():
        sys.exit("zstd failed")
    print(name, "%.1f MB packed" % (os.path.getsize("%s/%s.tar.zst" % (OUT, name)) / 1e6))
