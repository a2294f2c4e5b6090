#!/usr/bin/env python3
# The learner's program says yes and no in the right places: on invented servers of the checker, and on the shop.
# Tells, where it applies: ::set said=
import datetime
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, "/opt/checker")
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from labcheck import SITE, no, served

MARGIN = {{margin}}
program = "/learner/monitoring/check-certificate"
if not os.path.isfile(program):
    no(30)
if not os.stat(program).st_mode & 0o111:
    no(31)
der, _ = served()
if der is None:
    no(32)

place = tempfile.mkdtemp(prefix="alarm-")
os.chmod(place, 0o755)
copy = place + "/check-certificate"
shutil.copy(program, copy)
os.chmod(copy, 0o755)
with open("/opt/checker-ca/ca.key", "rb") as file:
    ca_key = serialization.load_pem_private_key(file.read(), None)
with open("/opt/checker-ca/ca.pem", "rb") as file:
    ca = x509.load_pem_x509_certificate(file.read())
now = datetime.datetime.utcnow()


class Server:
    """A TLS server on localhost, whose certificate ends in so many minutes."""

    def __init__(self, minutes):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        made = (x509.CertificateBuilder().subject_name(name).issuer_name(ca.subject).public_key(key.public_key()).serial_number(x509.random_serial_number())
                .not_valid_before(now - datetime.timedelta(days=2)).not_valid_after(now + datetime.timedelta(minutes=minutes))
                .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(ca_key, hashes.SHA256()))
        path = "%s/%d.pem" % (place, minutes)
        with open(path, "wb") as file:
            file.write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
                       + made.public_bytes(serialization.Encoding.PEM))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(path)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                raw, _ = self.socket.accept()
                threading.Thread(target=self.one, args=(raw,), daemon=True).start()
            except OSError:
                return

    def one(self, raw):
        try:
            raw.settimeout(10)
            with self.context.wrap_socket(raw, server_side=True) as tls:
                if tls.recv(4096):
                    tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError:
            pass


def run(host, port):
    try:
        done = subprocess.run([copy, host, str(port)], cwd=place, env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": place, "LANG": "C.UTF-8"},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=15, user=1000, group=1000, extra_groups=[])
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        no(39)
    except OSError as error:
        no(33, said=error)


try:
    good, near, over = Server(MARGIN * 60 + 45), Server(MARGIN * 60 - 45), Server(-90)
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = free.getsockname()[1]
    code, said = run("localhost", good.port)
    if code in (126, 127):
        no(33, said=said)
    if code:
        no(34, said=said or "nothing")
    if run("localhost", near.port)[0] == 0:
        no(35)
    if run("localhost", over.port)[0] == 0:
        no(36)
    if run("localhost", nobody)[0] == 0:
        no(37)
    code, said = run(SITE, 443)
    left = x509.load_der_x509_certificate(der).not_valid_after - now
    if left > datetime.timedelta(hours=MARGIN) and code:
        no(38, said=said or "nothing")
finally:
    shutil.rmtree(place, ignore_errors=True)
