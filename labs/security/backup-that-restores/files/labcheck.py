"""What the checks share: what a snapshot really holds, and how the job behaves in bad nights. Lies in the checker only."""
import contextlib
import datetime
import fcntl
import gzip
import hashlib
import json
import lzma
import os
import re
import shutil
import signal
import subprocess
import sys
import time

HOME = "/mnt/home"                    # the learner's home, read only
SANDBOX = "/home/learner"             # a copy of it, in which the job is rehearsed
WORK = "/var/lib/work"
RESTIC = "/usr/lib/sillon/restic"
JOB = "backup/nightly-backup"
DAYS, WEEKS, MONTHS = {{days}}, {{weeks}}, {{months}}
SECRETS = {"backup-role-password": "{{db_password}}", "restic-password": "{{restic_password}}", "AWS_SECRET_ACCESS_KEY": "{{s3_secret}}"}
TABLES = ("customers", "records", "orders", "order_lines")
FACTS = """
SELECT 'customers', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') FROM customers t
UNION ALL SELECT 'records', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') FROM records t
UNION ALL SELECT 'orders', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') FROM orders t WHERE id <= %(upto)s
UNION ALL SELECT 'order_lines', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY order_id, line)), '') FROM order_lines t WHERE order_id <= %(upto)s
UNION ALL SELECT 'constraints', count(*), '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'newest', max(id), coalesce(to_char(max(placed_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS'), '') FROM orders WHERE id <= %(upto)s
"""
EVERYTHING = 2000000000


def no(code, /, **values):
    """Not yet: the code has its message in lab.yaml. Written as ::set name=value."""
    for name, value in values.items():
        print("::set %s=%s" % (name, " ".join(str(value).split()).replace("`", "'")[:160]))
    sys.exit(code)


@contextlib.contextmanager
def alone():
    """The scratch servers serve one check at a time."""
    os.makedirs(WORK, exist_ok=True)
    with open(WORK + "/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- notes ---------------------------------------------------------------------------------------

def note(name):
    try:
        with open(os.path.join(HOME, "backup", name), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return None


def field(text, name):
    found = re.search(r"^[\s*_>#-]*" + name + r"[^:\n]*:[*_` \t]*(.*?)[\s*_`]*$", text, re.I | re.M)
    return found.group(1).strip(" \t`'\"") if found else ""


# --- PostgreSQL ----------------------------------------------------------------------------------

def psql(server, sql, database="shop", seconds=30):
    """Rows of one query, as lists of text. None, if the server or the database cannot say."""
    where = {"scratch": ["-h", "/run/scratch", "-p", "5433", "-U", "postgres"],
             "rehearsal": ["-h", "/run/rehearsal", "-U", "postgres"]}.get(server) or ["-h", server, "-U", "checker"]
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database] + where, input=sql,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=seconds,
                          env=dict(os.environ, PGPASSWORD="{{checker_password}}", PGCONNECT_TIMEOUT="8"))
    if done.returncode != 0:
        print(done.stderr.strip()[-400:])
        return None
    return [line.split("\t") for line in done.stdout.splitlines() if line]


def facts(server, upto=EVERYTHING):
    rows = psql(server, FACTS % dict(upto=upto))
    return None if rows is None else {row[0]: [int(row[1] or 0), row[2]] for row in rows}


def differs(one, other):
    """The first table in which two sets of facts differ, or None."""
    for table in TABLES:
        if one[table] != other[table]:
            return table
    return "constraints" if one["constraints"] != other["constraints"] else None


# --- snapshots -----------------------------------------------------------------------------------

class Repository:
    def __init__(self, **env):
        self.env = dict(PATH="/usr/bin:/bin", HOME="/root", LANG="C.UTF-8", TZ="UTC", GOGC="50", **env)

    def run(self, *args, **kw):
        kw.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([RESTIC, "--no-lock"] + list(args), env=self.env, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                              timeout=kw.pop("timeout", 60), **kw)

    def snapshots(self):
        """All snapshots, oldest first. None, if the repository does not open."""
        done = self.run("snapshots", "--json")
        if done.returncode != 0:
            print(done.stderr.decode(errors="replace")[-600:])
            return None
        return sorted(json.loads(done.stdout) or [], key=lambda s: moment(s["time"]))


