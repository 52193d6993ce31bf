"""The numbers by which the session asks for what is inside of values."""

from __future__ import annotations

from itertools import count as numbers
from types import FrameType, FunctionType, MethodType

from ..code import paths
from ..conversation.refusal import Cancelled, Refusal
from ..kinds import is_a, module_of, namespace_of
from . import evaluation
from .buffers import memory_of
from .containers import Child, Container, Group, LazyValue, container_of
from .presentation import Presentation, kind_of
from .remarks import failure, remark
from .rendering import PLAIN, Style, render, type_name

#: How many members are sent to a client that does not ask for pages.
_MOST_UNPAGED = 1_000


class References:
    """The containers that have been shown. Good for one stop."""

    # No number is used twice: a client may still ask about the stop before.
    _numbers = numbers(1)

    def __init__(self, presentation: Presentation) -> None:
        self._presentation = presentation
        # Each with the frame in whose terms its children are to be set, and whether
        # they are shown without running code of the program.
        self._shown: dict[int, tuple[Container, FrameType | None, bool]] = {}

    def add(self, container: Container, frame: FrameType | None, is_safe: bool = False) -> int:
        """Gives a container a number."""
        number = next(self._numbers)
        self._shown[number] = (container, frame, is_safe)
        return number

    def get(self, reference: int) -> tuple[Container, FrameType | None]:
        """A container and its frame. Raises Refusal when it is not known any more."""
        container, frame, _ = self._entry(reference)
        return container, frame

    def _entry(self, reference: int) -> tuple[Container, FrameType | None, bool]:
        if reference not in self._shown:
            raise Refusal("These variables are not there any more.")
        return self._shown[reference]

    def describe(self, child: Child, frame: FrameType | None, style: Style = PLAIN) -> dict:
        """A variable for the session."""
        if is_a(child.value, Group):
            reference = self.add(child.value, frame, style.is_safe)
            return {"name": child.name, "value": "", "type": "", "reference": reference}
        if child.getter is not None:
            return {
                "name": child.name,
                "value": "",
                "type": "",
                "reference": self.add(LazyValue(child), frame, style.is_safe),
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
        container = _container_of(child, style)
        if container is not None:
            description["reference"] = self.add(container, frame, style.is_safe)
            if container.indexed_count:
                # Of what has no members, clients ask for all that there is.
                description["indexedCount"] = container.indexed_count
                description["namedCount"] = container.named_count(self._presentation)
        return description

    def children(
        self, reference: int, which: str | None, start: int, count: int, style: Style
    ) -> list[dict]:
        """The children of a reference: ``indexed``, ``named``, or all.

        ``start`` and ``count`` choose among the indexed ones, or among those that ``which``
        tells; 0 counts as all, of which there may be too many to send.
        """
        container, frame, is_safe = self._entry(reference)
        style = Style(style.is_hexadecimal, is_safe or style.is_safe, style.label)
        described: list[dict] = []
        if which != "named" and container.indexed_count:
            left = container.indexed_count - start
            wanted = count or min(left, _MOST_UNPAGED)
            described += self._described(lambda: container.indexed(start, wanted), frame, style)
            if not count and left > wanted:
                described.append(remark("…", f"{left - wanted:,} more"))
        if which != "indexed":
            first = start if which == "named" else 0
            end = first + ((which == "named" and count) or _MOST_UNPAGED)
            described += self._described(lambda: self._named(container, first, end), frame, style)
        return described

    def _named(self, container: Container, start: int, end: int):
        children = container.named(self._presentation)
        yield from children[start:end]
        left = len(children) - end
        if left > 0 and end - start == _MOST_UNPAGED:
            yield remark("…", f"{left:,} more")

    def _described(self, children, frame: FrameType | None, style: Style) -> list[dict]:
        """The children, up to where the program's own code, which may have to be asked for
        them, does not give any more."""
        described = []
        try:
            for child in children():
                is_child = is_a(child, Child)
                described.append(self.describe(child, frame, style) if is_child else child)
        except Cancelled:
            raise
        except BaseException as error:
            described.append(failure(error))
        return described

    def assign(self, reference: int, name: str, expression: str, style: Style) -> dict:
        """Sets a child to the value of an expression, and describes the result."""
        container, frame = self.get(reference)
        value = evaluation.evaluate(expression, frame)
        container.assign(name, value)
        return self.describe(Child(name, value), frame, style)


def _container_of(child: Child, style: Style) -> Container | None:
    if style.is_safe and not is_a(child.value, Group):
        from . import safe_containers

        return safe_containers.container_of(child.value, child.expression)
    return container_of(child.value, child.expression)


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
        line = namespace_of(value).get("__firstlineno__")
        path = paths.file_of_module(module_of(value))
        if isinstance(line, int) and path is not None:
            return {"declaration": paths.location(path, line)}
    return {}
