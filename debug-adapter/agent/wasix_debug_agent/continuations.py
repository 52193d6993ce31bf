"""The greenlets of the calling thread that own a context.

The program's greenlet package is used only once the program has imported it;
until then there is one continuation, the main one.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType, ModuleType

from . import frames, paths

MAIN_CONTEXT = 0


def greenlet_module() -> ModuleType | None:
    """greenlet's C module, if the program has loaded it."""
    return sys.modules.get("greenlet._greenlet")


def is_greenlet(value: object) -> bool:
    module = greenlet_module()
    return module is not None and isinstance(value, module.greenlet)


def state_of(greenlet: object) -> str:
    """``pending``, ``suspended``, ``running`` or ``dead``."""
    if greenlet.dead:
        return "dead"
    if greenlet is greenlet_module().getcurrent():
        return "running"
    return "suspended" if greenlet else "pending"


def current_greenlet() -> object | None:
    """The running greenlet; None while the program knows of no greenlets."""
    module = greenlet_module()
    return None if module is None else module.getcurrent()


def context_of(greenlet: object | None) -> int:
    return MAIN_CONTEXT if greenlet is None else greenlet.gr_wasix_context_id


def current_context() -> int:
    """The context that is running."""
    return context_of(current_greenlet())


def _main_greenlet(greenlet: object) -> object:
    while greenlet.parent is not None:
        greenlet = greenlet.parent
    return greenlet


def name_of(greenlet: object, context: int, frame: FrameType | None) -> str:
    """What to call a continuation: its given name, or the function it runs.

    ``frame`` is its innermost one.
    """
    if context == MAIN_CONTEXT:
        return "main"
    given = getattr(greenlet, "__dict__", {}).get("name")
    if isinstance(given, str) and given:
        return given
    if frame is None:
        return type(greenlet).__name__
    return frames.outermost(frame).f_code.co_qualname


def suspended_code() -> set[CodeType]:
    """The code of all functions that suspended continuations are in."""
    module = greenlet_module()
    if module is None:
        return set()
    current = module.getcurrent()
    found = set()
    known = [greenlet for _, greenlet in module.wasix_continuations()]
    for greenlet in (_main_greenlet(current), *known):
        frame = None if greenlet is current else greenlet.gr_frame
        while frame is not None:
            found.add(frame.f_code)
            frame = frame.f_back
    return found


class ContinuationList:
    """The live continuations at one moment, while the program stands still."""

    def __init__(self, active_frame: FrameType | None) -> None:
        """``active_frame`` is where the running continuation stands."""
        self._active_frame = active_frame
        self.active = current_context()
        self._greenlets: dict[int, object] = {}
        module = greenlet_module()
        if module is not None:
            self._greenlets[MAIN_CONTEXT] = _main_greenlet(module.getcurrent())
            self._greenlets.update(module.wasix_continuations())

    def greenlet(self, context: int) -> object | None:
        """The greenlet that owns a context. Raises KeyError when there is none."""
        return None if not self._greenlets else self._greenlets[context]

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame; None when the continuation runs no Python code.

        A suspended greenlet's frames are reached by ``gr_frame`` only: from
        CPython 3.12 on, other ways can lead into memory that is not there.
        """
        if context == self.active:
            return self._active_frame
        return frames.program_frame(self._greenlets[context].gr_frame)

    def describe(self) -> list[dict]:
        """The continuations for the session, the main one first."""
        contexts = [*self._greenlets] or [MAIN_CONTEXT]
        return [self._describe(context) for context in contexts]

    def _describe(self, context: int) -> dict:
        frame = self.top_frame(context)
        name = name_of(self._greenlets.get(context), context, frame)
        description: dict = {"context": context, "name": name}
        if frame is not None:
            description["location"] = {
                "path": paths.normalize(frame.f_code.co_filename),
                "line": frame.f_lineno or 0,
            }
        return description
