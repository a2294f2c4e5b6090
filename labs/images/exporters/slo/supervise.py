"""Keeps the checkout running: starts app.py again when it has ended, and when the file has changed. What it prints goes to app.log."""
import glob
import os
import signal
import subprocess
import sys
import time

HOME = "/srv/checkout"
LOG = os.path.join(HOME, "app.log")


def state():
    found = {}
    for name in glob.glob(HOME + "/*.py"):
        try:
            found[name] = os.stat(name).st_mtime_ns
        except OSError:
            pass
    return found


def end(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main():
    process = None

    def stop(*_):
        if process:
            process.kill()
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    while not os.path.exists(HOME + "/app.py"):
        time.sleep(0.2)
    while True:
        seen, began = state(), time.time()
        with open(LOG, "w") as log:
            log.write(time.strftime("%H:%M:%S started\n", time.gmtime()))
            log.flush()
            process = subprocess.Popen([sys.executable, "-u", "app.py"], cwd=HOME, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while process.poll() is None and state() == seen:
            time.sleep(0.3)
        if process.poll() is not None:
            print("the checkout ended with %s; see app.log" % process.poll(), flush=True)
            while state() == seen and time.time() - began < 5:
                time.sleep(0.3)
        time.sleep(0.2)      # an editor may still be writing
        end(process)


if __name__ == "__main__":
    main()
