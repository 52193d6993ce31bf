"""The continuations while the program stands still."""

from __future__ import annotations

from _collections_abc import Callable, Iterator
from _contextvars import copy_context
from types import FrameType

from ..code import frames, user_code
from ..code.user_places import UserPlaces
from ..conversation.refusal import Refusal
from . import guest_threads
from .continuations import (
    Continuations,
    attribute_of_all,
    current_context,
    current_greenlet,
    given_names,
    greenlet_module,
    is_of_library,
    live_greenlets,
)
from .guest_threads import current_main_context, is_main_context
from .resting_collector import RestingCollector
from .told import News


class ContinuationList:
    """The continuations while the program stands still."""

    def __init__(self, continuations: Continuations, active_frame: FrameType | None) -> None:
        """``active_frame`` is where the running continuation stands."""
        self._continuations = continuations
        self._active_frame = active_frame
        self.active = current_context()
        self._threads = guest_threads.other_main_contexts()
        # There can be many, and most of what is asked is about the active one.
        self._known_greenlets: dict[int, object] | None = None

    @property
    def _greenlets(self) -> dict[int, object]:
        """Those that own a context, by that: the running thread's, the main one first, and the
        suspended ones of other threads."""
        if self._known_greenlets is None:
            self._look()
        return self._known_greenlets

    def _look(self) -> None:
        greenlets = live_greenlets()
        self._threads = guest_threads.other_main_contexts()
        if self._threads and greenlet_module() is not None:
            self._add_elsewhere(greenlets)
        self._known_greenlets = greenlets

    def _add_elsewhere(self, greenlets: dict[int, object]) -> None:
        """Adds the suspended greenlets of other threads."""
        for greenlet in self._continuations.table.greenlets():
            context = greenlet.gr_wasix_context_id
            if context is not None and context not in greenlets and greenlet.gr_frame:
                greenlets[context] = greenlet

    def greenlet(self, context: int) -> object | None:
        """The greenlet that owns a context; None for the main one before greenlet is
        loaded, and for those of other threads.

        Raises Refusal when there is no such continuation.
        """
        if context == self.active:
            return current_greenlet()
        if context not in self._greenlets and context not in self._threads:
            # Evaluating an expression may have started or loaded it.
            self._look()
        if is_main_context(context):
            if context in self._threads or context == current_main_context():
                return self._greenlets.get(context)
            raise Refusal("This thread has ended.")
        greenlet = self._greenlets.get(context)
        if greenlet is None or greenlet.gr_wasix_context_id != context:
            raise Refusal("This continuation has ended.")
        return greenlet

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame; None when the continuation runs no Python code.

        A suspended greenlet's frames are reached by ``gr_frame`` only: from
        CPython 3.12 on, other ways can lead into memory that is not there.
        """
        if context == self.active:
            return self._active_frame
        if context in self._threads:
            return guest_threads.frame_of(self._threads[context])
        greenlet = self.greenlet(context)
        return None if greenlet is None else frames.program_frame(greenlet.gr_frame)

    def stacks_but_active(self) -> Iterator[tuple[int, list[frames.FramePosition]]]:
        """The stacks of the continuations that are not active, the main ones' first."""
        for context in {**dict.fromkeys(self.main_contexts()), **self._greenlets}:
            if context != self.active:
                yield context, frames.stack_of(self.top_frame(context))

    def context_variables(self, context: int):
        """The values of context variables (PEP 567) in a continuation; None without any."""
        if context == self.active:
            running = current_greenlet()
            # A copy of what is not there would make it, and the greenlet would show that.
            if running is not None and running.gr_context is None:
                return None
            return copy_context()
        greenlet = self.greenlet(context)
        return None if greenlet is None else greenlet.gr_context

    def hides_context_variables(self, context: int) -> bool:
        """Whether nobody can tell them: those of another thread, unless its greenlet sleeps."""
        return context in self._threads

    def run_in(self, context: int, work: Callable[[], object]) -> object:
        """What ``work()`` gives with the context variables of a continuation; without any where
        they are hidden, rather than with those of the one that is active."""
        if context == self.active:
            return work()
        greenlet = self._greenlets.get(context)
        if greenlet is None and context not in self._threads:
            return work()
        from .context_variables import EnteredContext, run_without_any

        if self.hides_context_variables(context):
            return run_without_any(work)
        with EnteredContext(greenlet):
            return work()

    def main_contexts(self) -> list[int]:
        """The main continuations of all threads, the first thread's first."""
        self._threads = guest_threads.other_main_contexts()
        return sorted([current_main_context(), *self._threads])

    def describe(self, since: int) -> dict:
        """What is new of the continuations for the session, since it was told of them; the running
        thread's main one is the first, where it is told of all."""
        # Nobody else may hold those that have ended meanwhile: they are let go of after the rest,
        # in which no ``__del__`` of the program's may run.
        former = self._known_greenlets
        with RestingCollector():
            news, whole = self._news(since)
        del former
        places = UserPlaces()
        descriptions = []
        for context in news.changed:
            if context in whole:
                descriptions.append(self._describe(context, places))
            else:
                descriptions.append(self._describe_suspended(context, places, news))
        return {**news.describe(), "continuations": descriptions}

    def _news(self, since: int) -> tuple[News, set[int]]:
        """What is new, and of which that is told whole each time."""
        self._look()
        looks = self._looks()
        news = self._continuations.told.news(since, looks)
        return news, {context for context in news.changed if looks[context] is None}

    def _looks(self) -> dict[int, object]:
        """What tells of each whether it is as it was. A greenlet that has not been resumed is where
        it stood, but anybody may have given it a ``name``."""
        greenlets = self._greenlets
        looks: dict[int, object] = {}
        if greenlets:
            everyone = [*greenlets.values()]
            histories = attribute_of_all(everyone, "gr_wasix_history")
            looks = dict(zip(greenlets, histories, strict=True))
            names = given_names(everyone)
            if names.count(None) < len(names):
                for context, name in zip(greenlets, names, strict=True):
                    if name is not None:
                        looks[context] = looks[context], name
        looks |= dict.fromkeys([current_main_context(), *self._threads, self.active])
        return looks

    def _describe(self, context: int, places: UserPlaces) -> dict:
        """A main continuation, or the active one."""
        if is_main_context(context):
            number, name = guest_threads.number_of_main(context), guest_threads.name_of(context)
        else:
            greenlet = self._greenlets[context]
            number, name = self._continuations.number(greenlet), self._continuations.name(greenlet)
        return _complete(context, number, name, places.of(self.top_frame(context)))

    def _describe_suspended(self, context: int, places: UserPlaces, news: News) -> dict:
        greenlet = self._greenlets[context]
        name = self._continuations.lasting_name(greenlet)
        if name is None:
            news.tell_again(context)
            name = self._continuations.name(greenlet)
        number = self._continuations.table.record(greenlet).id
        place = places.of(greenlet.gr_frame)
        description = _complete(context, number, name, place)
        if place is not None and _is_hub(greenlet, place):
            description["isHub"] = True
        return description


def _is_hub(greenlet: object, place: frames.FramePosition) -> bool:
    """Whether a library runs, and nothing of the user's, in one that stands in ``place``, in the
    user's code if in any."""
    return not user_code.is_user_code(place.frame.f_code.co_filename) and is_of_library(greenlet)


def _complete(context: int, number: int, name: str, place: frames.FramePosition | None) -> dict:
    description = {"context": context, "greenlet": number, "name": name}
    if place is not None:
        description["location"] = place.location()
    return description
