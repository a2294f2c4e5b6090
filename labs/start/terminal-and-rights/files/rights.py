"""What the checks of this lab have in common. They try as each user: who may, and who must not."""
import contextlib
import grp
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import urllib.request

SHOP, KEY = "/srv/forge/shop", "/srv/forge/keys/registry.key"
TEAM, MATE, INES = "{{team}}", "{{mate}}", "ines"
DEVELOPERS = (INES, MATE)
OTHERS = ("tomas", "jonas", "shop", "nobody")
POWER = ("sudo", "ops", "root", "adm", "shadow", "disk", "wheel", "admin")
RESTART = "/usr/sbin/service shop restart"


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        print("::set %s=%s" % (name, re.sub(r"[\s`]+", " ", str(value)).strip()[:140]))
    sys.exit(code)


# --- as someone else ---------------------------------------------------------------------------------

def become(user, function, *args):
    """What the function returns in a process that is this user, with the groups of a new login."""
    entry = pwd.getpwnam(user)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            os.chdir("/")
            os.initgroups(user, entry.pw_gid)
            os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
            os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
            with os.fdopen(write, "w") as out:
                json.dump(function(*args), out)
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as result:
        said = result.read()
    os.waitpid(child, 0)
    return json.loads(said)


def umask_of(user):
    """The umask that this user has at a terminal: in a new login, in an interactive shell. None if there is no login."""
    try:
        tried = subprocess.run(["su", "-", user, "-c", "bash -ic 'HISTFILE=; umask'"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=20, start_new_session=True)
    except subprocess.TimeoutExpired:
        return None
    found = re.findall(r"^([0-7]{3,4})\s*$", tried.stdout, re.M)
    return int(found[-1], 8) if found else None


def attempt(function, *args):
    try:
        function(*args)
        return True
    except OSError:
        return False


def write_file(path, text="one\n"):
    with open(path, "a") as file:
        file.write(text)


def tree():
    """The shared folder and what is in it; what a check of another moment is trying there does not count."""
    found = [SHOP]
    for folder, folders, names in os.walk(SHOP):
        folders[:] = sorted(f for f in folders if not f.startswith(".trial-"))
        found += [os.path.join(folder, name) for name in folders + sorted(names) if not name.startswith(".trial-")]
    return [path for path in found if not os.path.islink(path)]


def may_not(paths, how):
    """The first path that this process may not read (or write)."""
    for path in paths:
        if not os.access(path, how | (os.X_OK if os.path.isdir(path) else 0)):
            return path
    return None


def may(paths, how):
    """The first path that this process may read (or write)."""
    for path in paths:
        if os.access(path, how):
            return path
    return None


def shown(path):
    """As ls shows it."""
    try:
        state = os.lstat(path)
    except OSError:
        return "?"
    import stat

    def name(look, number):
        try:
            return look(number)[0]
        except KeyError:
            return str(number)
    return "%s %s %s" % (stat.filemode(state.st_mode), name(pwd.getpwuid, state.st_uid), name(grp.getgrgid, state.st_gid))


@contextlib.contextmanager
def untouched(folders):
    """Whatever is tried in these folders is gone afterwards, and the folders look as before."""
    times = {}
    for folder in folders:
        state = os.stat(folder)
        times[folder] = (state.st_atime_ns, state.st_mtime_ns)
    try:
        yield ".trial-%d-" % os.getpid()
    finally:
        for folder in folders:
            for name in os.listdir(folder):
                if name.startswith(".trial-%d-" % os.getpid()):
                    path = os.path.join(folder, name)
                    if os.path.isdir(path) and not os.path.islink(path):
                        shutil.rmtree(path, ignore_errors=True)
                    else:
                        os.unlink(path)
            os.utime(folder, ns=times[folder])


# --- rules that hold in every task -------------------------------------------------------------------

def groups_of(user):
    try:
        return {grp.getgrgid(g).gr_name for g in os.getgrouplist(user, pwd.getpwnam(user).pw_gid)}
    except KeyError:
        return set()


def nothing_given_away(codes):
    """codes: power, stranger, open, outsider, key, closed: the exit codes of the calling check."""
    for user in DEVELOPERS:
        for group in POWER:
            if group in groups_of(user):
                no(codes["power"], user=user, group=group)
    for user in OTHERS:
        if TEAM in groups_of(user):
            no(codes["stranger"], user=user)
    for user in DEVELOPERS + OTHERS:
        if become(user, os.access, KEY, os.R_OK) or become(user, os.access, KEY, os.W_OK):
            no(codes["key"], user=user, path=KEY)
    paths = tree()
    for user in OTHERS:
        path = become(user, may, paths, os.W_OK)
        if path:
            no(codes["open"], user=user, path=path, shown=shown(path))
    for user in OTHERS[:3]:
        path = become(user, may_not, paths, os.R_OK)
        if path:
            no(codes["closed"], user=user, path=path, shown=shown(path))
    return paths


# --- sudo --------------------------------------------------------------------------------------------

def sudo_allows(user, *command):
    return subprocess.run(["sudo", "-n", "-l", "-U", user, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, timeout=10).returncode == 0


def sudo_rules(user):
    """[(needs a password, command)] as sudo itself understands its files."""
    said = subprocess.run(["sudo", "-n", "-ll", "-U", user], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=10).stdout
    print(said)
    rules = []
    for entry in re.split(r"^Sudoers entry.*$", said, flags=re.M)[1:]:
        head, _, commands = entry.partition("Commands:")
        for command in commands.split("\n"):
            command = command.strip()
            if command:
                rules.append(("!authenticate" not in head, command))
    return rules


def page():
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(dict()))
    try:
        with opener.open("http://127.0.0.1:8080/version", timeout=4) as answer:
            return answer.read(100).decode(errors="replace").strip()
    except (OSError, ValueError):
        return None
