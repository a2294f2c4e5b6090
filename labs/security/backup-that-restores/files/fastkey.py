"""Makes the keys of a local restic repository quick to open: a lab opens it hundreds of times, on busy machines.

restic derives a key from the password with scrypt, for half a second by design. Here each key file is written anew with a cost
that takes a few milliseconds. The format: https://restic.readthedocs.io/en/stable/100_references.html#keys-encryption-and-mac
"""
import base64
import hashlib
import json
import os
import subprocess


def aes(mode, key, data, iv=None):
    return subprocess.run(["openssl", "enc", "-aes-%d-%s" % (len(key) * 8, mode), "-K", key.hex(), "-nopad"] + (["-iv", iv.hex()] if iv else []),
                          input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def poly1305(message, key, nonce):
    r = int.from_bytes(key[16:32], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s = int.from_bytes(aes("ecb", key[:16], nonce), "little")
    total = 0
    for n in range(0, len(message), 16):
        total = (total + int.from_bytes(message[n:n + 16] + b"\1", "little")) * r % (2 ** 130 - 5)
    return ((total + s) % 2 ** 128).to_bytes(16, "little")


def derive(password, salt, n, r, p):
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=64, maxmem=512 * 1024 * 1024)


def hurry(repo, passwords):
    folder = os.path.join(repo, "keys")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name)) as file:
            key = json.load(file)
        sealed = base64.b64decode(key["data"])
        iv, body, mac = sealed[:16], sealed[16:-16], sealed[-16:]
        for password in passwords:
            old = derive(password, base64.b64decode(key["salt"]), key["N"], key["r"], key["p"])
            if poly1305(body, old[32:], iv) == mac:
                break
        else:
            raise SystemExit("no password opens the key " + name)
        master = aes("ctr", old[:32], body, iv)
        json.loads(master)
        salt, iv = os.urandom(64), os.urandom(16)
        key.update(N=256, r=8, p=1, salt=base64.b64encode(salt).decode())
        new = derive(password, salt, 256, 8, 1)
        body = aes("ctr", new[:32], master, iv)
        key["data"] = base64.b64encode(iv + body + poly1305(body, new[32:], iv)).decode()
        text = json.dumps(key).encode()
        os.chmod(os.path.join(folder, name), 0o600)
        os.remove(os.path.join(folder, name))
        path = os.path.join(folder, hashlib.sha256(text).hexdigest())
        with open(path, "wb") as file:
            file.write(text)
        os.chmod(path, 0o400)
