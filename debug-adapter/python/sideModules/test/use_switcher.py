"""Uses the extension module switcher, which switches greenlets from C."""

import threading

import greenlet
import switcher


def play():
    """Greenlets that C starts, switches to and throws into."""
    main = greenlet.getcurrent()

    def worker():
        me = greenlet.getcurrent()
        assert switcher.switch_to(main, me) == "first"
        try:
            switcher.switch_to(main, "second")
        except ValueError as error:
            return str(error)

    made = switcher.run(worker)
    assert made.parent is main
    assert switcher.switch_to(made, "first") == "second"
    assert switcher.throw_to(made, ValueError("thrown by C")) == "thrown by C"
    assert made.dead
    # A generator between the two does not care.
    numbers = (switcher.run(lambda n=number: main.switch(n)) for number in range(1000))
    assert sum(numbers) == 499500


play()
failures = []


def play_in_thread():
    """Notes what goes wrong in another thread."""
    try:
        play()
    except BaseException as error:
        failures.append(error)


threads = [threading.Thread(target=play_in_thread) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert failures == [], failures
print("switches from C")
