"""greenlet's switch hook, shared by all who want to know of switches."""

from __future__ import annotations

from .continuations import greenlet_module


class SwitchHook:
    """Calls those who listen, one after the other, after each switch.

    A listener is called as ``listener(event, origin, target)`` in the target;
    ``event`` is ``switch`` or ``throw``. A switch takes the program several times
    as long while anybody listens.
    """

    def __init__(self) -> None:
        self._listeners: list = []

    def listen(self, listener, wanted: bool) -> None:
        """Adds a listener after those there are, or takes it off."""
        if (listener in self._listeners) == wanted:
            return
        if wanted:
            self._listeners.append(listener)
        else:
            self._listeners.remove(listener)
        self.install()

    def install(self) -> None:
        """To be called again once the program has loaded greenlet."""
        module = greenlet_module()
        if module is not None:
            module.wasix_set_switch_hook(self._on_switch if self._listeners else None)

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        for listener in tuple(self._listeners):
            listener(event, origin, target)