def real_repository():
    """The repository on `storage`, opened with the emergency key, or else with the first password of the job."""
    repo = None
    for password in ("{{emergency}}", "{{restic_password}}"):
        repo = Repository(RESTIC_REPOSITORY="s3:http://storage:8333/backups/shop", RESTIC_PASSWORD=password,
                          AWS_ACCESS_KEY_ID="admin", AWS_SECRET_ACCESS_KEY="{{s3_admin}}", RESTIC_CACHE_DIR=WORK + "/cache")
        found = repo.snapshots()
        if found is not None:
            return repo, found
    return repo, None


def history():
    with open("/var/lib/lab/history.json") as file:
        return json.load(file)


def moment(text):
    text = re.sub(r"(\.\d{1,6})\d*", lambda m: m.group(1).ljust(7, "0"), text).replace("Z", "+00:00")
    return datetime.datetime.fromisoformat(text).astimezone(datetime.timezone.utc)


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def holds(repo, snapshot):
    """What a snapshot holds: a kind (whole, empty, cut, part, nothing, directory, broken), a word about it, and the facts of a whole one."""
    listed = repo.run("ls", "--json", snapshot["id"])
    if listed.returncode != 0:
        return "broken", listed.stderr.decode(errors="replace").strip()[-200:], None
    nodes = [json.loads(line) for line in listed.stdout.decode().splitlines()]
    files = [node for node in nodes if node.get("type") == "file"]
    if any(node["name"] == "PG_VERSION" for node in files):
        return "directory", "", None
    if not files:
        return "nothing", "", None
    dump = max(files, key=lambda node: node.get("size", 0))
    if not dump.get("size"):
        return "empty", dump["name"], None
    work = os.path.join(WORK, "restore")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    try:
        toc = next((node for node in files if node["name"] == "toc.dat"), None)
        if toc:
            path = work + toc["path"].rsplit("/", 1)[0]
            done = repo.run("restore", snapshot["id"], "--target", work)
        else:
            path = work + "/dump"
            with open(path, "wb") as out:
                done = repo.run("dump", snapshot["id"], dump["path"], stdout=out)
        if done.returncode != 0:
            return "broken", done.stderr.decode(errors="replace").strip()[-200:], None
        subprocess.run(["chown", "-R", "postgres:postgres", work], check=True)
        os.chmod(work, 0o711)
        trouble = restore(path)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if trouble in ("empty", "cut", "nothing"):
        return trouble, dump["name"], None
    if trouble:
        return "broken", trouble, None
    there = {row[0] for row in psql("scratch", "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") or []}
    for table in TABLES:
        if table not in there:
            return "part", table, None
    known = facts("scratch")
    if known is None:
        return "broken", dump["name"], None
    return "whole", dump["name"], known


def restore(path):
    """A dump of any form goes into the scratch server. None, or what went wrong."""
    def tool(*argv, **kw):
        return subprocess.run(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] + list(argv), text=True, errors="replace",
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, **kw)

    for sql in ("DROP DATABASE IF EXISTS shop WITH (FORCE)", "CREATE DATABASE shop"):
        if psql("scratch", sql, "postgres") is None:
            raise SystemExit(125)   # our own fault
    server = ["-h", "/run/scratch", "-p", "5433", "-U", "postgres"]
    if os.path.isdir(path):
        done = tool("pg_restore", "--exit-on-error", "--no-owner", "--no-acl", "-d", "shop", *server, path)
        return last(done.stderr) if done.returncode else None
    with open(path, "rb") as file:
        head = file.read(512)
    try:
        for magic, opener in ((b"\x1f\x8b", gzip.open), (b"\xfd7zXZ", lzma.open)):
            if head.startswith(magic):
                with opener(path) as packed, open(path + ".plain", "wb") as plain:
                    shutil.copyfileobj(packed, plain)
                path += ".plain"
                os.chmod(path, 0o644)
                with open(path, "rb") as file:
                    head = file.read(512)
    except (OSError, EOFError, lzma.LZMAError) as error:
        return str(error)
    if not head:
        return "empty"
    if head.startswith(b"PGDMP") or head[257:262] == b"ustar":
        done = tool("pg_restore", "--exit-on-error", "--no-owner", "--no-acl", "-d", "shop", *server, path)
        return last(done.stderr) if done.returncode else None
    if b"PostgreSQL database dump" not in head:
        return "nothing"
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        begin = file.read(30000)
        file.seek(max(0, size - 400))
        end = file.read()
    if b"dump complete" not in end:
        return "cut"
    database = "shop"
    if re.search(rb"^\\connect ", begin, re.M):
        database = "postgres"
        psql("scratch", "DROP DATABASE IF EXISTS shop WITH (FORCE)", "postgres")
    done = tool("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", path, *server)
    return last(done.stderr) if done.returncode else None


