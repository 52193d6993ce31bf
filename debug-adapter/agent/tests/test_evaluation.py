import sys
import unittest

from wasix_debug_agent import evaluation


class HitCountTest(unittest.TestCase):
    def hits(self, condition):
        return [n for n in range(1, 7) if evaluation.hit_count_matches(condition, n)]

    def test_operators(self):
        for condition, expected in {
            "3": [3],
            "== 3": [3],
            ">=5": [5, 6],
            "> 5": [6],
            "< 3": [1, 2],
            "<= 2": [1, 2],
            "% 3": [3, 6],
        }.items():
            self.assertEqual(self.hits(condition), expected, condition)

    def test_what_is_no_condition_always_holds(self):
        for condition in ("often", "% 0.5", ">="):
            self.assertEqual(len(self.hits(condition)), 6, condition)

    def test_a_remainder_by_zero_never_holds(self):
        self.assertEqual(self.hits("% 0"), [])


class EvaluationTest(unittest.TestCase):
    def test_comprehensions_see_local_variables(self):
        factor = 3
        frame = sys._getframe()
        self.assertEqual(evaluation.evaluate("[n * factor for n in range(3)]", frame), [0, 3, 6])
        self.assertEqual(evaluation.evaluate("(lambda: factor)()", frame), factor)

    def test_statements_change_local_variables(self):
        value = 1
        self.assertIsNone(evaluation.execute("value = value + 1\nother = value", sys._getframe()))
        self.assertEqual(value, 2)
        self.assertEqual(evaluation.evaluate("other", sys._getframe()), 2)

    def test_an_expression_may_not_be_a_statement(self):
        with self.assertRaises(SyntaxError):
            evaluation.evaluate("value = 1", None)
