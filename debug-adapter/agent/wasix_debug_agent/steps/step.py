"""One step, and what it waits for."""

from __future__ import annotations

from _weakref import ref
from types import FrameType, FunctionType, MethodType

from ..continuations import tasks
from ..watching.code_events import CodeEvents
from ..watching.monitor import events
from . import callers
from .calls import CallSite


class Step:
    """A step under way, and what it waits for."""

    # ``frame``'s next line, or its end.
    NEXT_LINE = "next line"
    # ``frame``'s next instruction, or its end.
    NEXT_INSTRUCTION = "next instruction"
    # ``frame``'s next instruction: what it called has come back.
    RETURN_TO = "return to"
    # The end of ``frame``, whatever line it reaches before.
    LEAVE = "leave"
    # The death of the continuation, whose last frame is gone.
    DEATH = "death"
    # The first line of whatever begins or goes on in the continuation.
    START = "start"
    # Control passing to any other continuation.
    SWITCH = "switch"
    # Control passing to ``greenlet``.
    ARRIVAL = "arrival"
    # Control coming to ``frame``, which is a suspended task's.
    RESUMPTION = "resumption"
    # Nothing but control leaving the continuation.
    NOTHING = "nothing"

    __slots__ = (
        "kind",
        "context",
        "greenlet",
        "frame",
        "callee",
        "awaited_by",
        "waits_for",
        "enters_calls",
        "is_resuming",
        "is_instruction",
        "call",
        "ends_anywhere",
        "stays",
        "has_left",
        "called",
        "returned",
        "began_in",
        "began_at",
    )

    def __init__(
        self,
        kind: str,
        context: int | None,
        waits_for: str,
        frame: FrameType | None = None,
        call: CallSite | None = None,
        stays: bool = False,
    ) -> None:
        #: ``over``, ``in``, ``out``; ``start``, ``switch``, ``arrival``, ``stay``.
        self.kind = kind
        #: The continuation; None while its greenlet has not started. While it is a suspended
        #: task, what stands for that.
        self.context = context
        #: A weak reference to the greenlet whose turn it waits for.
        self.greenlet: ref | None = None
        self.frame = self.began_in = frame
        #: What ``frame`` has called, or the continuation's outermost frame where that is None:
        #: when it returns, ``frame`` goes on, in the middle of its line.
        self.callee: FrameType | None = None
        #: Coroutines of libraries that await what was left, be it for a greenlet, which they
        #: resume then.
        self.awaited_by: list[FrameType] = []
        # The offset of the instruction at which it begins, whose events may be still to come.
        self.began_at: int | None = None if frame is None else frame.f_lasti
        self.waits_for = waits_for
        self.enters_calls = kind == "in"
        #: Whether ``frame`` has gone on only to let go on what it awaits, or yields from.
        self.is_resuming = False
        self.is_instruction = waits_for == Step.NEXT_INSTRUCTION
        #: The only call on the line that is to be entered.
        self.call = call
        #: Whether it may end in a library's code, since it was asked for what happens there.
        self.ends_anywhere = call is not None or kind in ("switch", "arrival")
        #: Whether it ends when control leaves the continuation, and whether it has.
        self.stays = stays
        self.has_left = False
        # The functions that the frame has called, whose ends are watched, and what came back.
        self.called = CodeEvents()
        self.returned: list[tuple[str, object]] = []

    def notes_call(self, function: object) -> bool:
        """Notes what the frame calls, to tell what comes back. Returns whether that is new."""
        if type(function) is MethodType:
            function = function.__func__
        # Others only have code to show, as Cython's functions do, which has no events.
        if type(function) is not FunctionType or function.__code__ in self.called:
            return False
        code = function.__code__
        self.called.add(code, events.PY_RETURN)
        return True

    def wait_in(
        self, frame: FrameType | None, waits_for: str, callee: FrameType | None = None
    ) -> None:
        """Goes on in another frame; it will not be left for a call or a switch again."""
        self.frame = frame
        self.callee = callee
        self.awaited_by = []
        self.waits_for = waits_for
        self.enters_calls = self.is_resuming = False
        self.called.clear()

    def wait_for_any(self, frame: FrameType | None, callee: FrameType | None) -> None:
        """Goes on until ``frame`` does, if there is one, or whatever else a library calls.

        ``callee`` is what lies between, as far as it is known.
        """
        self.wait_in(frame, Step.START if frame is None else Step.RETURN_TO, callee)
        self.enters_calls = True
        self.call = None

    def go_back(self) -> None:
        """Goes on as it began: it has been elsewhere, but nothing of the user's ran there."""
        self.wait_in(self.began_in, Step.NEXT_LINE)
        self.enters_calls = self.kind == "in"

    def watched(self) -> CodeEvents:
        """The events that it needs, by the code that they are of."""
        watched = CodeEvents()
        if self.frame is not None:
            watched.update(self.called)
            watched.add(self.frame.f_code, _EVENTS[self.waits_for])
        if self.callee is not None:
            # LINE, too: if a step begins at a line and no event of lines is left there,
            # CPython 3.13 goes on without that of the return.
            watched.add(self.callee.f_code, _LEAVING | events.LINE)
        return watched

    @property
    def has_moved_within_line(self) -> bool:
        """Whether it waits for the next line of a frame that it has come to within a line."""
        return self.waits_for == Step.NEXT_LINE and self.frame is not self.began_in

    def has_only_resumed(self, frame: FrameType) -> bool:
        """Whether the step has gone into ``frame`` and no further, and nothing ran there."""
        return self.is_resuming and self.began_in is not None and self.began_in is not frame

    @property
    def follows_switches(self) -> bool:
        """Whether control passing to another continuation may concern it."""
        return self.enters_calls or self.stays or self.frame is None or bool(self.awaited_by)

    def is_awaited_in(self, frame: FrameType | None) -> bool:
        """Whether ``frame`` runs in a coroutine that has awaited what was left, and not in
        another one that this awaits by now."""
        if not self.awaited_by:
            return False
        coroutine = callers.innermost_coroutine(frame)
        return any(each is coroutine for each in self.awaited_by)

    def enters(self, caller: FrameType | None) -> bool:
        """Whether it goes into what ``caller`` is calling now: for its own frame, by
        whatever ways, not for others that run while that one awaits something."""
        if not self.enters_calls:
            return False
        if self.call is not None:
            return caller is self.frame and self.call.is_current(caller)
        if self.frame is None:
            return True
        while caller is not None and caller is not self.frame:
            caller = caller.f_back
        return caller is not None or any(each is self.frame for each in tasks.frames_awaiting())


_LEAVING = events.PY_RETURN | events.PY_YIELD

# What has to be watched in the frame that a step waits in.
_EVENTS = {
    Step.NEXT_LINE: events.LINE | events.CALL | _LEAVING,
    Step.NEXT_INSTRUCTION: events.INSTRUCTION | _LEAVING,
    Step.RETURN_TO: events.INSTRUCTION,
    Step.LEAVE: _LEAVING,
    Step.RESUMPTION: events.PY_START | events.PY_RESUME,
}
