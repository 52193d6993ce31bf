"""A round-robin scheduler: ten tasks, each a greenlet that gives up control after a bit of work."""
from collections import deque

from greenlet import getcurrent, greenlet

TASKS = 10


class Scheduler:
    """Runs greenlets in turn until all are dead. Its own greenlet is their parent."""

    def __init__(self):
        self.ready = deque()
        self.turns = 0

    def add(self, function, *arguments):
        task = greenlet(function)
        task.name = f"task {len(self.ready)}"
        self.ready.append((task, arguments))

    def run(self):
        while self.ready:
            task, arguments = self.ready.popleft()
            self.turns += 1
            task.switch(*arguments)
            if not task.dead:
                self.ready.append((task, ()))

    def give_up_control(self):
        getcurrent().parent.switch()


scheduler = Scheduler()


def count_down(name, steps):
    for remaining in range(steps, 0, -1):
        print(f"{name} has {remaining} to go")
        scheduler.give_up_control()
    print(f"{name} is done")


for number in range(TASKS):
    scheduler.add(count_down, f"task {number}", 1 + number % 3)
scheduler.run()
print("turns:", scheduler.turns)
