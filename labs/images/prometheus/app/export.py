"""The nightly stock export. It takes the whole file for itself while it copies, then breathes, then goes on.
Whoever wants to read the file in the meantime waits."""
import sqlite3
import sys
import time

HOLD, BREATHE = 9.2, 0.5

while True:
    db = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
    try:
        db.execute("BEGIN EXCLUSIVE")
        end = time.monotonic() + HOLD
        while time.monotonic() < end:
            db.execute("SELECT id, title, price FROM item").fetchall()
            time.sleep(0.2)
        db.execute("COMMIT")
    except sqlite3.Error as error:
        print("export: %s" % error, flush=True)
    finally:
        db.close()
    time.sleep(BREATHE)
