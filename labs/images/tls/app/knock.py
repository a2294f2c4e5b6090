"""Who knocks at the door of web: guessers from the internet, and a forgotten script in the office. What came of it lies in /knocks."""
import json
import os
import random
import socket
import subprocess
import sys
import time

ROLE, NAME = sys.argv[1], socket.gethostname()
USERS = ["root", "admin", "oracle", "test", "root", "ubuntu", "postgres"] if ROLE == "guesser" else ["jonas-backup"]
WORDS = ["123456", "password", "letmein", "qwerty", "admin", os.environ.get("WEAK", "letmein")] if ROLE == "guesser" else ["old-password"]
PAUSE = float(os.environ.get("PAUSE", "1.5"))
results = []
while True:
    user, word = random.choice(USERS), random.choice(WORDS)
    began = time.time()
    try:
        done = subprocess.run(
            ["sshpass", "-p", word, "ssh", "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "PubkeyAuthentication=no",
             "-o", "NumberOfPasswordPrompts=1", "-o", "ConnectTimeout=3", "-o", "ConnectionAttempts=1", "%s@web" % user, "true"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=7)  # a connection that is banned half-way only hangs
        said = done.stderr
        if done.returncode == 0:
            result = "in"
        elif done.returncode == 5 or "Permission denied" in said or "Too many" in said:
            result = "asked"
        elif "refused" in said or "timed out" in said or "No route" in said or "unreachable" in said or "prohibited" in said:
            result = "shut"
        else:
            result = "unclear"
    except subprocess.TimeoutExpired:
        result, said = "shut", ""
    results = (results + [[began, user, result]])[-12:]
    try:
        with open("/knocks/%s.new" % NAME, "w") as file:
            json.dump(results, file)
        os.rename("/knocks/%s.new" % NAME, "/knocks/%s.json" % NAME)
    except OSError as error:
        print(error, flush=True)
    time.sleep(PAUSE)
