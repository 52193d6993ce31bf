"""Answers about a program that stands still. Lives as long as one stop."""

from __future__ import annotations

from types import FrameType

from . import bytecode, continuations, evaluation, exceptions, frames, paths
from .frames import FramePosition
from .refusal import Refusal
from .variables import GlobalVariables, LocalVariables, References


class Inspection:
    """The state of the program at one stop, and the handles given out for it."""

    def __init__(
        self, stack: list[FramePosition], raised: tuple[BaseException, bool] | None
    ) -> None:
        """``stack`` is the active continuation's; ``raised`` an exception and
        whether nobody handled it."""
        self._stack = stack
        self._raised = raised
        self._frames: list[FrameType] = []
        self._references = References()
        # The frame whose variables a reference of a scope shows.
        self._frame_of_scope: dict[int, FrameType] = {}
        self._continuations = continuations.ContinuationList(stack[0].frame if stack else None)

    def perform(self, command: str, args: dict) -> object:
        """The body of the reply to a command."""
        return getattr(self, f"_do_{command}")(**args)

    def continuation(self, context: int) -> tuple[object, FrameType | None]:
        """A continuation's greenlet and innermost frame."""
        return self._continuations.greenlet(context), self._continuations.top_frame(context)

    def _stack_of(self, context: int) -> list[FramePosition]:
        if context == self._continuations.active:
            return self._stack
        return frames.stack_of(self._continuations.top_frame(context))

    def active_frame(self, context: int) -> FrameType:
        """The innermost frame of the continuation that runs. Raises Refusal for any other."""
        if context != self._continuations.active:
            raise Refusal("Only the continuation that runs can jump; this one is suspended.")
        if not self._stack:
            raise Refusal("There is no Python code here that could jump.")
        return self._stack[0].frame

    def data_place(self, name: str, reference: int, frame: int | None):
        """The place of a variable: a child of a reference, or an expression in a frame.
        Raises Refusal for one that cannot be watched."""
        from .data_places import place_of_child, place_of_expression

        if reference:
            owner = self._frame_of_scope.get(reference)
            return place_of_child(self._references.get(reference), name, owner)
        if frame is None and not self._stack:
            raise Refusal("There is no frame in which to look for it.")
        target = self._stack[0].frame if frame is None else self._frames[frame - 1]
        return place_of_expression(name, target)

    # ---- commands: the names and arguments are the protocol's ----

    def _do_continuations(self) -> list[dict]:
        return self._continuations.describe()

    def _do_stack(self, context: int, start: int, count: int) -> dict:
        stack = self._stack_of(context)
        page = stack[start : start + count] if count else stack[start:]
        return {"frames": [self._describe_frame(position) for position in page], "total": len(stack)}

    def _describe_frame(self, position: FramePosition) -> dict:
        code = position.frame.f_code
        self._frames.append(position.frame)
        return {
            "id": len(self._frames),
            "name": code.co_qualname,
            "path": paths.normalize(code.co_filename),
            "line": position.line,
            "isUserCode": paths.is_user_code(code.co_filename),
            "instruction": bytecode.reference_of(code, max(position.frame.f_lasti, 0)),
        }

    def _do_scopes(self, frame: int) -> list[dict]:
        target = self._frames[frame - 1]
        scopes = [("Locals", "locals", LocalVariables(target), False)]
        if target.f_globals is not target.f_locals:
            scopes.append(("Globals", "globals", GlobalVariables(target), True))
        return [self._describe_scope(target, *scope) for scope in scopes]

    def _describe_scope(self, frame, name, kind, variables, is_expensive) -> dict:
        reference = self._references.add(variables)
        self._frame_of_scope[reference] = frame
        return {
            "name": name,
            "kind": kind,
            "reference": reference,
            "isExpensive": is_expensive,
        }

    def _do_variables(
        self, reference: int, filter: str | None = None, start: int = 0, count: int = 0
    ) -> list[dict]:
        return self._references.children(reference, filter, start, count)

    def _do_setVariable(self, reference: int, name: str, value: str) -> dict:
        frame = self._frame_of_scope.get(reference)
        if frame is None and self._stack:
            frame = self._stack[0].frame
        return self._references.assign(reference, name, value, frame)

    def _do_evaluate(self, expression: str, isConsole: bool, frame: int | None = None) -> dict:
        target = None if frame is None else self._frames[frame - 1]
        if not isConsole:
            value = evaluation.evaluate(expression, target)
            return self._references.describe("", value, f"({expression})")
        value = evaluation.execute(expression, target)
        description = self._references.describe("", value, None)
        # Like a prompt, the console shows nothing for None.
        return {**description, "value": ""} if value is None else description

    def _do_jumpTarget(self, path: str, line: int) -> dict:
        from .jumps import target

        found = target(self.active_frame(self._continuations.active), path, line)
        return {} if found is None else {"line": found}

    def _do_exceptionInfo(self) -> dict:
        if self._raised is None:
            raise LookupError("the program did not stop at an exception")
        return exceptions.describe(*self._raised)

    def _do_source(self, path: str) -> dict:
        return {"content": paths.decode_source(paths.read_source(path))}
