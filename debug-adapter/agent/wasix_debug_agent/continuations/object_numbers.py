"""Numbers for objects of the program, by which the session knows them."""

from __future__ import annotations

from _weakref import ref


class _NumberedReference(ref):
    __slots__ = ("number", "address")

    number: int
    address: int


class ObjectNumbers:
    """Numbers from 1 on. An object keeps its own for life, and none is used twice. It does not
    live any longer for having one."""

    def __init__(self) -> None:
        # By address: a class of the program's may have an equality of its own.
        self._by_address: dict[int, _NumberedReference] = {}
        self._by_number: dict[int, _NumberedReference] = {}
        self._last = 0

    def of(self, value: object) -> int:
        """The number of an object, which gets one if it has none."""
        known = self._by_address.get(id(value))
        if known is None:
            self._last += 1
            known = _NumberedReference(value, self._forget)
            known.number = self._last
            known.address = id(value)
            self._by_address[known.address] = self._by_number[known.number] = known
        return known.number

    def find(self, number: int) -> object | None:
        """The object with a number, if it still exists."""
        known = self._by_number.get(number)
        return None if known is None else known()

    def _forget(self, reference: _NumberedReference) -> None:
        del self._by_number[reference.number]
        # The address may already belong to another object.
        if self._by_address.get(reference.address) is reference:
            del self._by_address[reference.address]
