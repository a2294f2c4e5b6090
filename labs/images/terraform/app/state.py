"""The keeper of the states, for Terraform's backend `http`: GET, POST and DELETE of a state, LOCK and UNLOCK of it.

    /shop         the state            /shop/lock   who holds the lock
    /journal      who wrote when, and with which lock
"""
import json
import os
import re
import sys
import urllib.parse

sys.path.insert(0, "/opt/sillon")
from store import LOCK, Handler, last_night, load, long_id, now, save, serve, short_id, stamp  # noqa: E402

WORLD = os.environ.get("WORLD", "/opt/lab/state.json")


def first():
    """The states as the lab finds them: one, as its last good run left it, and the lock of a run that came after."""
    with open(WORLD) as file:
        begin = json.load(file)
    known = {"states": {}, "locks": {}, "journal": []}
    for name, given in begin["states"].items():
        resources = []
        for one in given["resources"]:
            kind = "rec" if one["type"] == "hosting_record" else "site"
            attributes = one["attributes"]
            key = attributes.get("name") or attributes["host"]
            resources.append({"mode": "managed", "type": one["type"], "name": one["name"],
                              "provider": 'provider["registry.sillon.example/sillon/hosting"]',
                              "instances": [{"schema_version": 1, "attributes": dict({"id": short_id(kind, key)}, **attributes),
                                             "sensitive_attributes": []}]})
        known["states"][name] = json.dumps({"version": 4, "terraform_version": "1.15.5", "serial": given["serial"],
                                            "lineage": long_id(name), "outputs": {}, "resources": resources, "check_results": None}, indent=2)
        if given.get("lock"):
            lock = given["lock"]
            known["locks"][name] = {"ID": long_id("lock " + name), "Operation": lock["Operation"], "Info": "", "Who": lock["Who"],
                                    "Version": "1.15.5", "Created": stamp(last_night(lock["Created"])), "Path": ""}
        for entry in given["journal"]:
            known["journal"].append(dict(entry, state=name, when=stamp(last_night(entry["when"])), lock=entry["lock"] and long_id(entry["lock"])))
    return known


KNOWN = load("states.json", first)


def note(state, what, lock, who):
    KNOWN["journal"].append({"when": stamp(now()), "state": state, "what": what, "lock": lock or "", "who": who})
    del KNOWN["journal"][:-500]
    save("states.json", KNOWN)


class State(Handler):
    def parts(self):
        url = urllib.parse.urlparse(self.path)
        found = re.fullmatch(r"/([a-z0-9-]{1,40})(/lock)?/?", url.path)
        return (found[1], bool(found[2]), urllib.parse.parse_qs(url.query)) if found else (None, False, {})

    def do_GET(self):
        with LOCK:
            name, lock, _ = self.parts()
            if self.path.rstrip("/") == "":
                self.answer(200, "".join("%s: serial %s, %s\n" % (
                    name, json.loads(text)["serial"], "locked by " + KNOWN["locks"][name]["Who"] if name in KNOWN["locks"] else "not locked")
                    for name, text in KNOWN["states"].items()), "text/plain")
            elif name == "journal":
                self.answer(200, KNOWN["journal"])
            elif lock and name in KNOWN["locks"]:
                self.answer(200, KNOWN["locks"][name])
            elif lock:
                self.answer(404, {"error": "nobody holds a lock on %s" % name})
            elif name in KNOWN["states"]:
                self.answer(200, KNOWN["states"][name].encode())
            else:
                self.answer(404, {"error": "there is no state called %s" % (name or self.path)})

    def do_POST(self):
        with LOCK:
            data = self.body()
            name, lock, query = self.parts()
            with_lock = (query.get("ID") or [""])[0]
            held = KNOWN["locks"].get(name)
            if not name or lock or name == "journal":
                return self.answer(404, {"error": "there is no state called %s" % self.path})
            if with_lock and (not held or held["ID"] != with_lock):
                note(name, "write refused: lock %s is gone" % with_lock, with_lock, self.client_address[0])
                return self.answer(409, {"error": "you hold no lock here"})
            try:
                serial = json.loads(data)["serial"]
            except (ValueError, KeyError, TypeError):
                return self.answer(400, {"error": "this is no state"})
            KNOWN["states"][name] = data.decode()
            note(name, "wrote serial %s%s" % (serial, "" if with_lock else " WITHOUT A LOCK"), with_lock, held["Who"] if with_lock else self.client_address[0])
            self.answer(200)

    do_PUT = do_POST

    def do_DELETE(self):
        with LOCK:
            name, lock, _ = self.parts()
            if lock or name not in KNOWN["states"]:
                return self.answer(404, {"error": "no such state"})
            del KNOWN["states"][name]
            note(name, "deleted", "", self.client_address[0])
            self.answer(200)

    def do_LOCK(self):
        with LOCK:
            data = self.body()
            name, lock, _ = self.parts()
            if not name or not lock:
                return self.answer(404, {"error": "locks are at /STATE/lock"})
            if name in KNOWN["locks"]:
                return self.answer(423, KNOWN["locks"][name])
            try:
                asked = json.loads(data)
                asked["ID"]
            except (ValueError, KeyError, TypeError):
                return self.answer(400, {"error": "a lock says who asks for it: {\"ID\": ...}"})
            KNOWN["locks"][name] = asked
            note(name, "locked: %s" % asked.get("Operation", "?"), asked["ID"], asked.get("Who", "?"))
            self.answer(200, asked)

    def do_UNLOCK(self):
        with LOCK:
            data = self.body()
            name, lock, _ = self.parts()
            held = KNOWN["locks"].get(name)
            if not name or not lock or not held:
                return self.answer(404, {"error": "nobody holds a lock here"})
            asked = ""
            if data:
                try:
                    asked = json.loads(data)["ID"]
                except (ValueError, KeyError, TypeError):
                    return self.answer(400, {"error": "an unlock says which lock: {\"ID\": ...}"})
                if asked != held["ID"]:
                    return self.answer(409, held)
            del KNOWN["locks"][name]
            note(name, "unlocked" if asked else "unlocked by force", held["ID"], held.get("Who", "?"))
            self.answer(200, held)


if __name__ == "__main__":
    serve(State, 8000)
