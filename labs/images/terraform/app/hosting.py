"""The hosting of Sillon: the names of the zone sillon.example, and the sites of the front proxy. An API, and a page to look at.

What is deleted lies in a trash for a day, from where it can be restored. Each change is in the journal, with its author."""
import html
import json
import os
import re
import sys

sys.path.insert(0, "/opt/sillon")
from store import LOCK, Handler, last_night, load, now, page, save, serve, short_id, stamp  # noqa: E402

KINDS = {"records": ("rec", "name", {"name": str, "value": str, "ttl": int}),
         "sites": ("site", "host", {"host": str, "server": str, "timeout": int})}
WORLD = os.environ.get("WORLD", "/opt/lab/world.json")


def first():
    """The hosting as the lab finds it: what Terraform has made, and what happened since."""
    with open(WORLD) as file:
        begin = json.load(file)
    known = {"records": [], "sites": [], "trash": [], "journal": [], "made": 0}
    for kind, (prefix, key, _) in KINDS.items():
        for thing in begin[kind]:
            known[kind].append(dict({"id": short_id(prefix, thing[key])}, **thing))
    for entry in begin["journal"]:
        known["journal"].append(dict(entry, when=stamp(last_night(entry["when"])), id=short_id(*entry["id"].split(" ", 1))))
    return known


KNOWN = load("hosting.json", first)


def note(who, what, thing, why=""):
    KNOWN["journal"].append({"when": stamp(now()), "who": who, "what": what, "id": thing["id"], "note": why})
    save("hosting.json", KNOWN)


def title(thing):
    return thing.get("name") or thing.get("host")


def short(thing):
    return ", ".join("%s=%s" % pair for pair in thing.items() if pair[0] not in ("id", "name", "host", "kind"))


class Refused(Exception):
    pass


def checked(kind, body, complete=True):
    prefix, key, fields = KINDS[kind]
    out = {}
    for name, value in body.items():
        if name not in fields:
            raise Refused("there is no field %s here; there are %s" % (name, ", ".join(fields)))
        if fields[name] is int and isinstance(value, float) and value == int(value):
            value = int(value)
        if not isinstance(value, fields[name]) or isinstance(value, bool):
            raise Refused("%s must be a %s" % (name, "whole number" if fields[name] is int else "text"))
        out[name] = value
    if complete and set(out) != set(fields):
        raise Refused("%s is missing" % ", ".join(sorted(set(fields) - set(out))))
    if key in out and not re.fullmatch(r"[a-z0-9@*]([a-z0-9.-]{0,60}[a-z0-9])?", out[key]):
        raise Refused("%s is no valid %s" % (out[key], key))
    if "value" in out and not re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", out["value"]):
        raise Refused("value must be an address, as in 203.0.113.10")
    for name, low, high in (("ttl", 30, 86400), ("timeout", 1, 120)):
        if name in out and not low <= out[name] <= high:
            raise Refused("%s must be between %d and %d" % (name, low, high))
    return out


def same_name(kind, name, but=None):
    key = KINDS[kind][1]
    for thing in KNOWN[kind]:
        if thing[key] == name and thing["id"] != but:
            raise Refused("%s exists already: %s" % (name, thing["id"]))


def find(things, which):
    return next((thing for thing in things if thing["id"] == which), None)


