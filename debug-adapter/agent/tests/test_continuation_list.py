import gc
import sys
import unittest

from greenlet import getcurrent, greenlet
from wasix_debug_agent.continuations.continuation_list import ContinuationList
from wasix_debug_agent.continuations.continuations import Continuations
from wasix_debug_agent.continuations.greenlet_table import GreenletTable


class ContinuationListTest(unittest.TestCase):
    def setUp(self):
        self.list = ContinuationList(Continuations(GreenletTable()), sys._getframe())

    def test_one_that_has_ended_is_let_go_of_while_the_collector_is_as_the_program_has_it(self):
        freed = []

        class Noticed(greenlet):
            def __del__(self):
                freed.append(gc.isenabled())

        child = Noticed(lambda parent: parent.switch())
        child.switch(getcurrent())
        known = self.list.describe(0)
        child.throw()
        del child
        self.assertEqual(freed, [], "the list has it still")
        self.list.describe(known["telling"])
        self.assertEqual(freed, [True])


if __name__ == "__main__":
    unittest.main()
