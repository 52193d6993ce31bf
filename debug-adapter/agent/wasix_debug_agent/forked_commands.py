"""What the session can ask of the agent in a copy of a program, which never goes on."""

from __future__ import annotations

import sys
from _collections_abc import Callable
from types import FrameType, TracebackType

from .code import frames, paths, source_files
from .code.existing_code import existing_code
from .code.frames import FramePosition
from .commands import Commands
from .continuations.continuations import Continuations
from .conversation.refusal import Refusal
from .stops.standing import Standing
from .values import evaluation
from .watching import exceptions, explanations, output, unwinding
from .watching.breakpoint_table import BreakpointTable
from .watching.breakpoints import Breakpoint, InvalidBreakpoint
from .watching.event_filters import EventFilters
from .watching.exception_path import stack_where_raised
from .watching.switch_watch import StopAtSwitch, names_of_last

# The commands by which a program would go on, or do so in another way.
_FOR_LIVE_PROGRAMS = frozenset(
    (
        "goto",
        "resume",
        "run",
        "runTo",
        "setDataBreakpoints",
        "step",
        "stepToSwitch",
        "stopAtResumptions",
        "terminate",
        "throwExit",
        "watchThrows",
    )
)

# Those that read sources and run nothing of the program's: the library finds what it needs for it
# whatever the program has done to its modules.
_OF_SOURCES = frozenset(
    (
        "breakpointLocations",
        "checkBreakpoints",
        "setBreakpoints",
        "setFilters",
        "setFunctionBreakpoints",
        "setInstructionBreakpoints",
        "source",
        "statementMarks",
    )
)

_NEVER_GOES_ON = (
    "This is a moment of a recorded run, which goes on only as it was recorded: "
    "run the program itself for this."
)


class _Breakpoints(BreakpointTable):
    """Knows the functions of a program by what there is of them."""

    def do_setFunctionBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        if breakpoints:
            for code, module in existing_code():
                self._registry.add(code, module)
        return super().do_setFunctionBreakpoints(breakpoints)

    def do_instructionMarks(self) -> list[dict]:
        return [] if self._instructions is None else self._instructions.marks()

    def do_statementMarks(self, path: str, line: int, column: int) -> list[dict]:
        found = source_files.read(paths.normalize(path)).instructions_at(line, column)
        return [
            {
                "name": code.co_qualname,
                "firstLine": code.co_firstlineno,
                "unit": offset // 2,
            }
            for code, offset in found
        ]

    def do_functionMarks(self) -> list[dict]:
        if not self._functions:
            return []
        from .watching import function_verdicts

        return function_verdicts.marks(self._functions)


