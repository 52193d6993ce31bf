"""Uses the extension module switcher, which switches greenlets from C."""

import greenlet
import switcher
from in_threads import run_in_threads


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
run_in_threads(play, 3)
print("switches from C")
