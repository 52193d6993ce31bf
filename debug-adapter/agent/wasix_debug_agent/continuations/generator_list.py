"""Generators, async generators and coroutines that are no tasks, suspended on nobody's stack.

Nothing in Python knows of all of them but its garbage collector, whose objects are looked through
when somebody asks. One that another one yields from, or awaits, is on that one's stack, as what
a task awaits is on the task's.
"""

from __future__ import annotations

from _weakref import ref
from itertools import islice
from types import (
    AsyncGeneratorType,
    CoroutineType,
    FrameType,
    GeneratorType,
    GetSetDescriptorType,
)

from ..code import frames, paths, user_code
from ..code.frames import FramePosition
from ..conversation.refusal import Refusal
from .continuation_list import ContinuationList
from .generator_holders import GeneratorHolders
from .loaded_asyncio import coroutine_of
from .object_numbers import ObjectNumbers
from .task_numbers import all_tasks, context_of_generator, has_asyncio
from .task_stacks import Stack
from .tasks import frames_of, links_of


class _Kind:
    """What there is to ask of those of one type."""

    __slots__ = ("name", "is_suspended", "awaited")

    def __init__(
        self, name: str, is_suspended: GetSetDescriptorType, awaited: GetSetDescriptorType
    ) -> None:
        self.name = name
        self.is_suspended = is_suspended.__get__
        self.awaited = awaited.__get__


# By the addresses of the types: to be hashed, one of the program's may need code of the program's.
_KINDS = {
    id(GeneratorType): _Kind("generator", GeneratorType.gi_suspended, GeneratorType.gi_yieldfrom),
    id(AsyncGeneratorType): _Kind(
        "async generator", AsyncGeneratorType.ag_suspended, AsyncGeneratorType.ag_await
    ),
    id(CoroutineType): _Kind("coroutine", CoroutineType.cr_suspended, CoroutineType.cr_await),
}

# How many of those that stand at one place are told of with the place.
_MOST_FIRST = 4

_numbers = ObjectNumbers()


class _Place:
    """Those that run the same function and stand at the same line."""

    def __init__(self, outermost: FrameType, frame: FrameType, kind: str) -> None:
        """``frame`` is the innermost of the user's on their stacks, if there is any."""
        self.name = outermost.f_code.co_qualname
        self.location = FramePosition(frame, frame.f_lineno or 0).location()
        self.kind = kind
        self.is_of_user = user_code.is_user_code(frame.f_code.co_filename)
        # Whoever looks at the program must not keep anything of it alive.
        self.members: list[ref] = []

    @property
    def look(self) -> tuple:
        """What a person tells it from others by."""
        return self.name, self.kind, *self.location.values()

    def describe(self) -> dict:
        return {
            "name": self.name,
            "kind": self.kind,
            "location": self.location,
            "count": len(self.members),
            **({} if self.is_of_user else {"isSystem": True}),
        }

    def some(self, start: int, count: int) -> list:
        """A page of them, without those that an evaluation has gone on with."""
        page = self.members[start : start + count] if count else self.members[start:]
        alive = (member() for member in page)
        return [each for each in alive if each is not None and is_suspended(each)]


