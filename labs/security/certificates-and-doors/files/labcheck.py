"""What the checks of this lab have in common. Lies in the checker only, and changes nothing outside its /tmp."""
import glob
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time

sys.dont_write_bytecode = True
SITE = "shop.sillon.example"
LIVE = "/letsencrypt/live"
OPTIONS = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=6", "-o", "NumberOfPasswordPrompts=1"]


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        text = " ".join(str(value).split()).replace("`", "'")[:160]
        print("::set %s=%s" % (name, text))
    sys.exit(code)


def served():
    """(certificate in DER, None), or (None, why not). Trust is not asked for here."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((SITE, 443), timeout=6) as raw, context.wrap_socket(raw, server_hostname=SITE) as tls:
            return tls.getpeercert(True), None
    except (OSError, ValueError) as error:
        return None, str(error)


def trusted():
    """None when the chain leads to Sillon's authority and the name is right, else the reason in OpenSSL's words."""
    context = ssl.create_default_context(cafile="/usr/local/share/ca-certificates/sillon.crt")
    try:
        with socket.create_connection((SITE, 443), timeout=6) as raw, context.wrap_socket(raw, server_hostname=SITE):
            return None
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except (OSError, ValueError) as error:
        return str(error)


def knocks(name):
    """The last knocks: [(time, user, result)], oldest first."""
    try:
        with open("/knocks/%s.json" % name) as file:
            return [tuple(one) for one in json.load(file)]
    except (OSError, ValueError):
        return []


def door():
    """Does sshd's door open a connection from here? True, or the reason."""
    for again in (True, False):
        try:
            with socket.create_connection(("web", 22), timeout=4) as connection:
                return True if connection.recv(4).startswith(b"SSH") else "no greeting"
        except OSError as error:
            if not again:
                return str(error)
            time.sleep(0.5)


def ssh(user, *options, password=None):
    """(exit code, everything that ssh said) of one login that runs `true`."""
    command = ["ssh", *OPTIONS, *options, "%s@web" % user, "true"]
    if password is not None:
        command = ["sshpass", "-p", password, *command]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=25)
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return 255, "timed out"


def keys(place):
    """Copies of the learner's private keys: (all, those without a passphrase)."""
    found = []
    for path in sorted(glob.glob("/learner/.ssh/*")):
        try:
            with open(path, "rb") as file:
                if b"PRIVATE KEY" not in file.read(80):
                    continue
            copy = os.path.join(place, os.path.basename(path))
            shutil.copyfile(path, copy)
            os.chmod(copy, 0o600)
            found.append(copy)
        except OSError:
            pass
    return found, [key for key in found if subprocess.run(["ssh-keygen", "-y", "-P", "", "-f", key], stdin=subprocess.DEVNULL,
                                                          capture_output=True, timeout=10).returncode == 0]


def by_key(user, keys):
    """Does one of the keys let the user in, and which ways does sshd offer? No password is tried."""
    code, said = ssh(user, "-v", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", *[part for key in keys for part in ("-i", key)])
    return code == 0, set(",".join(re.findall(r"Authentications that can continue: (\S+)", said)).split(",")) - {""}


def newest(folder):
    """The serial of the certificate on the disk, its age in seconds, and how many there have been; or None."""
    from cryptography import x509
    try:
        path = os.path.realpath("%s/%s/fullchain.pem" % (LIVE, folder)).replace("/etc/letsencrypt", "/letsencrypt")
        with open(path, "rb") as file:
            certificate = x509.load_pem_x509_certificate(file.read())
        archive = "/letsencrypt/archive/" + folder
        return certificate.serial_number, time.time() - os.stat(path).st_mtime, len([one for one in os.listdir(archive) if one.startswith("cert")])
    except (OSError, ValueError):
        return None


def serial(der):
    from cryptography import x509
    return x509.load_der_x509_certificate(der).serial_number


def names(der):
    from cryptography import x509
    certificate = x509.load_der_x509_certificate(der)
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
    except x509.ExtensionNotFound:
        return []
