import sys
import unittest

from wasix_debug_agent.watching.conditions import Condition, HitCondition


class HitConditionTest(unittest.TestCase):
    def hits(self, text):
        condition = HitCondition(text)
        return [n for n in range(1, 7) if condition.holds(n)]

    def test_operators(self):
        for text, expected in {
            "3": [3],
            "== 3": [3],
            ">=5": [5, 6],
            "> 5": [6],
            "< 3": [1, 2],
            "<= 2": [1, 2],
            "% 3": [3, 6],
        }.items():
            self.assertEqual(self.hits(text), expected, text)

    def test_what_is_no_condition_is_refused(self):
        for text in ("often", "% 0.5", ">=", "% 0", "-1", "= 3"):
            with self.assertRaises(ValueError, msg=text):
                HitCondition(text)


class ConditionTest(unittest.TestCase):
    def test_sees_local_and_global_variables(self):
        number = 3  # noqa: F841 the condition reads it
        names = ["number"]  # noqa: F841
        frame = sys._getframe()
        self.assertTrue(Condition("number == 3 and unittest").holds(frame))
        self.assertFalse(Condition("[n for n in range(number) if n == number]").holds(frame))
        self.assertTrue(Condition("names[0] == 'number'  # a comment").holds(frame))

    def test_a_variable_without_a_value(self):
        condition = Condition("late == 1")
        with self.assertRaises(NameError):
            condition.holds(sys._getframe())
        late = 1
        self.assertTrue(condition.holds(sys._getframe()), late)

    def test_in_the_body_of_a_class(self):
        class Body:
            value = 1
            seen = Condition("value == 1").holds(sys._getframe())

        self.assertTrue(Body.seen)

    def test_errors_of_the_expression_come_out(self):
        with self.assertRaises(ZeroDivisionError):
            Condition("1 / 0").holds(sys._getframe())

    def test_statements_are_refused(self):
        for text in ("value = 1", "1 +", ""):
            with self.assertRaises(SyntaxError):
                Condition(text)
