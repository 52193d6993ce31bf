"""What a call calls, read from bytecode."""

import sys
import unittest

from wasix_debug_agent.code.call_sites import method_called


class Recorder:
    """Writes down what the line that calls it says that it calls."""

    def __init__(self):
        self.called = []
        self.again = self

    def throw(self, *args, **kwargs):
        frame = sys._getframe(1)
        self.called.append(method_called(frame.f_code, frame.f_lasti))
        return self

    switch = throw

    def __getattr__(self, name):
        return self.throw


class MethodCalledTest(unittest.TestCase):
    def test_a_method_is_told_whatever_its_arguments_are(self):
        recorder = Recorder()
        arguments = (1, 2)
        recorder.throw(recorder.again, len("abc"))
        recorder.again.throw(
            name=recorder.again.again,
        )
        recorder.again.switch(*arguments)
        self.assertEqual(recorder.called, ["throw", "throw", "switch"])

    def test_of_a_chain_the_call_that_is_made_counts(self):
        recorder = Recorder()
        recorder.throw().switch().throw(recorder.switch())
        self.assertEqual(recorder.called, ["throw", "switch", "switch", "throw"])

    def test_a_name_after_hundreds_of_others_is_told(self):
        recorder = Recorder()
        names = "\n".join(f"recorder.name_{number}()" for number in range(300))
        exec(compile(f"{names}\nrecorder.throw()", "many.py", "exec"), {"recorder": recorder})
        self.assertEqual(recorder.called[0], "name_0")
        self.assertEqual(recorder.called[299:], ["name_299", "throw"])

    def test_a_function_by_another_name_is_no_method(self):
        recorder = Recorder()
        throw = recorder.throw
        throw()
        (recorder.switch if recorder.called else recorder.throw)()
        self.assertEqual(recorder.called[0], None)
        self.assertNotEqual(recorder.called[1], "throw")