def last(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def remembered(repo, snapshot):
    """`holds`, looked at once for each snapshot of the real repository."""
    path = "%s/facts-%s.json" % (WORK, snapshot["id"])
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError):
        pass
    with alone():
        found = holds(repo, snapshot)
    if found[0] == "whole":
        with open(path + ".new", "w") as file:
            json.dump(found, file)
        os.rename(path + ".new", path)
    return found


# --- secrets -------------------------------------------------------------------------------------

def open_secret():
    """A file in the learner's home that everybody may read and that holds a secret: its name and which. Or None."""
    def walk(folder):
        if not os.stat(folder).st_mode & 0o001:
            return
        for entry in os.scandir(folder):
            if entry.name == ".cache" or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from walk(entry.path)
            elif entry.is_file() and entry.stat().st_mode & 0o004 and entry.stat().st_size < 1000000:
                yield entry.path

    for path in walk(HOME):
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            continue
        for name, secret in SECRETS.items():
            if secret.encode() in content:
                return path.replace(HOME, "~"), name
    return None


# --- rehearsals ----------------------------------------------------------------------------------

IGNORE = (".cache", ".bash_history", ".viminfo", ".lesshst", ".psql_history", ".local", "runs.log", "findings.md", "drill.md", "README.md")


def fingerprint():
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(HOME):
        folders[:] = sorted(name for name in folders if name not in IGNORE)
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                if name in IGNORE or name.endswith((".log", ".swp", "~", ".sql.gz", ".dump")) or os.path.getsize(path) > 1000000:
                    continue
                with open(path, "rb") as file:
                    digest.update(os.path.relpath(path, HOME).encode() + b"\0" + file.read())
                digest.update(b"%o" % os.stat(path).st_mode)
            except OSError:
                digest.update(b"gone")
    return digest.hexdigest()[:24]


def rehearsed(*nights):
    """How the job behaves, as a dictionary of nights. Each is played once for each state of the learner's files."""
    with alone():
        path = "%s/played-%s.json" % (WORK, fingerprint())
        try:
            with open(path) as file:
                played = json.load(file)
        except (OSError, ValueError):
            played = {}
            for old in os.listdir(WORK):
                if old.startswith("played-"):
                    os.remove(os.path.join(WORK, old))
        if "missing" not in played and not set(nights) <= set(played):
            rehearse(played, nights)
            with open(path + ".new", "w") as file:
                json.dump(played, file)
            os.rename(path + ".new", path)
    for name, night in played.items():
        print(name, json.dumps(night)[:900])
    return played


