"""Runs the test modules named by its arguments and prints a line of JSON for each test."""

import json
import sys
import unittest


class JsonResult(unittest.TestResult):
    def _report(self, test, outcome, detail=""):
        print(json.dumps({"test": test.id(), "outcome": outcome, "detail": detail}), flush=True)

    def addSuccess(self, test):
        self._report(test, "passed")

    def addFailure(self, test, error):
        self._report(test, "failed", self._exc_info_to_string(error, test))

    def addError(self, test, error):
        self._report(test, "failed", self._exc_info_to_string(error, test))

    def addSkip(self, test, reason):
        self._report(test, "skipped", reason)

    def addExpectedFailure(self, test, error):
        self._report(test, "passed")

    def addUnexpectedSuccess(self, test):
        self._report(test, "failed", "expected to fail, and passed")


unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:]).run(JsonResult())
