"""Answers about a program that stands still. Lives as long as one stop."""

from __future__ import annotations

from _collections_abc import Callable
from types import FrameType

from ..code import code_registry, frames, paths, source_texts
from ..code.frames import FramePosition
from ..continuations import throwing
from ..continuations.continuation_list import ContinuationList
from ..continuations.continuation_tree import ContinuationTree
from ..continuations.continuations import Continuations
from ..continuations.origins import Origins
from ..continuations.task_numbers import has_asyncio, is_generator, is_task
from ..conversation.refusal import Refusal
from ..steps import calls
from ..values import evaluation, value_paths
from ..values.containers import Child
from ..values.presentation import Presentation
from ..values.rendering import Style, render_whole
from ..values.scopes import ContextVariables, GlobalVariables, LocalVariables, ReturnedValues
from ..values.variables import References
from ..watching.exceptions import StopAtException
from ..watching.faulty_line import FaultyLine
from ..watching.switch_watch import StopAtSwitch
from .shown_stacks import Descriptions, ShownEntry, ShownStacks

# How many entries the stacks have together that a reply tells of before they are asked for.
_MOST_AHEAD = 2_000


def _range_of(frame: FrameType) -> dict:
    """The text in which the local variables of a frame mean what they mean there."""
    code = frame.f_code
    path = paths.normalize(code.co_filename)
    line, offset = code_registry.end_of(code)
    return {
        "path": path,
        "line": code.co_firstlineno or 1,
        "endLine": line,
        "endColumn": source_texts.column_of(source_texts.lines_of(path), line, offset),
    }


