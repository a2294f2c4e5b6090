"""What the checks share: the state as its keeper has it, the hosting as it is, and what Terraform would do with the learner's files."""
import copy
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

SEED, SALE, RUN = "{{seed}}", "{{sale}}", "{{run}}"
OLD, TIMEOUT, ITALY = "203.0.113.{{old}}", {{timeout}}, "{{italy}}"
PROJECT = "/home/learner/infra"
ADDRESS = "http://state:8000/shop"
SHOPS = {"fr": ("web1", 5), "de": ("web2", TIMEOUT), "nl": ("web1", 5)}


def stop(code, **said):
    for name, value in said.items():
        print("::set %s=%s" % (name, re.sub(r"[\s`]+", " ", str(value)).strip()[:200]))
    sys.exit(code)


def get(url, code):
    """The answer as an object, None where there is nothing; ends with CODE where nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=8) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError:
        return None
    except (OSError, ValueError):
        stop(code, service=re.sub(r"^http://([a-z]+).*", r"\1", url))


def made_id(prefix, name):
    return "%s-%s" % (prefix, hashlib.sha256(("%s %s %s" % (SEED, prefix, name)).encode()).hexdigest()[:8])


class World:
    def __init__(self, unreachable):
        self.state = get(ADDRESS, unreachable)
        self.records = get("http://hosting:8080/api/records", unreachable)
        self.sites = get("http://hosting:8080/api/sites", unreachable)
        self.trash = get("http://hosting:8080/api/trash", unreachable)
        if self.records is None or self.sites is None or self.trash is None:
            stop(unreachable, service="hosting")
        self.ids = {thing["id"]: thing for thing in self.records + self.sites}

    def record(self, name):
        return next((one for one in self.records if one["name"] == name), None)

    def site(self, name):
        return next((one for one in self.sites if one["host"] == name + ".sillon.example"), None)

    def objects(self):
        """What the state holds: address, module, attributes."""
        found = []
        for one in (self.state or {}).get("resources", []):
            if one.get("mode") != "managed":
                continue
            for instance in one.get("instances", []):
                index = "" if "index_key" not in instance else "[%s]" % json.dumps(instance["index_key"])
                module = one.get("module", "")
                found.append({"address": (module + "." if module else "") + "%s.%s%s" % (one["type"], one["name"], index),
                              "module": module, "type": one["type"], "attributes": instance.get("attributes") or {}})
        return found


class Plan:
    """What `terraform plan` says to a copy of the learner's files and of the state."""

    def __init__(self, state, broken, changed=None):
        self.folder = tempfile.mkdtemp(prefix="plan-")
        try:
            shutil.copytree(PROJECT, self.folder + "/copy", ignore=shutil.ignore_patterns(".terraform", ".git", "*.tfstate", "*.tfstate.*", "*.swp", "*~"))
            os.chdir(self.folder + "/copy")
            with open("zz_checker_override.tf", "w") as file:
                file.write('terraform {\n  backend "local" {}\n}\n')
            state = copy.deepcopy(state)
            if state is not None:
                if changed:
                    changed(state)
                with open("terraform.tfstate", "w") as file:
                    json.dump(state, file)
            self.run(broken, "init", "-input=false", "-no-color")
            self.exit = self.run(broken, "plan", "-input=false", "-no-color", "-lock=false", "-detailed-exitcode", "-out=made.tfplan",
                                 *(["-refresh=false"] if changed else []))
            shown = json.loads(self.run(broken, "show", "-json", "made.tfplan", quiet=True))
        finally:
            os.chdir("/")
            shutil.rmtree(self.folder, ignore_errors=True)
        self.changes = shown.get("resource_changes") or []
        self.root = (shown.get("configuration") or {}).get("root_module") or {}

    def run(self, broken, *words, quiet=False):
        try:
            ran = subprocess.run(("terraform",) + words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True, errors="replace", timeout=80, env={
                                     "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "TF_IN_AUTOMATION": "1",
                                     "TF_CLI_CONFIG_FILE": "/etc/terraform.rc", "CHECKPOINT_DISABLE": "1"})
        except subprocess.TimeoutExpired:
            stop(broken, error="terraform %s took too long on this busy machine; check again" % words[0])
        if quiet and ran.returncode == 0:
            return ran.stdout
        print(ran.stdout[-6000:])
        if ran.returncode not in (0, 2):
            stop(broken, error=first_error(ran.stdout))
        return ran.returncode

    def of(self, which):
        """The change of the object with this id."""
        return next((one for one in self.changes if ((one["change"].get("before") or {}).get("id")) == which), None)


def first_error(output):
    found = re.search(r"Error: (.+)", output)
    if not found:
        lines = [line for line in output.splitlines() if line.strip()]
        return lines[-1] if lines else "no output"
    where = re.search(r"on (\S+) line (\d+)", output[found.start():])
    return found[1].strip() + (" (%s, line %s)" % where.groups() if where else "")


def deed(change):
    actions = change["change"]["actions"]
    if "delete" in actions and "create" in actions:
        return "replace"
    return actions[0]


def differs(change):
    before, after = change["change"].get("before") or {}, change["change"].get("after") or {}
    return sorted(key for key in set(before) | set(after) if before.get(key) != after.get(key))


def first_change(plan):
    """The first thing that the plan would do, the worst first."""
    order = {"delete": 0, "replace": 1, "update": 2, "create": 3}
    found = sorted((one for one in plan.changes if deed(one) in order), key=lambda one: order[deed(one)])
    return found[0] if found else None


def source_of(plan, address):
    """Where the code of the module with this address lies, as in ./modules/shop."""
    names = re.findall(r"module\.([^.\[]+)", address)
    here, path = plan.root, "."
    for name in names:
        call = (here.get("module_calls") or {}).get(name) or {}
        path = os.path.normpath(os.path.join(path, call.get("source") or "?"))
        here = call.get("module") or {}
    return path
