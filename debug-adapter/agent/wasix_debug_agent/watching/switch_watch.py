"""Stops at switches, by the filter ``switch``."""

from __future__ import annotations

from ..code import frames
from ..continuations.continuations import (
    Continuations,
    current_greenlet,
    last_context_of,
    state_of,
)
from ..continuations.switch_hook import SwitchHook
from .event_filters import EventFilters


class Party:
    """A greenlet as the conditions of the filter see it."""

    def __init__(self, greenlet: object, continuations: Continuations) -> None:
        self.greenlet = greenlet
        self.name = continuations.name(greenlet)
        self.context = last_context_of(greenlet)
        self.state = state_of(greenlet)
        self.parent = greenlet.parent


class EndedParty:
    """A greenlet that nobody has any more, as the conditions of the filter see it."""

    def __init__(self, context: int) -> None:
        self.greenlet = None
        self.name = ""
        self.context = context
        self.state = "dead"
        self.parent = None


def names_of(event: str, origin: Party | EndedParty, target: Party) -> dict[str, object]:
    """What conditions know of a switch, by their names for it."""
    return {"event": event, "origin": origin, "target": target}


def names_of_last(event: str, continuations: Continuations) -> dict[str, object]:
    """The same of the last switch to the greenlet that runs."""
    target = current_greenlet()
    switcher = continuations.switcher(target)
    origin = EndedParty(target.gr_wasix_history[2]) if switcher is None else None
    return names_of(event, origin or Party(switcher, continuations), Party(target, continuations))


class SwitchWatch:
    def __init__(
        self, filters: EventFilters, switches: SwitchHook, continuations: Continuations, stop
    ) -> None:
        """``stop(event, origin, target)`` is called in the target of a wanted switch."""
        self._filters = filters
        self._switches = switches
        self._continuations = continuations
        self._stop = stop

    def update(self) -> None:
        """To be called when the filters have changed."""
        self._switches.listen(self._on_switch, self._filters.has("switch"))

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        names = names_of(
            event, Party(origin, self._continuations), Party(target, self._continuations)
        )
        if self._filters.stops_at_switch(frames.current_program_frame(), names):
            self._stop(event, origin, target)


class StopAtSwitch:
    """A switch at which the program stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, event: str, origin: str, target: str) -> StopAtSwitch:
        """``origin`` and ``target`` are labels."""
        how = "threw into" if event == "throw" else "switched to"
        return cls(f"{origin} {how} {target}")

    @classmethod
    def of_last(cls, event: str, continuations: Continuations) -> StopAtSwitch | None:
        """The last switch to the greenlet that runs; None where nobody knows from which."""
        target = current_greenlet()
        origin = continuations.switcher(target)
        if origin is None:
            return None
        return cls.of(event, continuations.label(origin), continuations.label(target))

    def describe(self) -> dict:
        """The protocol's description, which is one of an exception."""
        return {
            "typeName": "switch",
            "fullTypeName": "switch",
            "message": self.text,
            "breakMode": "always",
            "stackTrace": "",
            "inner": [],
        }