class Inspection:
    """The state of the program at one stop, and the handles given out for it."""

    def __init__(
        self,
        continuations: Continuations,
        stack: list[FramePosition],
        about: StopAtException | StopAtSwitch | None,
        returned: list[tuple[str, object]],
        presentation: Presentation,
    ) -> None:
        """``stack`` is the active continuation's; ``about`` what there is to tell
        of the stop; ``returned`` what the calls returned that a step passed over."""
        self._continuations = continuations
        self._stack = stack
        self._about = about
        self._returned = returned
        self._shown = ShownStacks()
        # The contexts of the frames that were asked for.
        self._contexts: dict[FrameType, int] = {}
        self._step_targets: list[calls.StepTarget] = []
        self._references = References(presentation)
        # Likewise about generators. It outlives what the console changes.
        self._known_generators = None
        self._look_at_continuations()

    def perform(self, command: str, args: dict) -> object:
        """The body of the reply to a command."""
        return getattr(self, f"_do_{command}")(**args)

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame of a continuation."""
        return self._owner(context).top_frame(context)

    def stepping_place(self, context: int) -> tuple[int, FrameType | None]:
        """Where a step of a continuation begins: the one that it is in, and the frame."""
        if is_generator(context):
            raise Refusal(
                "A generator runs where it is iterated: step there, or set a breakpoint in it."
            )
        if not is_task(context):
            return context, self._live.top_frame(context)
        runner = self._tasks.runner(context)
        if runner is not None:
            return runner, self._live.top_frame(runner)
        return context, self._tasks.frame_of_user(context)

    def step_target(self, number: int) -> calls.StepTarget:
        """A target by the number that the session knows it by."""
        if not 1 <= number <= len(self._step_targets):
            raise Refusal("This step target is not there any more.")
        return self._step_targets[number - 1]

    def _look_at_continuations(self) -> None:
        frame = self._stack[0].frame if self._stack else None
        self._live = ContinuationList(self._continuations, frame)
        # Comes into being with the first question about tasks.
        self._known_tasks = None

    @property
    def _tasks(self):
        """asyncio's tasks."""
        if self._known_tasks is None:
            from ..continuations.task_list import TaskList

            self._known_tasks = TaskList(self._continuations, self._live, self._stack)
        return self._known_tasks

    @property
    def _generators(self):
        """The generators that are suspended."""
        if self._known_generators is None:
            from ..continuations.generator_list import GeneratorList

            self._known_generators = GeneratorList(self._live, self._stack)
        return self._known_generators

    def _owner(self, context: int):
        """Who knows a continuation: what it stands in, and its context variables."""
        if is_generator(context):
            return self._generators
        return self._tasks if is_task(context) else self._live

    def _frame(self, number: int) -> FrameType:
        entry, context = self._shown.find(number)
        if isinstance(entry, FaultyLine):
            raise Refusal("Python could not read this line: nothing runs here.")
        if not isinstance(entry, FramePosition):
            raise Refusal("This frame was here when the continuation was made, and is gone.")
        self._contexts[entry.frame] = context
        return entry.frame

    def _stack_of(self, context: int, origins: Origins) -> list[ShownEntry]:
        if is_task(context) or is_generator(context):
            return self._owner(context).stack(context)
        if context == self._live.active:
            faulty_line = getattr(self._about, "faulty_line", None)
            stack = self._stack if faulty_line is None else [faulty_line, *self._stack]
        else:
            stack = frames.stack_of(self._live.top_frame(context))
        return [*stack, *origins.entries(self._live.greenlet(context))]

    @property
    def exception(self) -> StopAtException | None:
        """The exception at which the program has stopped, if it is one."""
        return self._about if isinstance(self._about, StopAtException) else None

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
        from ..values.data_places import place_of_child, place_of_expression

        if reference:
            return place_of_child(*self._references.get(reference), name)
        if frame is None and not self._stack:
            raise Refusal("There is no frame in which to look for it.")
        target = self._stack[0].frame if frame is None else self._frame(frame)
        return self._run_for(target, lambda: place_of_expression(name, target), name)

    # ---- commands: the names and arguments are the protocol's ----

    def _do_continuations(self, since: int, mostTasks: int, knownTasks: list[int]) -> dict:
        listed = {**self._live.describe(since), "tasks": [], "taskCount": 0}
        if has_asyncio():
            listed |= self._tasks.describe(mostTasks, knownTasks)
        generators = [*filter(is_generator, knownTasks)]
        if generators:
            listed["tasks"] += self._generators.describe(generators)
        return listed

    def _do_continuationTree(self, since: int, most: int) -> dict:
        return ContinuationTree(self._continuations, self._live).describe(since, most)

    def _do_taskList(self, start: int, count: int) -> dict:
        return self._tasks.describe_page(start, count)

    def _do_taskPlaces(self) -> list[dict]:
        return self._tasks.describe_places() if has_asyncio() else []

    def _do_generatorPlaces(self) -> dict:
        return self._generators.describe_places()

    def _do_generators(self, place: int, start: int, count: int) -> dict:
        return self._generators.describe_page(place, start, count)

    def _do_stacks(
        self, contexts: list[int], start: int, count: int, format: dict[str, bool] | None = None
    ) -> dict:
        origins = Origins(self._continuations)
        descriptions = Descriptions(format or {})
        stacks: list[dict] = []
        room = _MOST_AHEAD
        for context in contexts:
            try:
                stack = self._stack_of(context, origins)
            except Refusal:
                if not stacks:
                    raise
                # It was not asked for yet, and may never be.
                continue
            page = stack[start : start + count] if count else stack[start:]
            # Deep ones take their time even if only their tops are wanted.
            room -= len(stack)
            if stacks and room < 0:
                break
            stacks.append(
                {
                    "context": context,
                    "first": self._shown.add(page, context),
                    "frames": self._indices(descriptions, page, context),
                    "total": len(stack),
                }
            )
        return {"frames": descriptions.all, "stacks": stacks}

    def _indices(
        self, descriptions: Descriptions, page: list[ShownEntry], context: int
    ) -> list[int]:
        def describe() -> list[int]:
            return [descriptions.index(entry) for entry in page]

        owner = self._owner(context)
        return owner.run_in(context, describe) if descriptions.runs_code else describe()

    def _do_stepTargets(self, frame: int) -> list[dict]:
        targets = calls.step_targets(self._frame(frame), self._continuations)
        first = len(self._step_targets) + 1
        self._step_targets += targets
        return [
            {"id": first + index, "label": target.label, "position": list(target.position)}
            for index, target in enumerate(targets)
        ]

    def _do_throwExit(self, context: int) -> None:
        if is_generator(context):
            raise Refusal("A generator ends where it is iterated; its close() ends it, too.")
        if is_task(context):
            self._tasks.cancel(context)
        else:
            throwing.throw_exit(self._live.greenlet(context), self._continuations)

    def _do_scopes(self, frame: int) -> list[dict]:
        if not isinstance(self._shown.find(frame)[0], FramePosition):
            # A client may ask for what is below any line of a stack.
            return []
        target = self._frame(frame)
        scopes = [("Locals", "locals", LocalVariables(target), False)]
        if target.f_globals is not target.f_locals:
            scopes.append(("Globals", "globals", GlobalVariables(target), True))
        if self._returned and self._stack and target is self._stack[0].frame:
            scopes.append(("Return values", "returned", ReturnedValues(self._returned), False))
        context = self._shown.find(frame)[1]
        variables = self._owner(context).context_variables(context)
        if variables:
            scopes.append(("Context variables", "contextvars", ContextVariables(variables), True))
        return [
            {
                "name": name,
                "kind": kind,
                "reference": self._references.add(variables, target),
                "isExpensive": is_expensive,
                **({"range": _range_of(target)} if kind == "locals" else {}),
            }
            for name, kind, variables, is_expensive in scopes
        ]

    def _do_variables(
        self,
        reference: int,
        filter: str | None = None,
        start: int = 0,
        count: int = 0,
        isHexadecimal: bool = False,
    ) -> list[dict]:
        style = self._style(isHexadecimal)
        return self._run_for(
            self._references.get(reference)[1],
            lambda: self._references.children(reference, filter, start, count, style),
        )

    def _do_setVariable(
        self, reference: int, name: str, value: str, isHexadecimal: bool = False
    ) -> dict:
        style = self._style(isHexadecimal)
        return self._run_for(
            self._references.get(reference)[1],
            lambda: self._references.assign(reference, name, value, style),
            value,
        )

    def _do_setExpression(
        self, expression: str, value: str, frame: int | None = None, isHexadecimal: bool = False
    ) -> dict:
        target = None if frame is None else self._frame(frame)

        def assign() -> dict:
            assigned = evaluation.assign(expression, value, target)
            child = Child("", assigned, value_paths.of_expression(expression))
            return self._references.describe(child, target, self._style(isHexadecimal))

        return self._run_for(target, assign, expression, value)

    def _do_evaluate(
        self,
        expression: str,
        context: str,
        frame: int | None = None,
        isHexadecimal: bool = False,
    ) -> dict:
        target = None if frame is None else self._frame(frame)

        def describe() -> dict:
            value, name = self._value(expression, context, target)
            style = self._style(isHexadecimal, is_safe=context == "hover")
            description = self._references.describe(Child("", value, name), target, style)
            if context == "clipboard":
                description["value"] = render_whole(value)
            if context == "console" and value is None:
                # Like a prompt, the console shows nothing for None.
                description["value"] = ""
            return description

        return self._run_for(target, describe, expression)

    def _value(self, expression: str, context: str, frame: FrameType | None):
        """What the user wants to see, and the expression that gives it again."""
        name = value_paths.of_expression(expression)
        if context == "hover":
            from ..values import safe_evaluation

            return safe_evaluation.evaluate(expression, frame), name
        if context == "console":
            from ..values import console

            value = console.execute(expression, frame)
            # The statement may have switched, or made greenlets.
            self._look_at_continuations()
            return value, None
        return evaluation.evaluate(expression, frame), name

    def _style(self, is_hexadecimal: bool, is_safe: bool = False) -> Style:
        return Style(is_hexadecimal, is_safe, self._continuations.label)

    def _run_for(self, frame: FrameType | None, work: Callable[[], object], *texts: str) -> object:
        """What ``work()`` gives with the context variables of the continuation that a frame has
        been shown in. ``texts`` are those of the user's that it runs.

        Raises Refusal where they ask for context variables that nobody can tell.
        """
        context = self._contexts.get(frame, self._live.active)
        owner = self._owner(context)
        if owner.hides_context_variables(context):
            from ..continuations.context_variables import UNKNOWN
            from ..values.context_uses import asks_for_context_variables

            if any(asks_for_context_variables(text, frame) for text in texts):
                raise Refusal(UNKNOWN)
        return owner.run_in(context, work)

    def _do_completions(self, text: str, frame: int | None = None) -> list[dict]:
        from ..values.completions import complete

        return complete(text, None if frame is None else self._frame(frame))

    def _do_jumpTarget(self, path: str, line: int) -> dict:
        from ..steps.jumps import target

        found = target(self.active_frame(self._live.active), path, line)
        return {} if found is None else {"line": found}

    def _do_exceptionInfo(self) -> dict:
        if self._about is None:
            raise Refusal("The program did not stop at an exception.")
        return self._about.describe()
