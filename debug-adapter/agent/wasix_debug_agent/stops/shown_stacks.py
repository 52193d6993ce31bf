"""The stacks that were shown at a stop: which number stands for which of their entries."""

from __future__ import annotations

from _bisect import bisect_right

from ..code import bytecode, paths, user_code
from ..code.frames import FramePosition
from ..continuations.origins import Label, StackEntry
from ..conversation.refusal import Refusal
from ..watching.faulty_line import FaultyLine

ShownEntry = StackEntry | FaultyLine


class ShownStacks:
    """Gives out the numbers of frames, and knows them until the program goes on."""

    # No number is used twice: an editor may still show a frame of the stop before.
    _next_number = 1

    def __init__(self) -> None:
        # The first number of each piece of a stack, ascending, and the pieces: their
        # entries, and the context.
        self._firsts: list[int] = []
        self._pieces: list[tuple[list[ShownEntry], int]] = []

    def add(self, entries: list[ShownEntry], context: int) -> int:
        """The number of the first of some entries; the others have the numbers after it."""
        first = ShownStacks._next_number
        if entries:
            ShownStacks._next_number += len(entries)
            self._firsts.append(first)
            self._pieces.append((entries, context))
        return first

    def find(self, number: int) -> tuple[ShownEntry, int]:
        """An entry, and the context that it is of. Raises Refusal when there is none."""
        index = bisect_right(self._firsts, number) - 1
        if index >= 0:
            entries, context = self._pieces[index]
            offset = number - self._firsts[index]
            if offset < len(entries):
                entry = entries[offset]
                own = entry.context if isinstance(entry, FramePosition) else None
                return entry, context if own is None else own
        raise Refusal("This frame is not there any more.")


class Descriptions:
    """Entries of stacks as the protocol has them, but for their numbers. What many stacks
    have in common is described once."""

    def __init__(self, wanted: dict[str, bool]) -> None:
        """``wanted`` is what frames are to be called beside the function's name."""
        self._wanted = wanted
        #: Whether code of the program's may run for them: values have a ``__repr__``.
        self.runs_code = wanted.get("parameterValues", False)
        #: All of them, in the order in which they came up.
        self.all: list[dict] = []
        self._indices: dict[object, int] = {}

    def index(self, entry: ShownEntry) -> int:
        """Where the description of an entry is among all. The entry has to live on."""
        key = self._key(entry)
        index = self._indices.get(key)
        if index is None:
            index = self._indices[key] = len(self.all)
            self.all.append(self._describe(entry))
        return index

    def _key(self, entry: ShownEntry) -> object:
        if self._wanted or not isinstance(entry, FramePosition):
            return id(entry)
        frame = entry.frame
        return id(frame.f_code), entry.line, frame.f_lasti, id(frame.f_globals)

    def _describe(self, entry: ShownEntry) -> dict:
        if isinstance(entry, Label):
            return {"kind": "label", "name": entry.text}
        if isinstance(entry, FaultyLine):
            return {
                "kind": "faulty",
                "name": "<module>",
                "path": entry.path,
                "line": entry.line,
                "column": entry.column,
                "isSkipped": user_code.is_skipped(entry.path),
            }
        is_live = isinstance(entry, FramePosition)
        code = entry.frame.f_code if is_live else entry.code
        description = {
            "kind": "live" if is_live else "past",
            "name": code.co_qualname,
            "path": paths.normalize(code.co_filename),
            "line": entry.line,
            "isSkipped": user_code.is_skipped(code.co_filename),
        }
        if is_live:
            if self._wanted:
                from .frame_names import name_of

                description["name"] = name_of(entry.frame, self._wanted)
            module = entry.frame.f_globals.get("__name__")
            if isinstance(module, str):
                description["module"] = module
            description["instruction"] = bytecode.reference_of(code, max(entry.frame.f_lasti, 0))
        return description
