"""What tests ask of the operating system, which the test runner plays: see operatingSystem.ts.

Where there is no network, the request is a line on standard output, and the answer one on standard
input.
"""

import json
import os
import socket
import subprocess

PORT = os.environ.get("TEST_OPERATING_SYSTEM")

BY_STANDARD_STREAMS = "standard streams"


def ask(**request):
    """Sends a request to the test runner and returns its answer."""
    if PORT == BY_STANDARD_STREAMS:
        # Tests replace sys.stdout.
        os.write(1, f"\n{json.dumps({'operating_system': request})}\n".encode())
        with open(0, closefd=False) as answer:
            return json.loads(answer.readline())
    with socket.create_connection(("127.0.0.1", int(PORT))) as connection:
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb") as answer:
            return json.load(answer)


def run(args, *, stdout=None, stderr=None, capture_output=False, check=False, **_):
    """Stands in for subprocess.run: runs Python in a guest of its own, and takes its output."""
    answer = ask(run=list(args[1:]))
    # As subprocess has it for a process that a signal has ended.
    code = answer["code"] if answer["code"] < 128 else 128 - answer["code"]
    out, err = answer["stdout"], answer["stderr"]
    if stderr == subprocess.STDOUT:
        out, err = out + err, None
    if check and code != 0:
        raise subprocess.CalledProcessError(code, args, out, err)
    return subprocess.CompletedProcess(args, code, out, err)


def memory_size():
    """How large the memory of this process is, in bytes, where the test runner sees it."""
    if PORT == BY_STANDARD_STREAMS:
        raise AttributeError("nobody sees the memory of this process")
    return ask(memory=True)["bytes"]
