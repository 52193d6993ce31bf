"""Workers that take turns: a hub, their parent, switches to whoever is ready."""

from collections import deque

from greenlet import getcurrent, greenlet

ready = deque()
done = []


def run_hub():
    while ready:
        worker, arguments = ready.popleft()
        worker.switch(*arguments)
    return "nobody is left"


def hire(*arguments):
    ready.append((greenlet(work, parent=hub), arguments))


def take_turns():
    ready.append((getcurrent(), ()))
    hub.switch()  # @takes_turns


def work(name, rounds):
    progress = {"name": name, "turns": []}
    for turn in range(rounds):
        progress["turns"].append(turn)
        print(name, "has turn", turn)  # @works
        take_turns()
    done.append(name)  # @ends


hub = greenlet(run_hub)
for name, rounds in {"ada": 2, "ben": 1, "cleo": 3}.items():
    hire(name, rounds)
print(hub.switch())  # @begins
print("done:", done)
