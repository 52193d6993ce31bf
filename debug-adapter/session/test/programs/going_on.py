import time

from greenlet import getcurrent, greenlet

main = getcurrent()


def sleep():
    main.switch()


def work():
    while True:
        main.switch()


def end():
    main.switch()


sleeping, working, ending, new = map(greenlet, [sleep, work, end, sleep])
for each in (sleeping, working, ending):
    each.switch()
print("stands")  # @stands
ending.switch()
others = [greenlet(sleep) for _ in range(3)]
for each in others:
    each.switch()
print("goes on", flush=True)
while True:
    working.switch()
    time.sleep(0.01)
