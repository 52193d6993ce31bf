"""Variables that belong to no value: those of frames, and of continuations."""

from __future__ import annotations

from types import FrameType

from . import value_paths
from .attribute_names import special_names_last
from .containers import Child, Container, arrange
from .member_names import MemberNames


class _Namespace(Container):
    """A frame's local or global variables."""

    def __init__(self, namespace) -> None:
        self._namespace = namespace

    def named(self, presentation):
        # Not by iteration: the mapping of a class body may have items and nothing else.
        names = sorted(
            (name for name in self._namespace.keys() if isinstance(name, str)),
            key=special_names_last,
        )
        children = [Child(name, self._namespace[name], self._path(name)) for name in names]
        return arrange(self, children, presentation)

    def assign(self, name, value):
        self._namespace[name] = value

    def _path(self, name: str) -> str | None:
        return value_paths.of_variable(name)


class LocalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        # Written through to the frame (PEP 667), also while a greenlet sleeps in it.
        super().__init__(frame.f_locals)


class GlobalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        super().__init__(frame.f_globals)
        self._frame = frame

    def _path(self, name):
        try:
            self._frame.f_locals[name]
        except KeyError:
            return super()._path(name)
        # By its name, the local variable is found.
        return super()._path(name) if self._frame.f_locals is self._namespace else None


class ReturnedValues(Container):
    """What functions returned that a step went over or out of."""

    def __init__(self, returned: list[tuple[str, object]]) -> None:
        self._returned = returned

    def named(self, presentation):
        return [Child(f"{name}()", value) for name, value in self._returned]


class ContextVariables(Container):
    """The values of context variables (PEP 567) in a continuation."""

    def __init__(self, context) -> None:
        self._context = context
        self._names = MemberNames()
        self.has_named = bool(context)

    def named(self, presentation):
        return [
            Child(self._names.name(position, variable, variable.name), value)
            for position, (variable, value) in enumerate(self._context.items())
        ]

    def assign(self, name, value):
        variables = ((variable, variable.name) for variable in self._context)
        # In the continuation's own context, in which the session's questions are answered.
        self._names.key(name, variables).set(value)
