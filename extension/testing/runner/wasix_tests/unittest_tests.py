"""Tests of unittest."""

import argparse
import inspect
import os
import re
import sys
import time
import unittest
from collections.abc import Iterator

from . import places
from .channel import Channel
from .failures import describe
from .items import Items
from .output import TestOutput
from .request import Request

_FIXTURE = re.compile(r"(?:setUp|tearDown)(?:Class|Module) \((.+)\)")
_PLACE = re.compile(r'File "([^"]+)", line (\d+)')


def discover_and_run(request: Request, channel: Channel) -> None:
    """Finds tests as ``python -m unittest discover`` does, and runs them if that is wanted."""
    options = _parse(request.arguments)
    items = Items(channel)
    output = TestOutput(channel, is_shown=request.debugs)
    if request.runs:
        output.install()
    loader = _Loader(request)
    found = loader.discover(options.start_directory, options.pattern, options.top_level_directory)
    top = options.top_level_directory or options.start_directory
    tests: list[tuple[unittest.TestCase, str]] = []
    for test in _flatten(found):
        if _is_failure(test):
            _tell_problem(test, top, items, channel)
            continue
        name = _add(test, items, top)
        if request.wants(name):
            tests.append((test, name))
    if request.runs:
        result = _Result(tests, items, channel, output)
        result.failfast = options.failfast
        unittest.TestSuite(test for test, _ in tests).run(result)
        result.finish()


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("unittest discover", add_help=False, exit_on_error=False)
    parser.add_argument("-s", "--start-directory", default=".")
    parser.add_argument("-p", "--pattern", default="test*.py")
    parser.add_argument("-t", "--top-level-directory")
    parser.add_argument("-f", "--failfast", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-b", "--buffer", action="store_true")
    return parser.parse_args(arguments)


class _Loader(unittest.TestLoader):
    """Imports no file in which nothing is wanted."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self._request = request

    def _match_path(self, path: str, full_path: str, pattern: str) -> bool:
        found = places.relative(full_path)
        is_wanted = found is not None and self._request.wants_of(found)
        return is_wanted and super()._match_path(path, full_path, pattern)


def _flatten(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _flatten(test)
        else:
            yield test


def _is_failure(test: unittest.TestCase) -> bool:
    """Whether it stands for a module that could not be imported."""
    kind = type(test)
    return (kind.__module__, kind.__name__) == ("unittest.loader", "_FailedTest")


def _module_file(name: str, top: str) -> str:
    base = os.path.join(top, *name.split("."))
    file = os.path.join(base, "__init__.py") if os.path.isdir(base) else f"{base}.py"
    return places.relative(file) or file


def _tell_problem(test: unittest.TestCase, top: str, items: Items, channel: Channel) -> None:
    path = items.add_file(_module_file(test.id().split("_FailedTest.")[-1], top))
    try:
        test.debug()
    except Exception as error:
        # The exception is gone, and this text is left of it.
        text = str(error)
        found = [line for file, line in _PLACE.findall(text) if places.relative(file) == path]
        # That of an encoding that is not known is 0.
        line = max(int(found[-1]), 1) if found else None
        channel.send("problem", file=path, message=text, line=line)


def _add(test: unittest.TestCase, items: Items, top: str) -> str:
    kind = type(test)
    method = test.id().split(".")[-1]
    if kind.__module__ == "unittest.loader":
        # A whole module that wants to be skipped.
        return items.add_file(_module_file(test.id().split("ModuleSkipped.")[-1], top))
    module = sys.modules[kind.__module__]
    path = places.relative(getattr(module, "__file__", None)) or f"{kind.__module__}.py"
    owner = items.add(
        items.add_file(path), kind.__qualname__, path, kind.__dict__.get("__firstlineno__")
    )
    function = inspect.unwrap(getattr(kind, method, None))
    code = getattr(function, "__code__", None)
    is_here = code is not None and places.relative(code.co_filename) == path
    return items.add(owner, method, path, code.co_firstlineno if is_here else None)


class _Result(unittest.TestResult):
    """Tells the editor how each test went."""

    def __init__(
        self,
        tests: list[tuple[unittest.TestCase, str]],
        items: Items,
        channel: Channel,
        output: TestOutput,
    ) -> None:
        super().__init__()
        # By identity: to unittest, all tests of a method are equal, whatever they were made with.
        self._names = {id(test): name for test, name in tests}
        # Held, so that no other object gets the identity of one.
        self._tests = tests
        self._items = items
        self._channel = channel
        self._output = output
        self._waiting = dict.fromkeys(self._names.values())
        self._start = 0.0
        # What the subTests of the running test make of it, where unittest does not say so itself.
        self._outcome_of_parts: str | None = None
        # What a failing fixture names, by the names that unittest has for it.
        self._owners: dict[str, str] = {}
        for test, name in tests:
            kind = type(test)
            self._owners[f"{kind.__module__}.{kind.__qualname__}"] = name.rpartition("::")[0]
            self._owners[kind.__module__] = name.partition("::")[0]

    def finish(self) -> None:
        """Tells of the tests that were never begun, as what they need has failed."""
        self._output.flush()
        for name in self._waiting:
            self._channel.send("skipped", id=name)

    def startTest(self, test):
        super().startTest(test)
        self._output.test = name = self._names[id(test)]
        self._outcome_of_parts = None
        self._waiting.pop(name, None)
        self._channel.send("started", id=name)
        self._start = time.perf_counter()

    def stopTest(self, test):
        super().stopTest(test)
        self._output.flush()
        self._output.test = None
        if self._outcome_of_parts is not None:
            self._tell(self._outcome_of_parts, self._names[id(test)])

    def addSuccess(self, test):
        super().addSuccess(test)
        self._tell("passed", self._names[id(test)])

    def addFailure(self, test, err):
        # Before unittest's own frames, with the values that it has compared, are taken out.
        self._outcome_of_parts = None
        self._tell("failed", self._names[id(test)], **describe(err[1]))
        super().addFailure(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._outcome_of_parts = None
        self._tell("errored", self._name(test), **describe(err[1]))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if isinstance(test, unittest.case._SubTest):
            # unittest calls its test neither skipped nor passed.
            self._outcome_of_parts = self._outcome_of_parts or "skipped"
            self._tell("skipped", self._add_part(test.test_case, test), message=reason)
        else:
            self._tell("skipped", self._name(test), message=reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._tell("passed", self._names[id(test)])

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._tell(
            "failed", self._names[id(test)], message="The test was expected to fail, and passed."
        )

    def addSubTest(self, test, subtest, err):
        # Its id has this behind that of the test; only this method tells it alone.
        name = self._add_part(test, subtest)
        if err is None:
            self._tell("passed", name)
        else:
            self._outcome_of_parts = "failed"
            outcome = "failed" if issubclass(err[0], test.failureException) else "errored"
            self._tell(outcome, name, **describe(err[1]))
        super().addSubTest(test, subtest, err)

    def _add_part(self, test, subtest) -> str:
        return self._items.add_case(self._names[id(test)], subtest._subDescription(), is_part=True)

    def _name(self, test) -> str | None:
        """The id of a test, or of the class or the file that stands for it in an error."""
        if id(test) in self._names:
            return self._names[id(test)]
        fixture = _FIXTURE.fullmatch(str(test))
        return None if fixture is None else self._owners.get(fixture[1])

    def _tell(self, outcome: str, name: str | None, **values: object) -> None:
        duration = round((time.perf_counter() - self._start) * 1000, 3)
        self._channel.send(outcome, id=name, duration=duration, **values)
