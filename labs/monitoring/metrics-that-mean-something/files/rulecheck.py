"""Tries the recording rules that Prometheus has loaded on an invented shop (promtool test rules)."""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

EXAMPLE = "page:shop_requests:rate5m"
SUM, COUNT = "shop_request_duration_seconds_sum", "shop_request_duration_seconds_count"
WHEN = ["480s", "765s", "1140s"]


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read().decode()


def stop(code, *said):
    for line in said:
        print(re.sub(r"[\s`]+", " ", line)[:160])
    sys.exit(code)


def loaded():
    """The groups of rules in memory, and whether the last reload was accepted."""
    groups = json.loads(get("http://prometheus:9090/api/v1/rules"))["data"]["groups"]
    good = not re.search(r"^prometheus_config_last_reload_successful 0", get("http://prometheus:9090/metrics"), re.M)
    return groups, good


def mean(window, level=""):
    return "sum %s (rate(%s[%s])) / sum %s (rate(%s[%s]))" % (level, SUM, window, level, COUNT, window)


def share(window, codes='code=~"5.."', level="by (page)"):
    return "sum %s (rate(shop_requests_total{%s}[%s])) / sum %s (rate(shop_requests_total[%s]))" % (level, codes, window, level, window)


MEANS = {
    "right": mean("5m"),
    "averages": "avg(rate(%s[5m]) / rate(%s[5m]))" % (SUM, COUNT),
    "averages-of-servers": "avg(%s)" % mean("5m", "by (instance)"),
    "averages-of-pages": "avg(%s)" % mean("5m", "by (page)"),
    "raw": "sum(%s) / sum(%s)" % (SUM, COUNT),
    "milliseconds": "1000 * (%s)" % mean("5m"),
    "window-1m": mean("1m"), "window-2m": mean("2m"), "window-10m": mean("10m"), "window-15m": mean("15m"), "window-1h": mean("1h"),
    "upside-down": "1 / (%s)" % mean("5m"),
}
SHARES = {
    "right": share("5m"),
    "raw": 'sum by (page) (shop_requests_total{code=~"5.."}) / sum by (page) (shop_requests_total)',
    "all-codes": share("5m", 'code!="200"'), "also-404": share("5m", 'code=~"[45].."'), "only-500": share("5m", 'code="500"'),
    "percent": "100 * (%s)" % share("5m"),
    "to-good": 'sum by (page) (rate(shop_requests_total{code=~"5.."}[5m])) / sum by (page) (rate(shop_requests_total{code!~"5.."}[5m]))',
    "failures": 'sum by (page) (rate(shop_requests_total{code=~"5.."}[5m]))',
    "window-1m": share("1m"), "window-2m": share("2m"), "window-10m": share("10m"), "window-15m": share("15m"), "window-1h": share("1h"),
}
WHOLE = share("5m", level="")


def steps(*parts):
    """parts: (value to begin at or None to go on, growth per 15 s, how many times)."""
    value, text = 0.0, []
    for begin, grow, times in parts:
        value = (value + grow) if begin is None else begin
        text.append("%.4f+%.4fx%d" % (value, grow, times - 1))
        value += grow * (times - 1)
    return " ".join(text)


def invented():
    """Twenty minutes: web2 becomes slow after ten, web1 is restarted after twelve."""
    series = []
    #        page      visits  seconds each  404, 500, 503 of the visits
    pages = [("/records", 60, 0.06, 3, 0.5, 0), ("/search", 12, 0.12, 1, 0.25, 0.25), ("/checkout", 3, 0.8, 0.25, 0.25, 0.5)]
    for server, factor in (("web1", 1), ("web2", 0.4)):
        for page, visits, each, *bad in pages:
            visits *= factor
            where = 'instance="%s:8080",job="shop",page="%s"' % (server, page)
            later = each * 4 if server == "web2" else each
            worse = 3 if server == "web2" else 1
            bad = [n * factor for n in bad]

            def values(before, after, past):
                if server == "web1":
                    return steps((past, before, 48), (0, after, 40))
                return steps((past, before, 40), (None, after, 48))

            series.append((SUM, where, values(visits * each, visits * later, 91000)))
            series.append((COUNT, where, values(visits, visits, 400000)))
            for code, n in zip(("404", "500", "503"), bad):
                series.append(("shop_requests_total", where + ',code="%s"' % code, values(n, n * worse, 700)))
            series.append(("shop_requests_total", where + ',code="200"', values(visits - sum(bad), visits - sum(bad) * worse, 399000)))
            for n, edge in enumerate(("0.1", "0.3", "1.0", "+Inf")):
                series.append(("shop_request_duration_seconds_bucket", where + ',le="%s"' % edge, values(visits * (n + 1) / 4, visits * (n + 1) / 4, 100000)))
        series.append(("up", 'instance="%s:8080",job="shop"' % server, "1x88"))
    return [{"series": "%s{%s}" % (name, where), "values": text} for name, where, text in series]


