"""Breakpoints on variables that change.

A local variable is changed by the code of its own frame, so only that code is
watched. Anything else may be changed by any code, of the program or a library, in
any continuation: then every line that runs is watched. After each line, and before
a frame is left, the variable is compared with what it was. So a change is noticed
in the frame that made it, before its next line runs; one made by C code is noticed
when the line that called it is over, or begins to run other Python code. A cell that
inner functions share counts as changed by any code; a local variable changed through
``frame.f_locals`` is noticed at the frame's next line.

It is the variable that is watched, not what is inside of its value. A new value
that equals the old one is no change for numbers and text; for other types, every
new object is.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from ..code import paths
from ..continuations.continuations import Continuations
from ..conversation import channel
from ..values.data_places import MISSING, LocalPlace, Place, PlaceGone
from ..values.rendering import render
from .breakpoints import Breakpoint, InvalidBreakpoint
from .code_events import CodeEvents
from .known_places import KnownPlaces
from .monitor import LINES, events
from .movable_tool import NO_ROOM, MovableTool

_COMPARED = (int, float, complex, bool, str, bytes)
_PLACES = LINES | events.PY_RETURN | events.PY_YIELD


class DataBreakpoint(Breakpoint):
    """A breakpoint on one variable."""

    __slots__ = ("place", "_value")

    def __init__(self, request: dict, place: Place) -> None:
        """Raises InvalidBreakpoint, or PlaceGone."""
        super().__init__(request)
        self.place = place
        self._value = place.read()

    def refresh(self) -> None:
        """Takes the present value for the old one."""
        self._value = self.place.read()

    def change(self) -> tuple[object, object] | None:
        """The old and the new value, if it has changed since it was last asked for.
        Raises PlaceGone."""
        old, new = self._value, self.place.read()
        if new is old:
            return None
        self._value = new
        # Not those of types derived from them, whose comparison may be the program's code.
        if type(new) is type(old) and type(new) in _COMPARED and new == old:
            return None
        return old, new


class DataWatch:
    """All breakpoints on variables. Nothing is watched while there are none."""

    def __init__(self, continuations: Continuations, stop) -> None:
        """``stop(frame, begins_line, ids, text)`` is called where a change is noticed."""
        self._continuations = continuations
        self._stop = stop
        self._all: list[DataBreakpoint] = []
        self.places = KnownPlaces()
        callbacks = {
            events.PY_START: _on_start,
            events.LINE: self._on_line,
            events.PY_RETURN: self._on_return,
            events.PY_YIELD: self._on_yield,
            events.PY_UNWIND: self._on_unwind,
        }
        self._tool = MovableTool(callbacks, self._on_no_room)

    def replace(self, requests: list[dict]) -> list[dict]:
        """Sets all breakpoints; returns which of them are set."""
        self._all = []
        if requests and not self._tool.claim():
            return [{"id": request["id"], "message": NO_ROOM} for request in requests]
        answers = [self._set_one(request) for request in requests]
        self._watch()
        return answers

    def _on_no_room(self) -> None:
        """The program has taken the tool."""
        for breakpoint in list(self._all):
            self._end(breakpoint, NO_ROOM)
        channel.tell(NO_ROOM)

    def _set_one(self, request: dict) -> dict:
        answer = {"id": request["id"]}
        place = self.places.find(request["dataId"])
        if place is None:
            return {**answer, "message": "This variable is gone."}
        try:
            breakpoint = DataBreakpoint(request, place)
        except (InvalidBreakpoint, PlaceGone) as error:
            return {**answer, "message": str(error)}
        self._all.append(breakpoint)
        return {**answer, "isWatching": True}

    def goes_on(self) -> None:
        """The program is about to go on after a stop, in which the user may have changed
        what is watched."""
        self.places.keep([breakpoint.place for breakpoint in self._all])
        for breakpoint in list(self._all):
            try:
                breakpoint.refresh()
            except PlaceGone as error:
                self._end(breakpoint, str(error))

    def _watch(self) -> None:
        if not self._all:
            self._tool.release()
            return
        local = CodeEvents()
        everywhere = events.PY_UNWIND
        for breakpoint in self._all:
            frame = breakpoint.place.frame
            if frame is None:
                everywhere |= _PLACES
            else:
                local.add(frame.f_code, _PLACES)
        if everywhere & _PLACES:
            # CPython brings events for all code into functions as they are called, and
            # into those on the running stack, but not into those on suspended ones.
            for code in self._continuations.suspended_code():
                local.add(code, _PLACES)
        if self._tool.claim():
            self._tool.watch(local, everywhere)

    # ---- events ----

    def _on_line(self, code: CodeType, line: int) -> None:
        self._check(sys._getframe(1), True)

    def _on_yield(self, code: CodeType, offset: int, value: object) -> None:
        self._check(sys._getframe(1), False)

    def _on_return(self, code: CodeType, offset: int, value: object) -> None:
        frame = sys._getframe(1)
        self._check(frame, False)
        self._end_variables(frame)

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        self._end_variables(sys._getframe(1))

    def _check(self, frame: FrameType, begins_line: bool) -> None:
        for breakpoint in self._all:
            owner = breakpoint.place.frame
            if owner is None or owner is frame:
                break
        else:
            return
        if not paths.is_agent(frame.f_code.co_filename):
            ids, text = self.changes(frame)
            if ids:
                self._stop(frame, begins_line, ids, text)

    def changes(self, frame: FrameType) -> tuple[list[int], str]:
        """The ids of the breakpoints whose variables have changed by the time that
        ``frame`` stands where it does, and what has changed how."""
        ids = []
        texts = []
        for breakpoint in list(self._all):
            owner = breakpoint.place.frame
            if owner is not None and owner is not frame:
                continue
            try:
                change = breakpoint.change()
            except PlaceGone as error:
                self._end(breakpoint, str(error))
                continue
            if change is not None and breakpoint.is_reached(frame):
                ids.append(breakpoint.id)
                old, new = map(_text, change)
                texts.append(f"{breakpoint.place.label}: {old} → {new}")
        return ids, "; ".join(texts)

    def _end_variables(self, frame: FrameType) -> None:
        """``frame`` is over, and its variables with it."""
        for breakpoint in list(self._all):
            place = breakpoint.place
            if isinstance(place, LocalPlace) and place.owner is frame:
                name = frame.f_code.co_qualname
                self._end(breakpoint, f"{name} has ended, and its variable with it.")

    def _end(self, breakpoint: DataBreakpoint, reason: str) -> None:
        self._all.remove(breakpoint)
        self.places.forget(breakpoint.place)
        channel.send(
            {"event": "breakpoint", "breakpoint": {"id": breakpoint.id, "message": reason}}
        )
        self._watch()


def _on_start(code: CodeType, offset: int) -> None:
    """Only keeps the event on: see ``LINES``."""


def _text(value: object) -> str:
    return repr(value) if value is MISSING else render(value)
