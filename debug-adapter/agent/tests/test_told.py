"""What the session is told, and what it knows already."""

import unittest

from wasix_debug_agent.continuations.told import Told


class ToldTest(unittest.TestCase):
    def setUp(self):
        self.told = Told()
        self.since = 0

    def tell(self, looks, since=None, most=None):
        """What a session is told that has heard everything, or no more than up to ``since``."""
        news = self.told.news(self.since if since is None else since, looks, most)
        told = news.describe()
        self.since = told["telling"]
        return news.changed, sorted(told["gone"]), told["since"] != 0

    def test_only_what_is_new_is_told_again(self):
        self.assertEqual(self.tell({1: "a", 2: "b"}), ([1, 2], [], False))
        self.assertEqual(self.tell({1: "a", 2: "b"}), ([], [], True))
        self.assertEqual(self.tell({1: "a", 2: "c", 3: "d"}), ([2, 3], [], True))
        self.assertEqual(self.tell({3: "d"}), ([], [1, 2], True))
        self.assertEqual(self.tell({3: "d", 1: "a"}), ([1], [], True))

    def test_what_has_no_look_is_told_each_time(self):
        for _ in range(2):
            self.assertEqual(self.tell({0: None, 1: "a"})[0][-1], 0)
        news = self.told.news(self.since, {0: None, 1: "b"})
        news.tell_again(1)
        self.since = news.describe()["telling"]
        self.assertEqual(self.tell({0: None, 1: "b"}), ([1, 0], [], True))
        self.assertEqual(self.tell({0: None, 1: "b"}), ([0], [], True))

    def test_who_has_missed_something_is_told_all(self):
        self.tell({1: "a", 2: "b"})
        before = self.since
        self.tell({1: "a", 2: "c"})
        self.assertEqual(self.tell({1: "a", 2: "c"}, since=before), ([1, 2], [], False))
        self.assertEqual(self.tell({1: "a", 2: "c"}, since=0), ([1, 2], [], False))
        self.told.forget()
        self.assertEqual(self.tell({1: "a", 2: "c"}), ([1, 2], [], False))

    def test_other_circumstances_make_everything_new(self):
        self.told.renew("one")
        self.tell({1: "a"})
        self.told.renew("one")
        self.assertEqual(self.tell({1: "a"}), ([], [], True))
        self.told.renew("other")
        self.assertEqual(self.tell({1: "a"}), ([1], [], False))

    def test_much_is_told_piece_by_piece(self):
        looks = {0: None, 1: "a", 2: "b", 3: "c"}
        self.assertEqual(self.tell(looks, most=2), ([1, 2], [], False))
        # Meanwhile one has changed, and one has gone.
        looks = {0: None, 1: "d", 3: "c"}
        self.assertEqual(self.tell(looks, most=2), ([1, 3, 0], [2], True))
        self.assertEqual(self.tell(looks, most=2), ([0], [], True))
