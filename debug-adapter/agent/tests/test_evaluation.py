import sys
import unittest

from wasix_debug_agent import evaluation


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