class Failed(Exception):
    pass


def true_ones(groups, wanted):
    """wanted: {key: (expression whose value is to be 1, moment)}. Which keys hold, with these groups of rules?"""
    rules = []
    for number, group in enumerate(groups):
        mine = [{"record": rule["name"], "expr": rule["query"], "labels": rule.get("labels") or {}}
                for rule in group["rules"] if rule["type"] == "recording"]
        rules.append({"name": "g%d" % number, "interval": "15s", "rules": mine})
    keys = list(wanted)
    tests = [{"expr": "(%s) + 0 * %d" % (wanted[key][0], 7000 + n), "eval_time": wanted[key][1],
              "exp_samples": [{"labels": "{}", "value": 1}]} for n, key in enumerate(keys)]
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/rules.yml", "w") as file:
            json.dump({"groups": rules}, file)
        with open(folder + "/test.yml", "w") as file:
            json.dump({"rule_files": ["rules.yml"], "evaluation_interval": "15s",
                       "tests": [{"interval": "15s", "input_series": invented(), "promql_expr_test": tests}]}, file)
        tried = subprocess.run(["promtool", "test", "rules", folder + "/test.yml"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, timeout=40, env=dict(os.environ, GOGC="400"))
    wrong = {int(n) - 7000 for n in re.findall(r"0 \* (7\d\d\d)", tried.stdout)}
    if tried.returncode != 0 and not wrong:
        print(tried.stdout[-2000:])
        raise Failed(tried.stdout)
    return {key for n, key in enumerate(keys) if n not in wrong}


def judge(groups):
    """What each recorded name is: {name: {"mean": kind, "share": kind, "labels": [...]}}, kinds as in MEANS and SHARES."""
    names = sorted({rule["name"] for group in groups for rule in group["rules"] if rule["type"] == "recording"})
    wanted = {}
    for name in names:
        for label in ("job", "page", "instance", "code", "le"):
            wanted[name, "label", label] = ('vector(1) and on() (count({__name__="%s",%s!=""}) > 0)' % (name, label), WHEN[0])
        metric = '{__name__="%s"}' % name
        for when in WHEN:
            for kind, expr in MEANS.items():
                wanted[name, "mean", kind, when] = (
                    "(abs(max(%s) / scalar(%s) - 1) < bool 0.0001) * (count(%s) == bool 1)" % (metric, expr, metric), when)
            for kind, expr in SHARES.items():
                wanted[name, "share", kind, when] = (
                    "sum(abs(sum by (page) (%s) / on (page) (%s) - 1) < bool 0.0001) == bool 3" % (metric, expr), when)
            wanted[name, "share", "whole", when] = (
                "(abs(max(%s) / scalar(%s) - 1) < bool 0.0001) * (count(%s) == bool 1)" % (metric, WHOLE, metric), when)
    holds = true_ones(groups, wanted)
    found = {}
    for name in names:
        found[name] = {"labels": [label for label in ("job", "page", "instance", "code", "le") if (name, "label", label) in holds]}
        for what, kinds in (("mean", list(MEANS)), ("share", list(SHARES) + ["whole"])):
            for kind in kinds:
                if all((name, what, kind, when) in holds for when in WHEN):
                    found[name].setdefault(what, kind)
    return found


def the_two(groups):
    """The names of the right rules, as far as they are there: (of the mean, of the share)."""
    found = judge(groups)
    pick = [next((name for name, one in sorted(found.items()) if one.get(what) == "right"), None) for what in ("mean", "share")]
    return pick[0], pick[1], found
