import unittest

from wasix_debug_agent.values.rendering import render


class Broken:
    def __repr__(self):
        raise ValueError("no text")


class BrokenTwice:
    def __repr__(self):
        raise Unprintable


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError


class RenderingTest(unittest.TestCase):
    def test_small_values_look_as_in_python(self):
        for value in (
            [],
            (1,),
            {},
            set(),
            frozenset(),
            {1: {2: (3, 4)}},
            "text",
            b"bytes",
            frozenset({1}),
            None,
            1.5,
        ):
            self.assertEqual(render(value), repr(value))

    def test_large_values_are_cut_without_looking_at_all_of_them(self):
        self.assertLess(len(render(range(10**9))), 100)
        self.assertLess(len(render(list(range(10**6)))), 200)
        self.assertLess(len(render("x" * 10**7)), 400)
        self.assertLess(len(render({n: [n] * 100 for n in range(1000)})), 1100)

    def test_values_that_hold_themselves(self):
        cycle = []
        cycle.append({"cycle": cycle})
        self.assertEqual(render(cycle), "[{'cycle': [...]}]")

    def test_broken_values(self):
        self.assertIn("repr() raised ValueError: no text", render([Broken()]))
        self.assertIn("Unprintable", render(BrokenTwice()))
