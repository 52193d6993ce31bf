"""Lets greenlets sleep until there is no room for another, has another program do the same, and so on."""
import json
import os
import sys

from greenlet import getcurrent, greenlet

main = getcurrent()
others = int(sys.argv[1])
sleeping = []
try:
    while True:
        one = greenlet(main.switch)
        one.switch()
        sleeping.append(one)
except MemoryError:
    print(len(sleeping), "sleep, and there is no room for another", flush=True)
if others > 0:
    request = {"run": ["greenlets_of_others.py", str(others - 1)]}
    os.write(1, f"{json.dumps({'operating_system': request})}\n".encode())
    answer = json.loads(sys.stdin.readline())
    # Without its own request.
    print(*[line for line in answer["stdout"].splitlines() if "sleep" in line], sep="\n")
    print(answer["stderr"], end="", file=sys.stderr, flush=True)
sys.stdout.flush()
os._exit(0)
