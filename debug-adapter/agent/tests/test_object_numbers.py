"""Numbers for objects of the program."""

import unittest

from wasix_debug_agent.continuations.object_numbers import ObjectNumbers


class Equal:
    """All are equal, and none can be looked up."""

    __hash__ = None

    def __eq__(self, other):
        return True


class ObjectNumbersTest(unittest.TestCase):
    def test_each_object_keeps_a_number_of_its_own(self):
        numbers = ObjectNumbers()
        first, second = Equal(), Equal()
        self.assertEqual([numbers.of(first), numbers.of(second), numbers.of(first)], [1, 2, 1])
        self.assertIs(numbers.find(2), second)

    def test_a_number_ends_with_its_object_and_is_not_used_again(self):
        numbers = ObjectNumbers()
        for number in range(1, 9):
            # They may all have the same address.
            self.assertEqual(numbers.of(Equal()), number)
            self.assertIsNone(numbers.find(number))
