"""What the checks share: the rules as they were agreed, applied to a tree of files, and the pipeline of main tried on planted mistakes."""
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, "/opt/checkov/lib/python3.11/site-packages")
PROJECT, REMOTE, NOTES = "/home/learner/platform", "git://git/platform.git", "/var/lib/lab"
ENV = {"PATH": "/opt/lab/bin:/usr/local/bin:/usr/bin:/bin", "HOME": "/home/learner", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def stop(code, **said):
    for name, value in said.items():
        print("::set %s=%s" % (name, re.sub(r"[\s`]+", " ", str(value)).strip()[:200]))
    sys.exit(code)


def run(words, folder, timeout=200):
    """As the unprivileged user: exit code and output."""
    try:
        ran = subprocess.run(["setpriv", "--reuid=learner", "--regid=learner", "--clear-groups", "--"] + words, cwd=folder, env=ENV,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=timeout)
    except subprocess.TimeoutExpired:
        return 124, "it took more than %d s" % timeout
    return ran.returncode, ran.stdout


class Tree:
    """A copy of files that checks may add to."""

    def __init__(self, source):
        self.folder = tempfile.mkdtemp(prefix="tree-")
        shutil.copytree(source, self.folder, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns(".git", "*.swp", "*~", "__pycache__"))
        self.own()

    def own(self):
        subprocess.run(["chown", "-R", "learner:learner", self.folder], check=True)

    def add(self, files):
        for name, text in files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
        self.own()

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        try:
            with open(self.path(name), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def digest(self, only=None):
        digest = hashlib.sha256()
        for folder, folders, names in os.walk(self.folder):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if only and not re.search(only, os.path.relpath(path, self.folder)):
                    continue
                digest.update(os.path.relpath(path, self.folder).encode() + b"\0")
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        digest.update(hashlib.sha256(file.read()).digest())
        return digest.hexdigest()


def remembered(key, make):
    """The same files give the same answer: it is made once."""
    os.makedirs(NOTES, mode=0o700, exist_ok=True)
    path = os.path.join(NOTES, hashlib.sha256(key.encode()).hexdigest()[:24])
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    answer = make()
    with open(path + ".new", "w") as file:
        json.dump(answer, file)
    os.rename(path + ".new", path)
    return answer


def findings(tree):
    """What the agreed rules say: [{rule, resource, file, skipped, reason}], whatever the project's own settings are."""
    def make():
        shutil.rmtree(tree.path("ci"), ignore_errors=True)
        if os.path.exists(tree.path(".checkov.yaml")):
            os.remove(tree.path(".checkov.yaml"))
        # `quiet` would leave out what was set aside
        with open("/opt/lab/policy.yaml") as agreed, tempfile.NamedTemporaryFile("w", suffix=".yaml") as rules:
            rules.write("".join(line for line in agreed if not line.startswith("quiet:")))
            rules.flush()
            os.chmod(rules.name, 0o644)
            code, output = run(["checkov", "-d", ".", "--config-file", rules.name, "-o", "json"], tree.folder)
        try:
            reports = json.loads(output[output.index(min((c for c in "[{" if c in output), key=output.index)):])
        except (ValueError, IndexError):
            print(output[-2000:])
            raise SystemExit(125)
        found = []
        for report in reports if isinstance(reports, list) else [reports]:
            for kind in ("failed_checks", "skipped_checks"):
                for one in (report.get("results") or {}).get(kind, []):
                    reason = (one.get("check_result") or {}).get("suppress_comment") or ""
                    found.append({"rule": one["check_id"], "resource": one["resource"].strip("/."), "file": one["file_path"].lstrip("/"),
                                  "skipped": kind == "skipped_checks", "reason": "" if reason == "No comment provided" else reason})
        return found

    return remembered("findings " + tree.digest(r"^(?!ci/|\.checkov\.ya?ml$).*(\.tf|\.tf\.json|\.ya?ml|\.json|Dockerfile[^/]*)$"), make)


def price():
    spec = importlib.util.spec_from_file_location("cost", "/opt/lab/cost.py")
    cost = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cost)
    return cost


def terraform(tree, code):
    """All resources of the .tf files, or stops where one cannot be read."""
    import glob

    import hcl2
    for path in sorted(glob.glob(os.path.join(tree.folder, "*.tf"))):
        try:
            with open(path, encoding="utf-8") as file:
                hcl2.load(file)
        except Exception as error:
            line = re.search(r"line (\d+)", str(error))
            stop(code, file=os.path.basename(path), line=line[1] if line else "?")
    return list(price().resources(tree.folder))


def main(code):
    """What lies on main of the server, and its commit."""
    folder = tempfile.mkdtemp(prefix="main-")
    try:
        got = subprocess.run(["git", "clone", "-q", "--depth", "1", "-b", "main", REMOTE, folder + "/main"], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
        if got.returncode:
            print(got.stdout)
            stop(code)
        return Tree(folder + "/main")
    except subprocess.TimeoutExpired:
        stop(code)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pipeline(tree, what, planted):
    """Exit code and end of the pipeline's output, for this tree with these files planted in it."""
    def make():
        with Tree(tree.folder) as copy:
            copy.add(planted)
            code, output = run(["sh", "ci/pipeline.sh"], copy.folder)
            return [code, output[-1500:]]

    return remembered("pipeline %s %s" % (what, tree.digest()), make)


BUCKET = {"planted.tf": """resource "aws_s3_bucket" "planted" {
  bucket = "sillon-planted"
}

resource "aws_s3_bucket_acl" "planted" {
  bucket = aws_s3_bucket.planted.id
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "planted" {
  bucket                  = aws_s3_bucket.planted.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"""}
IMAGE = {"images/planted/Dockerfile": """FROM debian:bookworm-slim
RUN useradd --uid 10002 planted
USER planted
RUN true
USER root
CMD ["sleep", "infinity"]
"""}
POD = {"k8s/planted.yaml": """apiVersion: v1
kind: Pod
metadata:
  name: planted
  namespace: shop
spec:
  containers:
    - name: planted
      image: registry.sillon.example/planted:1.0.0
      securityContext:
        privileged: true
        allowPrivilegeEscalation: true
"""}
MACHINE = {"planted.tf": """resource "aws_instance" "planted" {
  ami           = "ami-0d3c8a1f5a7b9e210"
  instance_type = "m5.8xlarge"
}
"""}
