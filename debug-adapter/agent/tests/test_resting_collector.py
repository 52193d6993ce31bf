import gc
import unittest

from wasix_debug_agent.continuations.resting_collector import RestingCollector


class RestingCollectorTest(unittest.TestCase):
    def setUp(self):
        self.addCleanup(gc.enable if gc.isenabled() else gc.disable)

    def test_nothing_is_collected_within_it(self):
        collected = []
        gc.callbacks.append(lambda phase, _: collected.append(phase))
        self.addCleanup(gc.callbacks.pop)
        gc.enable()
        gc.collect()
        collected.clear()
        with RestingCollector():
            made = [[] for _ in range(10 * gc.get_threshold()[0])]
            during = [*collected]
        self.assertEqual((len(made) > 0, during), (True, []))
        made += [[] for _ in range(10 * gc.get_threshold()[0])]
        self.assertIn("start", collected)

    def test_the_program_has_it_as_it_was(self):
        for set_up, is_enabled in [(gc.enable, True), (gc.disable, False)]:
            with self.subTest(is_enabled=is_enabled):
                set_up()
                with RestingCollector():
                    self.assertFalse(gc.isenabled())
                self.assertEqual(gc.isenabled(), is_enabled)
                with self.assertRaises(KeyError), RestingCollector():
                    raise KeyError
                self.assertEqual(gc.isenabled(), is_enabled)
