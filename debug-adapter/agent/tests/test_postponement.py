import sys
import unittest

from wasix_debug_agent.stops.postponement import Postponement

MANY = 1000


class PostponementTest(unittest.TestCase):
    """Asks in the frames of its own tests, which stand in for the agent's."""

    def setUp(self):
        self.postponement = Postponement()

    def granted(self, count):
        """How often it is granted to the caller, which stands in one place."""
        frame = sys._getframe(1)
        return sum(self.postponement.is_granted(frame) for _ in range(count))

    def test_r15_what_gets_on_is_waited_for(self):
        # The fault: a module that the debugger was importing, on a slow machine, was used.
        turns = 0
        for _ in range(MANY):
            turns += self.granted(1)
            turns += self.granted(1)
        self.assertEqual(turns, 2 * MANY)

    def test_r15_what_stands_is_not_waited_for_for_ever(self):
        granted = self.granted(MANY)
        self.assertTrue(0 < granted < MANY)
        self.assertEqual(self.granted(1), 1)

    def test_each_time_is_a_new_one(self):
        def wait():
            granted = self.granted(MANY)
            self.postponement.end()
            return granted

        self.assertEqual(len({wait() for _ in range(3)}), 1)
