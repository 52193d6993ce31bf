"""Tests of what a step notes of the calls on its line."""

import unittest

from wasix_debug_agent.steps.step import Step


def function():
    pass


class Methods:
    def method(self):
        pass


class Compiled:
    """As a function that Cython has compiled: its code is there to be looked at, and never runs."""

    __code__ = function.__code__

    def __call__(self):
        pass


class StepTest(unittest.TestCase):
    def setUp(self):
        self.step = Step("over", None, Step.NEXT_LINE)

    def test_calls_of_functions_are_noted_once(self):
        self.assertTrue(self.step.notes_call(function))
        self.assertFalse(self.step.notes_call(function))
        self.assertTrue(self.step.notes_call(Methods().method))

    def test_code_that_never_runs_is_not_watched(self):
        self.assertFalse(self.step.notes_call(Compiled()))
        self.assertFalse(self.step.notes_call(len))
