"""Stops wherever control comes to one of some greenlets."""

from __future__ import annotations

from _collections_abc import Callable
from _weakref import ref

from ..continuations.switch_hook import SwitchHook


class ResumptionWatch:
    """The greenlets that are watched, for as long as they exist."""

    def __init__(self, switches: SwitchHook, stop: Callable[[], None]) -> None:
        """``stop()`` is called in a greenlet that control has come to."""
        self._switches = switches
        self._stop = stop
        self._watched: dict[int, ref] = {}

    def set(self, greenlet: object, is_watched: bool) -> None:
        """Watches a greenlet, or does so no longer."""
        address = id(greenlet)
        self._watched.pop(address, None)
        if is_watched:
            self._watched[address] = ref(greenlet, lambda _: self._forget(address))
        self._update()

    def clear(self) -> None:
        self._watched.clear()
        self._update()

    def _forget(self, address: int) -> None:
        del self._watched[address]
        self._update()

    def _update(self) -> None:
        self._switches.listen(self._on_switch, bool(self._watched))

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        if id(target) in self._watched:
            self._stop()
