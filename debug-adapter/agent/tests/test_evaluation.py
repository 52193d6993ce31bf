import sys
import unittest

from wasix_debug_agent.conversation.refusal import Refusal
from wasix_debug_agent.values import completions, console, evaluation, safe_evaluation
from wasix_debug_agent.watching.conditions import Condition
from wasix_debug_agent.watching.log_message import LogMessage


class EvaluationTest(unittest.TestCase):
    def test_comprehensions_see_local_variables(self):
        factor = 3
        frame = sys._getframe()
        self.assertEqual(evaluation.evaluate("[n * factor for n in range(3)]", frame), [0, 3, 6])
        self.assertEqual(evaluation.evaluate("(lambda: factor)()", frame), factor)

    def test_statements_change_local_variables(self):
        value = 1
        self.assertIsNone(console.execute("value = value + 1\nother = value", sys._getframe()))
        self.assertEqual(value, 2)
        self.assertEqual(evaluation.evaluate("other", sys._getframe()), 2)

    def test_an_expression_may_not_be_a_statement(self):
        with self.assertRaises(SyntaxError):
            evaluation.evaluate("value = 1", None)

    def test_the_last_expression_of_several_statements_counts(self):
        self.assertEqual(console.execute("first = 2\nfirst * 3", sys._getframe()), 6)

    def test_await_at_the_console(self):
        async def answer():
            return 42

        self.assertEqual(console.execute("await answer()", sys._getframe()), 42)
        self.assertEqual(console.execute("x = 1\nx + await answer()", sys._getframe()), 43)

    def test_only_variables_of_functions_cannot_be_deleted(self):
        shared = local = 1
        frame = sys._getframe()
        for source in ("del local", "del shared", "del self", "if local:\n  del (local, shared)"):
            with self.assertRaises(Refusal, msg=source):
                console.execute(source, frame)
        self.assertEqual((lambda: shared)(), local)
        with self.assertRaises(NameError):
            console.execute("del missing", frame)

        class Body:
            one = two = three = 1
            console.execute("del one\ndel two; later = lambda: two", sys._getframe())
            console.execute("try: 1 / 0\nexcept Exception as three: pass", sys._getframe())

        self.assertFalse({"one", "two", "three"} & {*vars(Body)})

    def test_annotations_are_evaluated_unless_the_module_says_otherwise(self):
        asking = (
            "eval(\"__import__('sys')._getframe().f_code.co_flags\")",
            "__import__('sys')._getframe().f_code.co_flags",
            "(lambda: __import__('sys')._getframe().f_code.co_flags)()",
            "[__import__('sys')._getframe().f_code.co_flags for _ in '1'][0]",
        )
        frames = {}
        for line in ("", "from __future__ import annotations"):
            source = f"{line}\nimport sys\ndef make(): return sys._getframe()\nframe = make()"
            names = {"__name__": "made"}
            exec(compile(source, "made.py", "exec", dont_inherit=True), names)
            frames[line] = names["frame"]
        for line, frame in frames.items():
            expected = bool(line)
            for source in asking:
                found = evaluation.evaluate(source, frame)
                self.assertEqual(bool(found & 0x1000000), expected, source)
                found = console.execute(f"it = 1; {source}", frame)
                self.assertEqual(bool(found & 0x1000000), expected, source)
                value = Condition(f"{source} & 0x1000000")
                self.assertEqual(value.holds(frame), expected, source)
                text = LogMessage(f"{{{source} & 0x1000000:#x}}").text(frame)
                self.assertEqual(text, "0x1000000" if expected else "0x0", source)
            console.execute("def f(a: int, b: 'str') -> None: pass", frame)
            found = console.execute("f.__annotations__", frame)
            kinds = {"a": int, "b": "str", "return": None}
            texts = {"a": "int", "b": "'str'", "return": "None"}
            self.assertEqual(found, texts if expected else kinds)
            source = "import math\nclass B:\n  y: nothing_like_that\nB.__annotations__"
            if expected:
                self.assertEqual(console.execute(source, frame), {"y": "nothing_like_that"})
            else:
                with self.assertRaises(NameError):
                    console.execute(source, frame)
        for source in asking:
            self.assertFalse(evaluation.evaluate(source, None) & 0x1000000, source)
        # One expression, here and there.
        expression = evaluation.Expression(asking[0])
        found = [bool(expression.value(each) & 0x1000000) for each in frames.values()]
        self.assertEqual(found, [False, True])

    def test_what_an_expression_names_is_set(self):
        value = {"key": [1, 2]}
        evaluation.assign("value['key'][1]", "len('abc')", sys._getframe())
        self.assertEqual(value, {"key": [1, 3]})
        evaluation.assign("value", "7", sys._getframe())
        self.assertEqual(value, 7)
        with self.assertRaises(SyntaxError):
            evaluation.assign("len(value)", "1", sys._getframe())
        with self.assertRaises(SyntaxError):
            evaluation.assign("value = other", "1", sys._getframe())


class Sly:
    kind = "of the class"

    def __init__(self):
        self.own = {"a": (1, 2)}

    @property
    def computed(self):
        raise AssertionError("was computed")

    def __getattr__(self, name):
        raise AssertionError("was asked")

    def __getitem__(self, index):
        raise AssertionError("was asked for an item")

    def method(self):
        raise AssertionError("was called")


class HoverTest(unittest.TestCase):
    def hover(self, source):
        sly = Sly()  # noqa: F841 the hover is over it
        return safe_evaluation.evaluate(source, sys._getframe())

    def test_variables_attributes_and_items(self):
        self.assertEqual(self.hover("sly.own['a'][-1]"), 2)
        self.assertEqual(self.hover("sly.kind"), "of the class")
        self.assertEqual(self.hover("sys.maxsize"), sys.maxsize)
        self.assertEqual(self.hover("sly.method").__name__, "method")

    def test_no_code_is_run(self):
        for source in ("sly.computed", "sly.missing", "sly[0]", "sly.method()", "1 + 1", "("):
            with self.assertRaises(Refusal, msg=source):
                self.hover(source)


class CompletionTest(unittest.TestCase):
    def labels(self, text):
        sly = Sly()
        table = {"alpha": 1, "beta": sly}  # noqa: F841 the completions are of it
        return [found["label"] for found in completions.complete(text, sys._getframe())]

    def test_names(self):
        self.assertEqual(self.labels("tab"), ["table"])
        self.assertIn("print", self.labels("x = pri"))
        self.assertEqual(self.labels("12"), [])

    def test_attributes(self):
        self.assertEqual(self.labels("sly.k"), ["kind"])
        self.assertEqual(self.labels("sly.")[:4], ["computed", "kind", "method", "own"])
        self.assertEqual(self.labels("table['beta'].o"), ["own"])
        self.assertEqual(self.labels("nothing.a"), [])

    def test_keys(self):
        self.assertEqual(self.labels("table['a"), ["alpha"])
        self.assertEqual(self.labels('table["'), ["alpha", "beta"])
