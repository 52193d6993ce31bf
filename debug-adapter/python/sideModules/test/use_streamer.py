"""Uses the extension module streamer, which is in C++ with streams and regular expressions."""

import greenlet
import streamer
from in_threads import run_in_threads


def use():
    """What streams and their like do, also while a greenlet switches inside of one."""
    assert streamer.write_text(lambda: "text") == "   7|2.50|text|true"
    assert streamer.read_numbers("1 2.5 -3e2 end") == -296.5
    assert streamer.find_words("a=1, b = 2, c=34") == "1a 34c "
    assert streamer.mix() == ("begun with ff", True, "0.1")
    try:
        streamer.refuse_pattern()
    except ValueError as error:
        assert "( and )" in str(error), error
    else:
        raise AssertionError("a pattern that is none")
    try:
        streamer.write_text(lambda: 1 / 0)
    except ZeroDivisionError:
        pass
    else:
        raise AssertionError("no exception")

    main = greenlet.getcurrent()
    writers = [greenlet.greenlet(streamer.write_text) for _ in range(3)]
    for writer in writers:
        writer.switch(main.switch)
    texts = [writer.switch(number) for number, writer in enumerate(writers)]
    assert texts == [f"   7|2.50|{number}|true" for number in range(3)], texts


use()
run_in_threads(use, 2)
streamer.say("streams of C++")