class GeneratorList:
    """The generators while the program stands still."""

    def __init__(self, live: ContinuationList, active_stack: Stack) -> None:
        self._holders = GeneratorHolders(live, active_stack)
        self._places: list[_Place] = []

    # ---- as continuations, by their contexts ----

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame of a generator."""
        return self.stack(context)[0].frame

    def stack(self, context: int) -> Stack:
        """Its frame and those of what it yields from, or awaits, innermost first."""
        return _stack_of(_find(context))

    def context_variables(self, context: int) -> None:
        """It has none of its own: it runs with those of whoever iterates it."""

    def hides_context_variables(self, context: int) -> bool:
        return False

    def run_in(self, context: int, work):
        return work()

    # ---- descriptions for the session ----

    def describe(self, contexts: list[int]) -> list[dict]:
        """Those of some contexts that are suspended, as continuations."""
        found = []
        for context in contexts:
            try:
                generator = _find(context)
            except Refusal:
                continue
            place = frames.place_of_user(_stack_of(generator))
            found.append(
                {
                    "context": context,
                    "name": _name_of(generator),
                    "task": f"{_kind_of(generator).name} {_numbers.of(generator)}",
                    "location": place.location(),
                }
            )
        return found

    def describe_places(self) -> dict:
        """Where they stand, those that have been there longest first, with the first of each."""
        self._places = _look()
        # One list, which is not taken for one of the program's that holds them.
        first: list = []
        ends = []
        for place in self._places:
            first += place.some(0, _MOST_FIRST)
            ends.append(len(first))
        held_by = self._holders.of(first)
        described = [_describe(each, held_by) for each in first]
        return {
            "places": [
                {**place.describe(), "first": described[start:end]}
                for place, start, end in zip(self._places, [0, *ends], ends, strict=False)
            ]
        }

    def describe_page(self, place: int, start: int, count: int) -> dict:
        """A page of those at one place, by its index among those that were told of last.

        Raises Refusal when there is no such place.
        """
        if not 0 <= place < len(self._places):
            raise Refusal("The places of generators have to be asked for at each stop.")
        page = self._places[place].some(start, count)
        held_by = self._holders.of(page)
        return {
            "generators": [_describe(each, held_by) for each in page],
            "total": len(self._places[place].members),
        }


def is_suspended(value: object) -> bool:
    """Whether a value is a generator, or the like, that has begun, has not ended, and runs not."""
    kind = _KINDS.get(id(type(value)))
    return kind is not None and kind.is_suspended(value)


def _kind_of(generator: object) -> _Kind:
    return _KINDS[id(type(generator))]


def _find(context: int) -> object:
    generator = _numbers.find(context_of_generator(context))
    if generator is None or not is_suspended(generator):
        raise Refusal("This generator is not suspended any more.")
    return generator


def _look() -> list[_Place]:
    found = _all_suspended()
    inner = {id(coroutine_of(task)) for task in all_tasks()} if has_asyncio() else set()
    for each in found:
        if _kind_of(each).awaited(each) is not None:
            inner.update(id(awaited) for awaited, _ in islice(links_of(each), 1, 2))
    # By code and instruction: lines take their time, and so do code objects as keys, which are
    # hashed by their content.
    by_instruction: dict[tuple, _Place] = {}
    places: dict[tuple, _Place] = {}
    for each in found:
        if id(each) in inner:
            continue
        stack = frames_of(each)
        outermost = stack[0]
        if paths.is_agent(outermost.f_code.co_filename):
            continue
        frame = frames.frame_of_user(stack)
        key = id(outermost.f_code), id(frame.f_code), frame.f_lasti
        place = by_instruction.get(key)
        if place is None:
            # A line may have several instructions at which one can stand.
            place = _Place(outermost, frame, _kind_of(each).name)
            place = by_instruction[key] = places.setdefault(place.look, place)
        place.members.append(ref(each))
    return list(places.values())


def _all_suspended() -> list:
    """All of them, the oldest first, as far as the garbage collector tells."""
    import gc

    found = []
    for generation in reversed(range(len(gc.get_threshold()))):
        found += [each for each in gc.get_objects(generation) if is_suspended(each)]
    return found


def _stack_of(generator: object) -> Stack:
    return [FramePosition(frame, frame.f_lineno or 0) for frame in reversed(frames_of(generator))]


def _name_of(generator: object) -> str:
    return frames_of(generator)[0].f_code.co_qualname


def _describe(generator: object, held_by: dict[int, list[str]]) -> dict:
    return {
        "id": _numbers.of(generator),
        "name": _name_of(generator),
        "kind": _kind_of(generator).name,
        "heldBy": held_by.get(id(generator), []),
        "frames": [
            {"name": each.frame.f_code.co_qualname, **each.location()}
            for each in _stack_of(generator)
        ],
    }
