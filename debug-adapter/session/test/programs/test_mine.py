"""Tests of the user's, which only a library calls."""

import unittest


class FirstTest(unittest.TestCase):
    def setUp(self):
        self.value = 1

    def tearDown(self):
        self.value = 0

    def test_one(self):
        self.assertEqual(self.value, 1)  # @one

    def test_two(self):
        self.assertEqual(self.value, 2)  # @two


class LastTest(unittest.TestCase):
    def test_last(self):
        self.assertTrue(True)  # @last
