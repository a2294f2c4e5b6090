"""Runs the learner's checkout here, with a bank of its own, sends it orders of which we know how they end, and sees what each does to
the metrics. With that, any traffic can be invented in the learner's own series."""
import glob
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

PROMETHEUS = "http://prometheus:9090"
KINDS = ("paid", "slow", "declined", "error")     # slow: paid, after 450 ms
SLOW = 0.45


def get(url, timeout=5):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read().decode()


def ask(query):
    return json.loads(get(PROMETHEUS + "/api/v1/query?query=" + urllib.request.quote(query)))["data"]["result"]


def stop(code, *said):
    for line in said:
        print(re.sub(r"[\s`]+", " ", line)[:160])
    sys.exit(code)


def targets():
    return json.loads(get(PROMETHEUS + "/api/v1/targets?state=active"))["data"]["activeTargets"]


def refused():
    return re.search(r"^prometheus_config_last_reload_successful 0", get(PROMETHEUS + "/metrics"), re.M) is not None


def checkout_target(found):
    """The target through which Prometheus reads the checkout's own metrics."""
    mine = [one for one in found if re.match(r"https?://checkout[:/]", one["scrapeUrl"])]
    mine.sort(key=lambda one: one["health"] != "up")
    return mine[0] if mine else None


class Bank(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        order = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        kind = str(order.get("customer", "")).split("-")[0]
        time.sleep(SLOW if kind == "slow" else 0.02)
        body = json.dumps({"paid": kind != "declined"}).encode()
        self.send_response(503 if kind == "error" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Broken(Exception):
    """The checkout does not run, or gives no metrics: .why is "start", "answer" or "metrics"; .said is the last line it printed."""

    def __init__(self, why, said=""):
        super().__init__(why)
        self.why, self.said = why, said


class Trial:
    """types: {name of a metric: its type}; made: {kind: {series: growth per order}}; new: series that appeared for new customers."""

    def __init__(self, target):
        self.port = self.free_port()
        place = re.match(r"https?://[^/:]+(?::(\d+))?(/[^?]*)?", target["scrapeUrl"] if target else "http://checkout:8080/metrics")
        port = int(place.group(1) or 80)
        self.metrics = "http://127.0.0.1:%d%s" % (self.port if port == 8080 else port, place.group(2) or "/metrics")
        bank = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bank)
        bank.daemon_threads = True
        threading.Thread(target=bank.serve_forever, daemon=True).start()
        with tempfile.TemporaryDirectory() as folder:
            for name in glob.glob("/lab/checkout/*.py"):
                shutil.copy(name, folder)
            env = dict(os.environ, PORT=str(self.port), BANK="http://127.0.0.1:%d" % bank.server_address[1], PYTHONDONTWRITEBYTECODE="1")
            with open(folder + "/log", "w+") as log:
                app = subprocess.Popen([sys.executable, "-u", "app.py"], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
                try:
                    self.run(app)
                except Broken as broken:
                    log.flush()
                    log.seek(0)
                    lines = [line.strip() for line in log.read().splitlines() if line.strip()]
                    broken.said = lines[-1] if lines else ""
                    raise
                finally:
                    app.kill()
                    app.wait()
                    bank.shutdown()

    @staticmethod
    def free_port():
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    def scrape(self):
        try:
            text = get(self.metrics)
        except (OSError, ValueError):
            raise Broken("metrics")
        found = {}
        try:
            for family in text_string_to_metric_families(text):
                if re.match("python_|process_", family.name):
                    continue
                for sample in family.samples:
                    if sample.name.endswith("_created"):
                        continue
                    self.types[sample.name] = family.type
                    self.types[family.name] = family.type
                    found[sample.name, tuple(sorted(sample.labels.items()))] = sample.value
        except Exception:
            raise Broken("metrics")
        return found

    def order(self, kind, number):
        body = json.dumps({"customer": "%s-%d" % (kind, number), "amount": 1000 + number}).encode()
        try:
            with urllib.request.urlopen("http://127.0.0.1:%d/checkout" % self.port, data=body, timeout=8) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def send(self, orders):
        status = {}
        threads = [threading.Thread(target=lambda one=one: status.update({one: self.order(*one)})) for one in orders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        time.sleep(0.05)
        return status

    def run(self, app):
        self.types, self.made = {}, {}
        end = time.monotonic() + 10
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    break
            except OSError:
                if app.poll() is not None or time.monotonic() > end:
                    raise Broken("start")
                time.sleep(0.05)
        wanted = {"paid": 200, "slow": 200, "declined": 402, "error": 502}
        try:
            before = self.scrape()
        except Broken:
            time.sleep(0.3)          # a port of its own may open later
            before = self.scrape()
        for n, kind in enumerate(KINDS):
            status = self.send([(kind, 10 * n), (kind, 10 * n + 1)])
            if set(status.values()) != {wanted[kind]}:
                raise Broken("answer")
            after = self.scrape()
            self.made[kind] = {series: (value - before.get(series, 0)) / 2 for series, value in after.items()
                               if self.types[series[0]] in ("counter", "histogram", "summary")}
            before = after
        self.send([(kind, 1000 + 10 * n + m) for n, kind in enumerate(KINDS) for m in range(2)])
        self.last = self.scrape()
        self.new = [series for series in self.last if series not in before]

    def growth(self, kind, name, **labels):
        """By how much the series of this name (and these labels) grow for one order of a kind."""
        return sum(value for (own, at), value in self.made[kind].items()
                   if own == name and all(dict(at).get(key) == value_ for key, value_ in labels.items()))

    def values_of(self, name, label):
        return sorted({dict(at)[label] for own, at in self.last if own == name and label in dict(at)})


def invented(trial, target, story, step):
    """Series of a story: [(seconds, {kind: orders per second})], one value each `step` seconds."""
    everything = sorted({series for kind in KINDS for series in trial.made[kind]})
    result = []
    for name, labels in everything:
        if name.endswith("_created"):
            continue
        full = dict(labels)
        full.update(target["labels"])
        value, parts = 1000.0, []
        for seconds, rates in story:
            # in 4096ths, so that the sums are exact and no counter seems to step back
            grow = round(4096 * step * sum(rates.get(kind, 0) * trial.made[kind].get((name, labels), 0) for kind in KINDS)) / 4096
            times = round(seconds / step)
            parts.append("%.12f+%.12fx%d" % (value + grow, grow, times - 1))
            value += grow * times
        text = ",".join("%s=%s" % (key, json.dumps(one)) for key, one in sorted(full.items()))
        result.append({"series": "%s{%s}" % (name, text), "values": " ".join(parts)})
    up = ",".join("%s=%s" % (key, json.dumps(one)) for key, one in sorted(target["labels"].items()))
    result.append({"series": "up{%s}" % up, "values": "1x%d" % (sum(seconds for seconds, _ in story) // step)})
    return result


def loaded_groups():
    return json.loads(get(PROMETHEUS + "/api/v1/rules"))["data"]["groups"]


class Unreadable(Exception):
    pass


def play(groups, tests, every):
    """tests: [{"step", "series", "expect": [(key, expression, moment, value)]}] → the keys that are not as expected."""
    rules = []
    for number, group in enumerate(groups):
        mine = []
        for rule in group["rules"]:
            one = {"expr": rule["query"], "labels": rule.get("labels") or {}}
            if rule["type"] == "alerting":
                one.update({"alert": rule["name"], "for": "%dms" % round(rule["duration"] * 1000)})
            else:
                one["record"] = rule["name"]
            mine.append(one)
        rules.append({"name": "g%d" % number, "interval": "%ds" % every, "rules": mine})
    keys, content = [], []
    for test in tests:
        entries = []
        for key, expr, moment, value in test["expect"]:
            entries.append({"expr": "(%s) + 0 * %d" % (expr, 7000 + len(keys)), "eval_time": moment, "exp_samples": [{"labels": "{}", "value": value}]})
            keys.append(key)
        content.append({"interval": "%ds" % test["step"], "input_series": test["series"], "promql_expr_test": entries})
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/rules.yml", "w") as file:
            json.dump({"groups": rules}, file)
        with open(folder + "/test.yml", "w") as file:
            json.dump({"rule_files": ["rules.yml"], "evaluation_interval": "%ds" % every, "tests": content}, file)
        tried = subprocess.run(["promtool", "test", "rules", folder + "/test.yml"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, timeout=80, env=dict(os.environ, GOGC="400"))
    wrong = [keys[int(n) - 7000] for n in re.findall(r"0 \* (7\d\d\d)", tried.stdout)]
    if tried.returncode != 0 and not wrong:
        print(tried.stdout[-2000:])
        raise Unreadable(tried.stdout)
    return wrong
