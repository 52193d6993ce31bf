"""Tests that unittest runs."""

import sys
import unittest


class FirstTest(unittest.TestCase):
    def setUp(self):
        self.value = 1

    def tearDown(self):
        self.value = 0

    def test_one(self):
        self.assertEqual(self.value, 1)  # @one

    def test_two(self):
        with self.assertRaises(ValueError):
            int("x")  # @two

    def test_last(self):
        for turn in range(2):
            with self.subTest(turn=turn):
                self.assertLess(turn, 2)  # @sub


class OtherTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = 1

    def test_other(self):
        self.addCleanup(print, "cleaned up")
        self.assertTrue(self.shared)  # @other


if __name__ == "__main__":
    unittest.TextTestRunner(stream=open("/dev/null", "w")).run(
        unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    )