class ForkedCommands(Commands):
    """With those that judge whether, and say why, the program stands where it does."""

    def __init__(
        self, standing: Standing, continuations: Continuations, with_own_modules: Callable
    ) -> None:
        super().__init__(standing, continuations, _Breakpoints())
        self._with_own_modules = with_own_modules
        self._known_places = None
        # Of the variable whose place in memory is looked for.
        self._probe = None

    def perform(self, command: str, args: dict) -> object:
        """Does a command, and returns the body of its reply. Raises Refusal."""
        if command in _FOR_LIVE_PROGRAMS:
            raise Refusal(_NEVER_GOES_ON)
        perform = super().perform
        try:
            if command in _OF_SOURCES:
                return self._with_own_modules(lambda: perform(command, args))
            return perform(command, args)
        finally:
            # Nothing else would show what code has printed without an end of line.
            output.flush()

    def _places(self):
        if self._known_places is None:
            from .watching.known_places import KnownPlaces

            self._known_places = KnownPlaces()
        return self._known_places

    def _do_setFilters(self, filters: list[dict]) -> list[str | None]:
        return EventFilters().replace(filters)

    def _do_detach(self) -> None:
        self._breakpoints.clear()

    def _do_probeStorage(self, name: str, reference: int = 0, frame: int | None = None) -> dict:
        from .values.storage_probe import StorageProbe

        self._probe = StorageProbe(self._inspection.data_place(name, reference, frame))
        return self._probe.put()

    def _do_stepUnits(self, target: int) -> list[int]:
        code = frames.current_program_frame().f_code
        return self._inspection.step_target(target).site.units(code)

    def _do_endProbe(self) -> None:
        self._probe.take_back()
        self._probe = None

    def _do_judge(self, condition: str) -> bool:
        try:
            from .watching.conditions import Condition

            return Condition(condition).holds(frames.current_program_frame())
        except BaseException as error:
            # As of a program that runs: a condition that cannot be judged stops, and says why.
            evaluation.report_failure("Breakpoint condition", condition, error)
            return True

    def _do_judgeFunctions(self, breakpoints: list[dict]) -> list[dict]:
        from .watching.function_verdicts import FunctionVerdicts

        return FunctionVerdicts(breakpoints).all()

    def _do_checkBreakpoints(self, breakpoints: list[dict]) -> list[str | None]:
        return [_problem_of(each) for each in breakpoints]

    def _do_log(self, message: str) -> None:
        from .watching.log_message import LogMessage

        LogMessage(message).write(frames.current_program_frame())

    def _do_judgeException(self, filters: list[dict]) -> bool:
        error = _handled()
        if exceptions.is_control_flow(error):
            return False
        judges = _judges(filters)
        frame = frames.current_program_frame()
        return any(self._judge(each["filter"], judges, error, frame) for each in filters)

    def _judge(
        self, name: str, judges: EventFilters, error: BaseException, frame: FrameType
    ) -> bool:
        if name == "raised" and not exceptions.is_news(error, frame):
            return False
        if name in unwinding.FILTERS:
            if unwinding.is_told_before(name, error, frame):
                return False
            frame = _stack_where_raised(error, frames.stack_of(frame))[0].frame
        return judges.stops_at_exception(name, error, frame)

    def _do_judgeSwitch(self, filters: list[dict], event: str) -> bool:
        names = names_of_last(event, self._continuations)
        return _judges(filters).stops_at_switch(frames.current_program_frame(), names)

    def _do_stand(
        self,
        reason: str,
        text: str | None = None,
        breakpoints: list[int] | None = None,
        event: str | None = None,
        breakMode: str | None = None,
    ) -> None:
        frame = frames.current_program_frame()
        stack = frames.stack_of(frame)
        about = None
        if breakMode is not None:
            error = _handled()
            stack = _stack_at(error, breakMode, stack)
            about = explanations.stop_at(error, breakMode, self._continuations)
            text = exceptions.headline(error) if text is None else text
        elif reason == "switch" and text is not None:
            last = None if event is None else StopAtSwitch.of_last(event, self._continuations)
            about = StopAtSwitch(text) if last is None else last
            text = about.text
        details = {"text": text, "breakpoints": breakpoints}
        told = {name: value for name, value in details.items() if value is not None}
        self._stops.show(reason, stack, about, **told)


def _judges(filters: list[dict]) -> EventFilters:
    judges = EventFilters()
    judges.replace(filters)
    return judges


def _problem_of(request: dict) -> str | None:
    try:
        Breakpoint(request)
    except InvalidBreakpoint as error:
        return str(error)
    return None


def _handled() -> BaseException:
    """The exception that is being handled where the program stands, for the debugger's sake."""
    error = sys.exception()
    if error is None:
        raise Refusal("There is no exception at which the program could stand here.")
    return error


def _stack_at(error: BaseException, mode: str, here: list[FramePosition]) -> list[FramePosition]:
    """The stack to show for an exception, where the program stands ``here``."""
    raised = _stack_where_raised(error, here)
    stack = here if mode == "always" else raised
    return frames.from_user(stack) if mode == "userUnhandled" else stack


def _stack_where_raised(error: BaseException, here: list[FramePosition]) -> list[FramePosition]:
    if error.__traceback__ is None and here:
        # It is about to be raised, by the frame that runs.
        frame = here[0].frame
        error.__traceback__ = TracebackType(None, frame, frame.f_lasti, here[0].line)
    return stack_where_raised(error)
