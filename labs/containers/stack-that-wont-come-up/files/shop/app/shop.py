"""The shop: orders in a database, a counter in a cache, pictures of record covers in a folder."""
import html
import http.server
import json
import os
import re
import signal
import socket
import sys
import threading

import psycopg2

COVERS = os.environ.get("COVERS_DIR", "/srv/shop/covers")
LOCK = threading.Lock()


def say(text):
    print("shop: " + text, flush=True)


def password():
    file = os.environ.get("DB_PASSWORD_FILE")
    if file:
        with open(file) as handle:
            return handle.read().strip()
    return os.environ.get("DB_PASSWORD", "")


class Database:
    """One connection, made anew when it is lost."""

    def __init__(self):
        self.connection = None

    def query(self, text, values=()):
        with LOCK:
            try:
                if self.connection is None:
                    self.connection = psycopg2.connect(
                        host=os.environ.get("DB_HOST", "db"), dbname=os.environ.get("DB_NAME", "shop"),
                        user=os.environ.get("DB_USER", "shop"), password=password(), connect_timeout=3)
                    self.connection.autocommit = True
                with self.connection.cursor() as cursor:
                    cursor.execute(text, values)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.Error:
                if self.connection is not None:
                    self.connection.close()
                    self.connection = None
                raise


def cache(*words):
    with socket.create_connection((os.environ.get("CACHE_HOST", "cache"), 6379), timeout=3) as link:
        link.sendall(("*%d\r\n" % len(words) + "".join("$%d\r\n%s\r\n" % (len(word), word) for word in words)).encode())
        return link.recv(1000).decode().strip()


def health():
    state = {}
    try:
        DATABASE.query("SELECT 1")
        state["db"] = "ok"
    except psycopg2.Error as error:
        state["db"] = " ".join(str(error).split())
    except OSError as error:
        state["db"] = "password: %s" % error
    try:
        state["cache"] = "ok" if cache("PING") == "+PONG" else "no PONG"
    except OSError as error:
        state["cache"] = str(error)
    try:
        with open(COVERS + "/.writable", "w"):
            pass
        os.remove(COVERS + "/.writable")
        state["covers"] = "ok"
    except OSError as error:
        state["covers"] = str(error)
    return state


class Shop(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body, kind="application/json"):
        data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def body(self):
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 1 << 20))

    def serve(self, work):
        try:
            work()
        except psycopg2.Error as error:
            self.answer(503, {"error": " ".join(str(error).split())})
        except OSError as error:
            say("error: %s" % error)
            self.answer(500, {"error": str(error)})

    def cover(self):
        found = re.fullmatch(r"/covers/([a-z0-9-]{1,60})", self.path)
        return found and os.path.join(COVERS, found[1])

    def do_GET(self):
        self.serve(self.get)

    def do_POST(self):
        self.serve(self.post)

    def do_PUT(self):
        self.serve(self.put)

    def get(self):
        if self.path == "/health":
            state = health()
            self.answer(200 if set(state.values()) == {"ok"} else 503, state)
        elif self.path == "/orders":
            self.answer(200, [{"id": row[0], "record": row[1]} for row in DATABASE.query("SELECT id, record FROM orders ORDER BY id")])
        elif self.path == "/":
            rows = DATABASE.query("SELECT record FROM orders ORDER BY id DESC LIMIT 20")
            visits = cache("INCR", "visits").lstrip(":")
            self.answer(200, "<!doctype html><title>Sillon</title><h1>Sillon</h1><p>Second-hand vinyl. Visit %s.</p><p>Orders:</p><ul>%s</ul>" % (
                html.escape(visits), "".join("<li>%s</li>" % html.escape(row[0]) for row in rows)), "text/html; charset=utf-8")
        elif self.cover() and os.path.exists(self.cover()):
            with open(self.cover(), "rb") as file:
                self.answer(200, file.read(), "image/png")
        else:
            self.answer(404, {"error": "no such page"})

    def post(self):
        if self.path != "/orders":
            return self.answer(404, {"error": "no such page"})
        record = self.body().decode(errors="replace").strip()[:200]
        row = DATABASE.query("INSERT INTO orders (record) VALUES (%s) RETURNING id", (record,))[0]
        self.answer(201, {"id": row[0], "record": record})

    def put(self):
        if not self.cover():
            return self.answer(404, {"error": "no such page"})
        with open(self.cover(), "wb") as file:
            file.write(self.body())
        self.answer(201, {"stored": self.path})

    def log_message(self, text, *values):
        if self.path != "/health":
            say(text % values)


def stop(*_):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
DATABASE = Database()
where = "%s:5432" % os.environ.get("DB_HOST", "db")
try:
    DATABASE.query("CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, record text NOT NULL)")
except (psycopg2.Error, OSError) as error:
    say("cannot work with the database at %s: %s" % (where, " ".join(str(error).split())))
    sys.exit(1)
say("database at %s: ready" % where)
for name, problem in health().items():
    if problem != "ok":
        say("warning: %s: %s" % (name, problem))
say("listening on port 8000")
http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Shop).serve_forever()
