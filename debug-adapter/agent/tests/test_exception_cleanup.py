"""What functions do for exceptions that come through, read from bytecode."""

import asyncio
import sys
import unittest

from wasix_debug_agent.code.exception_cleanup import begins_by_exception

TOOL = 4
LINE = sys.monitoring.events.LINE


def fail(value):
    if value > 1:
        raise ValueError(value)
    return value


class Lines:
    """Which lines code begins while it runs, and which of them an exception begins."""

    def __init__(self, text):
        self.begun = []
        self.by_exception = []
        self._code = compile(text, "text.py", "exec")

    def run(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "test")
        monitoring.register_callback(TOOL, LINE, self._begin)
        monitoring.set_events(TOOL, LINE)
        try:
            exec(self._code, {"fail": fail, "run": asyncio.run})
        finally:
            monitoring.set_events(TOOL, 0)
            monitoring.free_tool_id(TOOL)
        return self

    def _begin(self, code, line):
        if code.co_filename == "text.py":
            frame = sys._getframe(1)
            (self.by_exception if begins_by_exception(frame) else self.begun).append(line)


class BeginsByExceptionTest(unittest.TestCase):
    def run_in_function(self, *body):
        text = ["def work(*many):", *(f"    {line}" for line in body), "work(*range(400))"]
        return Lines("\n".join(text)).run()

    def test_a_comprehension_that_an_exception_leaves(self):
        for comprehension in (
            "x = [fail(y) for y in range(3)]",
            "x = {fail(y) for y in range(3)}",
            "x = {y: fail(z) for y, z in enumerate(range(3))}",
            "x = [[fail(y) for y in (1, z)] for z in range(3)]",
            "x = sum([lambda: z, fail(z)][1] for z in [fail(y) for y in range(3)])",
        ):
            with self.subTest(comprehension):
                ran = self.run_in_function(
                    "try:", f"    {comprehension}", "except ValueError: pass"
                )
                self.assertEqual(ran.begun, [1, 5, 2, 3, 4])
                self.assertEqual(set(ran.by_exception), {3})

    def test_one_in_a_module_and_in_a_class(self):
        body = "try:\n {}\nexcept ValueError:\n pass"
        ran = Lines(body.format("x = [fail(y) for y in range(3)]")).run()
        self.assertEqual((ran.begun, ran.by_exception), ([1, 2, 3, 4], [2]))
        ran = Lines(body.format("class X:\n  x = [fail(y) for y in range(3)]")).run()
        self.assertEqual(ran.by_exception, [3])

    def test_one_after_hundreds_of_variables(self):
        names = [f"name{number} = 0" for number in range(300)]
        ran = self.run_in_function(
            *names, "try:", "    [fail(y) for y in range(3)]", "except: x = 1"
        )
        self.assertEqual(ran.by_exception, [303])

    def test_one_that_ends(self):
        ran = self.run_in_function("try:", "    pass", "finally:", "    x = [y for y in range(3)]")
        self.assertEqual((ran.begun[-1], ran.by_exception), (5, []))

    def test_what_a_finally_does_last(self):
        with self.assertRaises(ValueError):
            self.run_in_function("try: fail(2)", "finally:", "    x = [y for y in range(3)]")
        ran = self.run_in_function(
            "try:",
            "    try:",
            "        fail(2)",
            "    finally:",
            "        x = [",
            "            y for y in range(3)",
            "        ]",
            "except ValueError: pass",
        )
        self.assertEqual(ran.by_exception, [])

    def test_an_await_that_an_exception_ends(self):
        ran = Lines(
            "async def inner(): fail(2)\n"
            "async def outer():\n"
            " try:\n"
            "  await inner()\n"
            " except ValueError: pass\n"
            "run(outer())"
        ).run()
        self.assertEqual([line for line in ran.begun if line == 4], [4])
