"""Runs unit tests and prints a line of JSON for each.

Arguments: a module, then the ids of tests in it that are not to be run.
"""

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


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


# CPython's tests take it that nothing on WASI has threads; these have been run with them.
WITH_THREADS = {"test.test_queue", "test.test_threading"}


def allow_threads():
    from test.support import threading_helper

    threading_helper.can_start_thread = True


module, *not_run = sys.argv[1:]
if module in WITH_THREADS:
    allow_threads()
result = JsonResult()
try:
    tests = unittest.defaultTestLoader.loadTestsFromName(module)
except unittest.SkipTest as skip:
    print(json.dumps({"test": module, "outcome": "skipped", "detail": str(skip)}), flush=True)
else:
    unittest.TestSuite(test for test in tests_of(tests) if test.id() not in not_run).run(result)
