"""Tests of pytest, and all others that it runs."""

import pytest

from . import places
from .channel import Channel
from .failures import describe, difference
from .items import Items
from .request import Request


def discover_and_run(request: Request, channel: Channel) -> None:
    """Has pytest find tests, and run them if that is wanted."""
    # Then its names of tests begin in the folder that is tested, as ours do.
    options = [f"--rootdir={places.ROOT}"]
    if not request.runs:
        options += ["--collect-only", "--quiet"]
    if request.debugs:
        options.append("--capture=no")
    options += [f"--deselect={each}" for each in request.exclude]
    command_line = [*options, *request.arguments, *request.include]
    code = pytest.main(command_line, plugins=[_Reporter(channel, request)])
    if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR):
        # It has said why, on standard error.
        channel.send("problem")


class _Reporter:
    """A plugin that tells the editor what pytest finds, and how it went."""

    def __init__(self, channel: Channel, request: Request) -> None:
        self._channel = channel
        self._request = request
        self._items = Items(channel)
        # Ids by the names that pytest has: a case's is told apart from its test's by us alone.
        self._names: dict[str, str] = {}
        self._comparison: dict = {}
        self._failure: dict | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config):
        # Captured output is told with its test, and need not be printed with its failure.
        config.option.showcapture = "no"

    def pytest_collection_finish(self, session):
        for item in session.items:
            self._names[item.nodeid] = self._add(item)

    def _add(self, item) -> str:
        path = places.relative(str(item.path)) or item.nodeid.partition("::")[0]
        parent = self._items.add_file(path)
        for owner in item.listchain():
            if isinstance(owner, pytest.Class):
                line = getattr(owner.obj, "__firstlineno__", None)
                parent = self._items.add(parent, owner.name, path, line)
        function = getattr(item, "obj", None)
        code = getattr(_unwrapped(function), "__code__", None)
        is_here = code is not None and places.relative(code.co_filename) == path
        line = code.co_firstlineno if is_here else None
        case = getattr(item, "callspec", None)
        if case is None:
            return self._items.add(parent, item.name, path, line)
        test = self._items.add(parent, item.originalname, path, line)
        return self._items.add_case(test, f"[{case.id}]")

    def pytest_exception_interact(self, node, call, report):
        error = call.excinfo.value
        if isinstance(report, pytest.CollectReport):
            self._tell_problem(node, error, report)

    def _tell_problem(self, node, error, report) -> None:
        # pytest raises an exception of its own for one of an import.
        cause = error.__cause__ or error
        path = places.relative(str(node.path))
        if path is None:
            self._channel.send("problem", message=str(error))
            return
        self._items.add_file(path)
        lines = [frame["line"] for frame in describe(cause)["stack"] if frame["file"] == path]
        line = lines[0] if lines else None
        self._channel.send("problem", file=path, line=line, message=report.longreprtext)

    def pytest_assertrepr_compare(self, op, left, right):
        if op == "==":
            self._comparison = difference(left, right)

    def pytest_runtest_logstart(self, nodeid, location):
        self._comparison = {}
        self._failure = None
        self._channel.send("started", id=self._names[nodeid])

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        outcome = yield
        report = outcome.get_result()
        if report.failed and call.excinfo is not None:
            self._failure = self._describe(call.excinfo.value, report)

    def _describe(self, error: BaseException, report) -> dict:
        failure = describe(error)
        if not failure["stack"]:
            # It is pytest's own, such as of a fixture that is not there, and explained by it.
            return {**failure, "message": report.longreprtext}
        is_comparison = isinstance(error, AssertionError) and "expected" not in failure
        return {**failure, **(self._comparison if is_comparison else {})}

    def pytest_runtest_logreport(self, report):
        name = self._names[report.nodeid]
        if report.failed:
            failure = self._failure or {"message": report.longreprtext, "stack": []}
            outcome = "failed" if report.when == "call" else "errored"
            self._tell(outcome, name, report, **failure)
        elif report.skipped:
            if hasattr(report, "wasxfail"):
                self._tell("passed", name, report)
            else:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else None
                self._tell("skipped", name, report, message=reason)
        elif report.when == "call":
            self._tell("passed", name, report)
        if report.when == "teardown":
            for _, text in report.sections:
                self._channel.send("output", id=name, text=text)

    def _tell(self, outcome: str, name: str, report, **values: object) -> None:
        duration = round(report.duration * 1000, 3)
        self._channel.send(outcome, id=name, duration=duration, **values)


def _unwrapped(function: object) -> object:
    """The function that a decorator, such as ``mock.patch``, has wrapped."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return getattr(function, "__func__", function)
