"""Runs unit tests and tells of each by lines of JSON: when it begins, and how it went.

Arguments: a module, then, as lists in JSON, the ids of tests in it that are not to be run,
`*` standing for any characters, and of those that have been run already.
"""

import fnmatch
import json
import os
import runpy
import subprocess
import sys
import threading
import types
import unittest

# Tests replace sys.stdout.
REPORT = os.dup(1)

# What CPython's tests may use besides what every test does.
RESOURCES = ["cpu", "decimal", "largefile", "network", "walltime"]


def report(test, outcome, detail=""):
    # On a line of its own, whatever the test has written.
    test = test.replace("__main__", module)
    line = json.dumps({"test": test, "outcome": outcome, "detail": detail})
    os.write(REPORT, f"\n{line}\n".encode())


class JsonResult(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self._current = test
        self._outcomes = {}
        report(test.id(), "started")

    def stopTest(self, test):
        # A test can fail several times: in its parts, in its body, and while it cleans up.
        for outcome in ("failed", "skipped", "passed"):
            if outcome in self._outcomes:
                report(test.id(), outcome, self._outcomes[outcome])
                break
        self._current = None
        super().stopTest(test)

    _current = None

    def _note(self, test, outcome, detail=""):
        if test is self._current:
            self._outcomes.setdefault(outcome, detail)
        else:
            # What a class or a module has set up for its tests.
            report(test.id(), outcome, detail)

    def addSuccess(self, test):
        self._note(test, "passed")

    def addFailure(self, test, error):
        self._note(test, "failed", self._exc_info_to_string(error, test))

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self._note(test, "failed", self._exc_info_to_string(error, test))

    def addSkip(self, test, reason):
        # A part of a test that is skipped skips no other.
        if not isinstance(test, unittest.case._SubTest):
            self._note(test, "skipped", reason)

    def addExpectedFailure(self, test, error):
        self._note(test, "passed")

    def addUnexpectedSuccess(self, test):
        self._note(test, "failed", "expected to fail, and passed")


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def prepare_cpython():
    """Corrects what CPython's tests take for granted on WASI: that it has neither sockets nor
    threads, and that a module that can be imported does what it is for."""
    from test import support
    from test.support import socket_helper, threading_helper

    support.use_resources = RESOURCES
    support.is_wasi = False
    support.has_socket_support = True
    socket_helper.has_gethostname = True
    socket_helper._bind_nix_socket_error = "there are no Unix sockets with a path"
    threading_helper.can_start_thread = True
    # Only its tests of the C API need more of it than that it is there.
    if module == "test.test_monitoring":
        sys.modules["_testcapi"] = types.ModuleType("_testcapi")


def prepare_gevent():
    """Corrects what the parts of CPython's tests that gevent's use take for granted on WASI."""
    from test import support
    from test.support import socket_helper, threading_helper

    support.is_wasi = False
    support.has_socket_support = True
    socket_helper.has_gethostname = True
    threading_helper.can_start_thread = True


def prepare_greenlet():
    """Lets greenlet's tests wait for as long as threads take on a busy machine: fifty may need more
    than ten seconds to start, after which the first would end too early, and leave behind what is
    counted as a leak then."""
    wait = threading.Event.wait

    def wait_longer(event, timeout=None):
        return wait(event, None if timeout == 10 else timeout)

    threading.Event.wait = wait_longer


def use_operating_system():
    """Lets tests start other Pythons, as far as the test runner plays the operating system."""
    import operating_system

    subprocess.run = operating_system.run


def is_left_out(test):
    return any(fnmatch.fnmatchcase(test, pattern) for pattern in not_run)


def to_run(tests):
    """The tests that are still to be run. Tells of those that are not to be run at all."""
    for test in tests_of(tests):
        name = test.id().replace("__main__", module)
        if name in done:
            continue
        if is_left_out(name):
            report(name, "not run")
        else:
            yield test


def run_tests():
    try:
        tests = unittest.defaultTestLoader.loadTestsFromName(module)
    except unittest.SkipTest as skip:
        report(module, "skipped", str(skip))
    else:
        unittest.TestSuite(to_run(tests)).run(JsonResult())


def run_program():
    """Runs a module that is a program: it asks unittest for its tests at the end, or is a test by
    itself, which has passed when it comes to its end."""
    if module in done:
        return
    if is_left_out(module):
        report(module, "not run")
        return
    has_tests = False

    def main(*_args, **_kwargs):
        nonlocal has_tests
        has_tests = True
        tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
        unittest.TestSuite(to_run(tests)).run(JsonResult())

    unittest.main = main
    report(module, "started")
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except unittest.SkipTest as skip:
        report(module, "skipped", str(skip))
    else:
        if not has_tests:
            report(module, "passed")


module = sys.argv[1]
not_run, done = map(json.loads, sys.argv[2:])
# Programs look at them.
del sys.argv[1:]
if "TEST_OPERATING_SYSTEM" in os.environ:
    use_operating_system()
if module.startswith("gevent.tests."):
    prepare_gevent()
    run_program()
else:
    if module.startswith("test."):
        prepare_cpython()
    if module.startswith("greenlet.tests."):
        prepare_greenlet()
    run_tests()
