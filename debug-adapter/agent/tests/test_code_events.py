import unittest

from wasix_debug_agent.watching.code_events import CodeEvents


def _twins():
    """Two code objects that are equal."""
    return [compile("1", "same.py", "exec") for _ in range(2)]


class CodeEventsTest(unittest.TestCase):
    def test_equal_code_is_told_apart(self):
        one, other = _twins()
        self.assertEqual(one, other)
        wanted = CodeEvents()
        wanted.add(one, 1)
        self.assertIn(one, wanted)
        self.assertNotIn(other, wanted)
        wanted.add(other, 2)
        self.assertEqual([wanted.of(one), wanted.of(other)], [1, 2])

    def test_events_of_the_same_code_are_joined(self):
        code, stranger = _twins()
        wanted, more = CodeEvents(), CodeEvents()
        wanted.add(code, 1)
        wanted.add(code, 2)
        more.add(code, 4)
        wanted.update(more)
        self.assertEqual(list(wanted), [(code, 7)])
        self.assertEqual(wanted.of(stranger), 0)
        wanted.clear()
        self.assertEqual(list(wanted), [])
