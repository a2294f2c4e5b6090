"""Sillon's package index: two releases of sillon-money behind a token. Tokens that it takes stand in /run/index-tokens."""
import base64
import http.server
import io
import os
import zipfile

CODE = '''"""Money, the way Sillon writes it."""
VERSION = "%s"


def label(cents):
    return "%%d,%%02d %s" %% divmod(cents, 100)
'''
RELEASES = {"2.3.1": "EUR", "2.4.0": "\\u20ac"}
NEXT = {"3.0.0": "euro"}                            # appears once /run/index-next is there


def releases():
    return dict(RELEASES, **(NEXT if os.path.exists("/run/index-next") else {}))


def wheel(version, sign):
    name = "sillon_money-%s.dist-info/" % version
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {"sillon_money.py": CODE % (version, sign),
                 name + "METADATA": "Metadata-Version: 2.1\nName: sillon-money\nVersion: %s\n" % version,
                 name + "WHEEL": "Wheel-Version: 1.0\nGenerator: sillon\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
        files[name + "RECORD"] = "".join("%s,,\n" % path for path in files) + name + "RECORD,,\n"
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text)
    return raw.getvalue()


class Index(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            with open("/run/index-tokens") as file:
                tokens = file.read().split()
        except OSError:
            tokens = []
        given = self.headers.get("Authorization", "")
        if given not in {"Basic " + base64.b64encode(("build:" + token).encode()).decode() for token in tokens}:
            return self.answer(401, b"the token is not the right one\n", "text/plain")
        path = self.path.rstrip("/")
        if path == "/simple":
            return self.answer(200, b'<a href="/simple/sillon-money/">sillon-money</a>')
        if path == "/simple/sillon-money":
            return self.answer(200, "".join('<a href="/files/sillon_money-%s-py3-none-any.whl">sillon_money-%s-py3-none-any.whl</a><br>' % (one, one)
                                            for one in releases()).encode())
        for version, sign in releases().items():
            if path == "/files/sillon_money-%s-py3-none-any.whl" % version:
                return self.answer(200, wheel(version, sign), "application/octet-stream")
        self.answer(404, b"no such package\n", "text/plain")

    def answer(self, status, data, kind="text/html"):
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="packages"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("0.0.0.0", 8081), Index).serve_forever()
