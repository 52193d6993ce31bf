"""The collector of garbage, which is the program's, while the agent makes thousands of objects that
live no longer than an answer."""

from __future__ import annotations

import gc


class RestingCollector:
    """Keeps the collector from running, and with it the program's finalizers and ``gc.callbacks``.

    Nothing of the program's may run within it, which could see that.
    """

    __slots__ = ("_was_enabled",)

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_exception: object) -> None:
        if self._was_enabled:
            gc.enable()