def source(kind):
    """`db` of the rehearsals: good, locked (no password fits), or bad (one table cannot be read)."""
    data = "/var/lib/postgresql/rehearsal"
    for old, new in (("shop", "shop_good"), ("shop_bad", "shop")) if kind == "bad" else (("shop", "shop_bad"), ("shop_good", "shop")):
        names = {row[0] for row in psql("rehearsal", "SELECT datname FROM pg_database", "postgres")}
        if new not in names and old in names:
            psql("rehearsal", 'ALTER DATABASE "%s" RENAME TO "%s"' % (old, new), "postgres")
    wanted = "hba.scram" if kind == "locked" else "hba.trust"
    shutil.copyfile(os.path.join(data, wanted), os.path.join(data, "pg_hba.conf"))
    psql("rehearsal", "SELECT pg_reload_conf()", "postgres")
    for _ in range(100):
        open_door = subprocess.run(["psql", "-X", "-w", "-h", "127.0.0.1", "-U", "shop", "-d", "postgres", "-Atc", "SELECT 1"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        if open_door == (kind != "locked"):
            return
        time.sleep(0.1)
    raise SystemExit(125)


class Rehearsal:
    """A scratch repository, and one run of the job on it."""

    def __init__(self, name, start_from):
        self.folder = "%s/night-%s" % (WORK, name)
        self.path = self.folder + "/repo"
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        os.chmod(self.folder, 0o711)
        shutil.copytree(start_from, self.path)
        subprocess.run(["chown", "-R", "learner:learner", self.path], check=True)
        self.repo = Repository(RESTIC_REPOSITORY=self.path, RESTIC_PASSWORD="rehearsal", RESTIC_CACHE_DIR=self.folder + "/own")

    def run(self, mode=""):
        log, cache, out = (self.folder + "/" + name for name in ("log", "cache", "out"))
        for path in (log, out):
            with open(path, "w"):
                pass
        os.chmod(log, 0o666)
        os.mkdir(cache)
        shutil.chown(cache, "learner", "learner")
        with open(WORK + "/rehearsal.json", "w") as file:
            json.dump(dict(repo=self.path, log=log, cache=cache, mode=mode), file)
        os.chmod(WORK + "/rehearsal.json", 0o644)
        before = {s["id"] for s in self.repo.snapshots() or []}
        with open(out, "w") as output:
            try:
                job = subprocess.Popen(
                    ["setpriv", "--reuid=learner", "--regid=learner", "--init-groups", "--", os.path.join(SANDBOX, JOB)],
                    cwd=SANDBOX, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                    env=dict(HOME=SANDBOX, USER="learner", LOGNAME="learner", SHELL="/bin/sh", LANG="C.UTF-8", GOGC="50",
                             PATH="/usr/local/bin:/usr/bin:/bin"))
                code = job.wait(timeout=50)
            except subprocess.TimeoutExpired:
                code = "timeout"
            except OSError:
                code = 126
        if code != 126:
            with contextlib.suppress(OSError):
                os.killpg(job.pid, signal.SIGKILL)
            job.wait()
        with open(out, errors="replace") as file:
            said = file.read()
        after = self.repo.snapshots()
        if after is None:
            after, said = [], said + "\nthe repository does not open any more"
        with open(log) as file:
            asked = [json.loads(line) for line in file]
        self.new = [s for s in after if s["id"] not in before]
        return dict(code=code, said=said[-1500:], new=[s["id"] for s in self.new], gone=len(before - {s["id"] for s in after}),
                    kept=sorted(before & {s["id"] for s in after}), commands=[one["command"] for one in asked],
                    repos=sorted({one["repo"] for one in asked if one["repo"]}))


def base_repository():
    from fastkey import hurry
    base = WORK + "/base"
    if not os.path.exists(base + "/config"):
        shutil.rmtree(base, ignore_errors=True)
        empty = Repository(RESTIC_REPOSITORY=base, RESTIC_PASSWORD="rehearsal", RESTIC_CACHE_DIR=WORK + "/own")
        if empty.run("init", "-q").returncode != 0:
            raise SystemExit(125)
        hurry(base, ["rehearsal"])
    return base


def past(base, like):
    """A repository with snapshots of many nights, with host, path and tags of the one that the job has made. Made once for each such name.
    Its folder, the pack with the data of the newest one, and the ids of all."""
    folder = "%s/past-%s" % (WORK, hashlib.sha256(json.dumps([like, now().date().isoformat()]).encode()).hexdigest()[:16])
    try:
        with open(folder + ".json") as file:
            pack, mine = json.load(file)
        return folder, pack, mine
    except (OSError, ValueError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    repo = Repository(RESTIC_REPOSITORY=folder, RESTIC_PASSWORD="rehearsal", RESTIC_CACHE_DIR=WORK + "/own")
    backs = list(range(1, DAYS + 3))
    while len(backs) < DAYS + 2 + WEEKS + 2:
        backs.append(backs[-1] + 7)
    for _ in range(MONTHS + 2):
        backs.append(backs[-1] + 31)
    for back in reversed(backs):
        known = packs(folder + "/data") if back == 1 else set()
        copy_in(repo, like, now() - datetime.timedelta(days=back))
    pack = os.path.relpath(max(packs(folder + "/data") - known, key=os.path.getsize), folder)
    mine = [s["id"] for s in repo.snapshots()]
    with open(folder + ".json", "w") as file:
        json.dump([pack, mine], file)
    return folder, pack, mine


def parents(path):
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:n + 1]) for n in range(len(parts))]


def packs(folder):
    return {os.path.join(root, name) for root, _, names in os.walk(folder) for name in names}


