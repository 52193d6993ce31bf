"""Uses the extension module jumper: longjmp, in threads and greenlets too."""

import threading

import greenlet
import jumper

assert [jumper.jump(levels) for levels in (0, 1, 100)] == [(42, 0), (42, 1), (42, 100)]
assert jumper.call_and_jump(lambda: jumper.call_and_jump(lambda: "inner")) == "inner"
try:
    jumper.call_and_jump(lambda: 1 / 0)
except ZeroDivisionError as error:
    print(error)

main = greenlet.getcurrent()
workers = [
    greenlet.greenlet(lambda n=number: jumper.call_and_jump(lambda: main.switch(n)))
    for number in range(3)
]
assert [each.switch() for each in workers] == [0, 1, 2]
assert [each.switch(number) for number, each in enumerate(workers)] == [0, 1, 2]

seen = []
threads = [threading.Thread(target=lambda: seen.append(jumper.jump(10))) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert seen == [(42, 10)] * 2
print("jumps")