class Hosting(Handler):
    def do_GET(self):
        with LOCK:
            path = self.path.split("?")[0].rstrip("/")
            if path == "":
                self.answer(200, shown(self.lang()), "text/html")
            elif path == "/journal":
                self.answer(200, "".join("%s  %-12s %-24s %-14s %s\n" % (
                    e["when"].replace("T", " ").replace("Z", ""), e["who"], e["what"], e["id"], e["note"]) for e in KNOWN["journal"]), "text/plain")
            elif path == "/api/journal":
                self.answer(200, KNOWN["journal"])
            elif path == "/api/trash":
                self.answer(200, KNOWN["trash"])
            else:
                kind, which = self.target(path)
                if kind and not which:
                    self.answer(200, KNOWN[kind])
                elif kind and find(KNOWN[kind], which):
                    self.answer(200, find(KNOWN[kind], which))
                else:
                    self.answer(404, {"error": "no such thing: %s" % self.path})

    def target(self, path):
        found = re.fullmatch(r"/api/(records|sites)(?:/([\w-]+))?", path)
        return found.groups() if found else (None, None)

    def change(self, do):
        with LOCK:
            try:
                body = self.body()
                body = json.loads(body) if body else {}
                if not isinstance(body, dict):
                    raise ValueError
                self.answer(*do(body))
            except Refused as error:
                self.answer(409, {"error": str(error)})
            except ValueError:
                self.answer(400, {"error": "this is no JSON object"})

    def who(self):
        return re.sub(r"[^\w@. -]", "", self.headers.get("X-Who") or "by hand")[:20]

    def do_POST(self):
        self.change(self.post)

    def post(self, body):
        path = self.path.rstrip("/")
        back = re.fullmatch(r"/api/trash/([\w-]+)/restore", path)
        if back:
            thing = find(KNOWN["trash"], back[1])
            if not thing:
                return 404, {"error": "the trash holds no %s" % back[1]}
            same_name(thing["kind"], title(thing))
            KNOWN["trash"].remove(thing)
            kind = thing.pop("kind")
            KNOWN[kind].append(thing)
            note(self.who(), "restored " + title(thing), thing)
            return 200, thing
        kind, which = self.target(path)
        if not kind or which:
            return 404, {"error": "no such thing: %s" % path}
        prefix, key, _ = KINDS[kind]
        fields = checked(kind, body)
        same_name(kind, fields[key])
        KNOWN["made"] += 1
        thing = dict({"id": short_id(prefix, "%s %d" % (fields[key], KNOWN["made"]))}, **fields)
        KNOWN[kind].append(thing)
        note(self.who(), "created " + title(thing), thing, short(thing))
        return 201, thing

    def do_PATCH(self):
        self.change(self.patch)

    def patch(self, body):
        kind, which = self.target(self.path.rstrip("/"))
        thing = kind and which and find(KNOWN[kind], which)
        if not thing:
            return 404, {"error": "no such thing: %s" % self.path}
        fields = checked(kind, body, complete=False)
        key = KINDS[kind][1]
        if fields.get(key, thing[key]) != thing[key]:
            raise Refused("%s cannot be renamed; delete it and create another" % thing[key])
        changed = ["%s: %s -> %s" % (name, thing[name], value) for name, value in fields.items() if thing[name] != value]
        thing.update(fields)
        if changed:
            note(self.who(), "changed " + title(thing), thing, ", ".join(changed))
        return 200, thing

    def do_DELETE(self):
        self.change(self.delete)

    def delete(self, _):
        kind, which = self.target(self.path.rstrip("/"))
        thing = kind and which and find(KNOWN[kind], which)
        if not thing:
            return 404, {"error": "no such thing: %s" % self.path}
        KNOWN[kind].remove(thing)
        KNOWN["trash"].append(dict(thing, kind=kind))
        note(self.who(), "deleted " + title(thing), thing)
        return 200, {}


WORDS = {
    "en": {"title": "Hosting: sillon.example", "records": "Records of the zone", "sites": "Sites of the front proxy", "trash": "Trash (kept for a day)",
           "journal": "Journal, newest first", "none": "Nothing.", "when": "when (UTC)", "who": "who", "what": "what", "note": "note"},
    "fr": {"title": "Hébergement : sillon.example", "records": "Enregistrements de la zone", "sites": "Sites du proxy frontal",
           "trash": "Corbeille (gardée un jour)", "journal": "Journal, le plus récent d’abord", "none": "Rien.", "when": "quand (UTC)", "who": "qui",
           "what": "quoi", "note": "note"},
}


def table(heads, rows, none):
    if not rows:
        return "<p>%s</p>" % none
    cells = lambda tag, row: "".join("<%s>%s</%s>" % (tag, html.escape(str(cell)), tag) for cell in row)  # noqa: E731
    return "<table><tr>%s</tr>%s</table>" % (cells("th", heads), "".join("<tr>%s</tr>" % cells("td", row) for row in rows))


def shown(lang):
    w, parts = WORDS[lang], []
    for kind, heads in (("records", ["id", "name", "value", "ttl"]), ("sites", ["id", "host", "server", "timeout"])):
        parts += ["<h2>%s</h2>" % w[kind], table(heads, [[thing[h] for h in heads] for thing in KNOWN[kind]], w["none"])]
    if KNOWN["trash"]:
        parts += ["<h2>%s</h2>" % w["trash"], table(["id", "", ""], [[t["id"], title(t), short(t)] for t in KNOWN["trash"]], w["none"])]
    parts += ["<h2>%s</h2>" % w["journal"], table([w["when"], w["who"], w["what"], "id", w["note"]], [
        [e["when"].replace("T", " ").replace("Z", ""), e["who"], e["what"], e["id"], e["note"]] for e in reversed(KNOWN["journal"])], w["none"])]
    return page(lang, w["title"], "".join(parts))


if __name__ == "__main__":
    serve(Hosting, 8080)