def rehearse(played, nights):
    job = os.path.join(HOME, JOB)
    if not os.path.exists(job):
        played["missing"] = "gone"
        return
    if not os.stat(job).st_mode & 0o111:
        played["missing"] = "mode"
        return
    subprocess.run(["rm", "-rf", SANDBOX], check=True)
    shutil.copytree(HOME, SANDBOX, symlinks=True, ignore=shutil.ignore_patterns(".cache", "*.swp"))
    subprocess.run(["chown", "-R", "learner:learner", SANDBOX], check=True)
    os.chmod(SANDBOX, 0o755)
    try:
        base = base_repository()
        if "good" not in played:
            good_night(played, base)
        if played["good"]["code"] != 0 or not played["good"]["new"]:
            return
        # the same job, with months behind it
        like = played["good"]["like"]
        history, pack, mine = past(base, like)
        for name, kind, mode in (("refused", "locked", ""), ("broken", "bad", ""), ("unreachable", "good", "unreachable")):
            if name in nights and name not in played:
                source(kind)
                played[name] = Rehearsal(name, history).run(mode)
        source("good")
        if "usual" in nights and "usual" not in played:
            usual_night(played, history, mine, like)
        if "damaged" in nights and "damaged" not in played:
            damaged = Rehearsal("damaged", history)
            os.remove(os.path.join(damaged.path, pack))
            played["damaged"] = damaged.run()
    finally:
        source("good")
        for name in os.listdir(WORK):
            if name.startswith("night-"):
                shutil.rmtree(os.path.join(WORK, name), ignore_errors=True)
        with contextlib.suppress(OSError):
            os.remove(WORK + "/rehearsal.json")


def good_night(played, base):
    source("good")
    good = Rehearsal("good", base)
    night = played["good"] = good.run()
    if not good.new:
        return
    kind, word, known = holds(good.repo, good.new[-1])
    if kind == "whole":
        table = differs(known, facts("rehearsal"))
        if table:
            kind, word = "part", table
    night.update(holds=kind, word=word, like={name: good.new[-1].get(name) for name in ("hostname", "paths", "tags")})


def usual_night(played, history, mine, like):
    """What is left after a good night, and what would be left with the agreed rules."""
    plan = Rehearsal("plan", history)
    copy_in(plan.repo, like)
    forgotten = plan.repo.run("forget", "--dry-run", "--json", "--host", like["hostname"], "--keep-daily", str(DAYS),
                              "--keep-weekly", str(WEEKS), "--keep-monthly", str(MONTHS))
    wanted = set()
    for group in json.loads(forgotten.stdout.decode().strip().splitlines()[0]):
        wanted |= {s["id"] for s in group["keep"] or []} & set(mine)
    usual = Rehearsal("usual", history)
    night = usual.run()
    night["wanted"] = sorted(wanted)
    night["same"] = bool(usual.new) and [usual.new[-1]["hostname"], usual.new[-1]["paths"]] == [like["hostname"], like["paths"]] and not dated(like)
    unused = usual.repo.run("prune", "--dry-run", "--json")
    found = re.search(r"to delete:\s+(\d+) blobs", unused.stdout.decode())
    night["unused"] = int(found.group(1)) if found else 0
    played["usual"] = night


def dated(like):
    """Is today's date in the name? Then tomorrow's name is another."""
    words = " ".join([like["hostname"]] + like["paths"])
    return any(now().strftime(form) in words for form in ("%Y-%m-%d", "%Y%m%d", "%Y_%m_%d", "%d-%m-%Y", "%d%m%Y", "%y%m%d", "%Y-%j", "%A", "%a-"))


def copy_in(repo, like, when=None):
    """One more snapshot in the same group, as the job would make it."""
    path = like["paths"][0] if like.get("paths") else "/shop.sql.gz"
    command = [RESTIC, "--no-cache", "backup", "-q", "--force", "--host", like["hostname"]] + sum((["--tag", tag] for tag in like.get("tags") or []), [])
    if when:
        command += ["--time", when.strftime("%Y-%m-%d %H:%M:%S")]
    text = os.urandom(24000)
    if path.count("/") == 1:
        done = subprocess.run(command + ["--stdin", "--stdin-filename", path[1:]], env=repo.env, input=text, stdout=subprocess.DEVNULL, timeout=60)
    else:
        made = next((part for part in parents(path) if not os.path.exists(part)), None)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(os.path.join(path, "shop.sql.gz") if os.path.isdir(path) else path, "wb") as file:
            file.write(text)
        done = subprocess.run(command + [path], env=repo.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=60)
        if made:
            subprocess.run(["rm", "-rf", "--", made])
    if done.returncode != 0:
        raise SystemExit(125)
