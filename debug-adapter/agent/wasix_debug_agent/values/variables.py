"""The numbers by which the session asks for what is inside of values."""

from __future__ import annotations

from types import FrameType, FunctionType, MethodType

from ..code import paths
from ..conversation.refusal import Refusal
from ..kinds import is_a
from . import evaluation
from .buffers import memory_of
from .containers import Child, Container, Group, LazyValue, container_of
from .presentation import Presentation, kind_of
from .rendering import PLAIN, Style, render, type_name

#: How many members are sent to a client that does not ask for pages.
_MOST_UNPAGED = 1_000


class References:
    """The containers that have been shown. Good for one stop."""

    def __init__(self, presentation: Presentation) -> None:
        self._presentation = presentation
        # Each with the frame in whose terms its children are to be set.
        self._shown: list[tuple[Container, FrameType | None]] = []

    def add(self, container: Container, frame: FrameType | None) -> int:
        self._shown.append((container, frame))
        return len(self._shown)

    def get(self, reference: int) -> tuple[Container, FrameType | None]:
        """A container and its frame. Raises Refusal when it is not known any more."""
        if not 1 <= reference <= len(self._shown):
            raise Refusal("These variables are not there any more.")
        return self._shown[reference - 1]

    def describe(self, child: Child, frame: FrameType | None, style: Style = PLAIN) -> dict:
        """A variable for the session."""
        if is_a(child.value, Group):
            reference = self.add(child.value, frame)
            return {"name": child.name, "value": "", "type": "", "reference": reference}
        if child.getter is not None:
            return {
                "name": child.name,
                "value": "",
                "type": "",
                "reference": self.add(LazyValue(child), frame),
                "kind": "property",
                "isLazy": True,
                **_expression(child),
            }
        value = child.value
        description = {
            "name": child.name,
            "value": render(value, style),
            "type": type_name(value),
            "reference": 0,
            "kind": kind_of(child.name, value),
            **_expression(child),
            **_declaration(value),
            **memory_of(value),
        }
        container = container_of(value, child.expression)
        if container is not None:
            description["reference"] = self.add(container, frame)
            description["indexedCount"] = container.indexed_count
            description["namedCount"] = container.named_count
        return description

    def children(
        self, reference: int, which: str | None, start: int, count: int, style: Style
    ) -> list[dict]:
        """The children of a reference: ``indexed``, ``named``, or all.

        ``start`` and ``count`` choose among the indexed ones, or among those that ``which``
        tells; 0 counts as all, of which there may be too many to send.
        """
        container, frame = self.get(reference)
        children: list[Child] = []
        more = 0
        if which != "named":
            left = container.indexed_count - start
            wanted = count or min(left, _MOST_UNPAGED)
            children += container.indexed(start, wanted)
            more = 0 if count else left - wanted
        if which != "indexed":
            named = container.named(self._presentation)
            # Some clients read all scopes, those with all names of a large module, too.
            wanted = _MOST_UNPAGED
            if which == "named":
                named, wanted = named[start:], count or wanted
            children += named[:wanted]
            more += 0 if which == "named" and count else max(len(named) - wanted, 0)
        described = [self.describe(child, frame, style) for child in children]
        if more > 0:
            text = f"{more:,} more"
            described.append({"name": "…", "value": text, "type": "", "reference": 0})
        return described

    def assign(self, reference: int, name: str, expression: str, style: Style) -> dict:
        """Sets a child to the value of an expression, and describes the result."""
        container, frame = self.get(reference)
        value = evaluation.evaluate(expression, frame)
        container.assign(name, value)
        return self.describe(Child(name, value), frame, style)


def _expression(child: Child) -> dict:
    return {} if child.expression is None else {"evaluateName": child.expression}


def _declaration(value: object) -> dict:
    """Where a function or class is written, if that is known."""
    if is_a(value, MethodType):
        value = value.__func__
    if is_a(value, FunctionType):
        code = value.__code__
        return {"declaration": paths.location(code.co_filename, code.co_firstlineno)}
    if is_a(value, type):
        line = value.__dict__.get("__firstlineno__")
        path = paths.file_of_module(value.__module__)
        if isinstance(line, int) and path is not None:
            return {"declaration": paths.location(path, line)}
    return {}
