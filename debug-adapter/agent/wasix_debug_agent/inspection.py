"""Answers about a program that stands still. Lives as long as one stop."""

from __future__ import annotations

from types import FrameType

from . import bytecode, calls, evaluation, frames, paths, throwing
from .continuation_tree import describe_tree
from .continuations import ContinuationList, Continuations
from .exceptions import StopAtException
from .frames import FramePosition
from .origins import Label, StackEntry, origin_entries
from .refusal import Refusal
from .switch_watch import StopAtSwitch
from .variables import GlobalVariables, LocalVariables, References, ReturnedValues


class Inspection:
    """The state of the program at one stop, and the handles given out for it."""

    def __init__(
        self,
        continuations: Continuations,
        stack: list[FramePosition],
        about: StopAtException | StopAtSwitch | None,
        returned: list[tuple[str, object]],
    ) -> None:
        """``stack`` is the active continuation's; ``about`` what there is to tell
        of the stop; ``returned`` what the calls returned that a step passed over."""
        self._continuations = continuations
        self._stack = stack
        self._about = about
        self._returned = returned
        # The entries of stacks that have been shown; those of the past have no frame.
        self._entries: list[StackEntry] = []
        self._step_targets: list[calls.StepTarget] = []
        self._references = References()
        # The frame whose variables a reference of a scope shows.
        self._frame_of_scope: dict[int, FrameType] = {}
        self._live = ContinuationList(continuations, stack[0].frame if stack else None)

    def perform(self, command: str, args: dict) -> object:
        """The body of the reply to a command."""
        return getattr(self, f"_do_{command}")(**args)

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame of a continuation."""
        return self._live.top_frame(context)

    def step_target(self, number: int) -> calls.StepTarget:
        """A target by the number that the session knows it by."""
        return _at(self._step_targets, number, "This step target")

    def _frame(self, number: int) -> FrameType:
        entry = _at(self._entries, number, "This frame")
        if not isinstance(entry, FramePosition):
            raise Refusal("This frame was here when the continuation was made, and is gone.")
        return entry.frame

    def _stack_of(self, context: int) -> list[StackEntry]:
        if context == self._live.active:
            stack = self._stack
        else:
            stack = frames.stack_of(self._live.top_frame(context))
        return [*stack, *origin_entries(self._live.greenlet(context), self._continuations)]

    def active_frame(self, context: int) -> FrameType:
        """The innermost frame of the continuation that runs. Raises Refusal for any other."""
        if context != self._live.active:
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
        target = self._stack[0].frame if frame is None else self._frame(frame)
        return place_of_expression(name, target)

    # ---- commands: the names and arguments are the protocol's ----

    def _do_continuations(self) -> list[dict]:
        return self._live.describe()

    def _do_continuationTree(self, start: int, count: int) -> dict:
        active_frame = self._live.top_frame(self._live.active)
        return describe_tree(self._continuations, active_frame, start, count)

    def _do_stack(self, context: int, start: int, count: int) -> dict:
        stack = self._stack_of(context)
        page = stack[start : start + count] if count else stack[start:]
        return {"frames": [self._describe_entry(entry) for entry in page], "total": len(stack)}

    def _describe_entry(self, entry: StackEntry) -> dict:
        self._entries.append(entry)
        number = len(self._entries)
        if isinstance(entry, Label):
            return {"id": number, "kind": "label", "name": entry.text}
        is_live = isinstance(entry, FramePosition)
        code = entry.frame.f_code if is_live else entry.code
        description = {
            "id": number,
            "kind": "live" if is_live else "past",
            "name": code.co_qualname,
            "path": paths.normalize(code.co_filename),
            "line": entry.line,
            "isUserCode": paths.is_user_code(code.co_filename),
        }
        if is_live:
            description["instruction"] = bytecode.reference_of(code, max(entry.frame.f_lasti, 0))
        return description

    def _do_stepTargets(self, frame: int) -> list[dict]:
        targets = calls.step_targets(self._frame(frame), self._continuations)
        first = len(self._step_targets) + 1
        self._step_targets += targets
        return [
            {"id": first + index, "label": target.label, "position": list(target.position)}
            for index, target in enumerate(targets)
        ]

    def _do_throwExit(self, context: int) -> None:
        throwing.throw_exit(self._live.greenlet(context), self._continuations)

    def _do_scopes(self, frame: int) -> list[dict]:
        target = self._frame(frame)
        scopes = [("Locals", "locals", LocalVariables(target), False)]
        if target.f_globals is not target.f_locals:
            scopes.append(("Globals", "globals", GlobalVariables(target), True))
        if self._returned and self._stack and target is self._stack[0].frame:
            scopes.append(("Return values", "returned", ReturnedValues(self._returned), False))
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
        target = None if frame is None else self._frame(frame)
        if not isConsole:
            value = evaluation.evaluate(expression, target)
            return self._references.describe("", value, f"({expression})")
        value = evaluation.execute(expression, target)
        description = self._references.describe("", value, None)
        # Like a prompt, the console shows nothing for None.
        return {**description, "value": ""} if value is None else description

    def _do_jumpTarget(self, path: str, line: int) -> dict:
        from .jumps import target

        found = target(self.active_frame(self._live.active), path, line)
        return {} if found is None else {"line": found}

    def _do_exceptionInfo(self) -> dict:
        if self._about is None:
            raise Refusal("The program did not stop at an exception.")
        return self._about.describe()

    def _do_source(self, path: str) -> dict:
        return {"content": paths.decode_source(paths.read_source(path))}


def _at(items: list, number: int, what: str):
    """The item that a number from 1 on stands for."""
    if not 1 <= number <= len(items):
        raise Refusal(f"{what} is not there any more.")
    return items[number - 1]
