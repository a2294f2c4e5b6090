#!/opt/checkov/bin/python3
"""checkov, loaded once. Of each run, most of the time goes into loading it; here a run is a fork of what is loaded already.

The command that asks for one (files/checkov) hands over its arguments, folder, environment and streams. What runs is checkov itself."""
import array
import json
import os
import signal
import socket
import struct
import sys
import warnings

SOCKET = "/tmp/checkov.sock"
warnings.simplefilter("ignore")
from checkov.main import Checkov  # noqa: E402


def child(connection):
    data, extra, _, _ = connection.recvmsg(262144, socket.CMSG_LEN(3 * 4))
    streams = array.array("i")
    for level, kind, part in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            streams.frombytes(part[:len(part) - len(part) % 4])
    asked = json.loads(data)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    _, uid, gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    sys.argv = ["checkov"] + asked["words"]
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode) for n, mode in ((0, "r"), (1, "w"), (2, "w")))
    code = 2
    try:
        code = Checkov(argv=sys.argv[1:]).run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                pass
        connection.sendall(bytes([(code or 0) & 255]))
        os._exit(0)


def main():
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if os.path.exists(SOCKET):
        os.remove(SOCKET)
    server = socket.socket(socket.AF_UNIX)
    server.bind(SOCKET)
    os.chmod(SOCKET, 0o666)
    server.listen(8)
    print("checkov is loaded", flush=True)
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            try:
                child(connection)
            finally:
                os._exit(1)
        connection.close()
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass


main()
