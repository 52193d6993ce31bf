"""The greenlets of a program that was not watched."""

import threading
import unittest

from greenlet import getcurrent, greenlet
from wasix_debug_agent.continuations import existing_greenlets
from wasix_debug_agent.continuations.continuations import main_greenlet
from wasix_debug_agent.continuations.greenlet_table import GreenletTable
from wasix_debug_agent.continuations.guest_threads import current_main_context


def leave(parent):
    parent.switch()


class ExistingGreenletsTest(unittest.TestCase):
    def learned(self):
        table = GreenletTable()
        existing_greenlets.learn(table)
        return table

    def test_those_that_have_begun_come_first_in_that_order(self):
        pending, second, first, dead = (greenlet(leave) for _ in range(4))
        dead.run = lambda: None
        dead.switch()
        first.switch(getcurrent())
        second.switch(getcurrent())
        mine = (pending, second, first, dead)
        found = [each for each in self.learned().greenlets() if each in mine]
        self.assertEqual(found, [dead, first, second, pending])
        for each in (first, second):
            each.throw()

    def test_main_ones_are_known_by_their_threads(self):
        known = {}
        event = threading.Event()
        begun = threading.Event()

        def work():
            child = greenlet(leave)
            child.switch(getcurrent())
            known[current_main_context()] = main_greenlet()
            begun.set()
            event.wait()
            child.throw()

        thread = threading.Thread(target=work)
        thread.start()
        begun.wait()
        known[current_main_context()] = main_greenlet()
        self.assertEqual(self.learned().main_greenlets(), known)
        event.set()
        thread.join()


if __name__ == "__main__":
    unittest.main()
