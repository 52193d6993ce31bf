"""Runs pytest by its own command line and prints a line of JSON for each test."""

import json
import sys

import pytest


class JsonReporter:
    def pytest_runtest_logreport(self, report):
        # A test passes when it is called; it can fail and be skipped before and after.
        if report.outcome == "passed" and report.when != "call":
            return
        self._print(report.nodeid, report.outcome, report.longrepr)

    def pytest_collectreport(self, report):
        if report.outcome != "passed":
            self._print(report.nodeid, report.outcome, report.longrepr)

    def _print(self, test, outcome, detail):
        # Where a test was skipped does not matter, only why.
        reason = detail[2] if isinstance(detail, tuple) else detail
        result = {"test": test, "outcome": outcome, "detail": "" if reason is None else str(reason)}
        print("\n" + json.dumps(result), flush=True)


sys.exit(pytest.main(sys.argv[1:], plugins=[JsonReporter()]))
