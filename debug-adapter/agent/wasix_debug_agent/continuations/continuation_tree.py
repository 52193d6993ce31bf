"""All continuations for the client's tree: the main ones of all threads, and the greenlets, also
those that have not started, and dead ones."""

from __future__ import annotations

from _collections_abc import Iterable
from types import CodeType, FrameType

from ..code import paths, user_code
from ..code.user_places import UserPlaces
from . import guest_threads
from .continuation_list import ContinuationList
from .continuations import (
    ByLastContext,
    Continuations,
    attribute_of_all,
    current_greenlet,
    given_names,
    is_of_library,
    last_context_of,
    state_of,
)
from .greenlet_table import OriginFrame
from .resting_collector import RestingCollector
from .told import News


class ContinuationTree:
    """What is told of them at once."""

    def __init__(self, continuations: Continuations, live: ContinuationList) -> None:
        self._continuations = continuations
        self._live = live
        self._told = continuations.told_in_tree
        self._by_context = ByLastContext(continuations.table)
        self._places = UserPlaces()
        # By the stacks that made greenlets.
        self._origins: dict[tuple, list[dict]] = {}

    def describe(self, since: int, most: int) -> dict:
        """What is new of the continuations for the session, since it was told of them; of no more
        than ``most`` at a time."""
        table = self._continuations.table
        mains = self._live.main_contexts()
        # Whether there still is a main one that has resumed a greenlet.
        self._told.renew((mains, [*table.main_greenlets()]))
        main_of = {guest_threads.number_of_main(context): context for context in mains}
        with RestingCollector():
            news, changed = self._news(since, most, main_of)
        descriptions = [
            self._describe_main(main_of[number])
            if number in main_of
            else self._describe_greenlet(changed[number], number, news)
            for number in news.changed
        ]
        return {**news.describe(), "continuations": descriptions}

    def _news(self, since: int, most: int, mains: Iterable[int]) -> tuple[News, dict[int, object]]:
        """What is new, and the greenlets of those of which it is; ``mains`` are the numbers of the
        main ones."""
        table = self._continuations.table
        greenlets = table.greenlets()
        everyone = dict(zip(table.numbers(greenlets), greenlets, strict=True))
        looks = self._looks(everyone)
        looks |= dict.fromkeys(mains)
        news = self._told.news(since, looks, most)
        return news, {each: everyone[each] for each in news.changed if each in everyone}

    def _looks(self, greenlets: dict[int, object]) -> dict[int, object]:
        """What tells of each whether it is as it was: anybody may give it a name or another parent,
        and end it; others that run may have more of its stack put aside, and end who has resumed
        it last."""
        if not greenlets:
            return {}
        everyone = [*greenlets.values()]
        histories = attribute_of_all(everyone, "gr_wasix_history")
        switchers = {history[2] for history in histories}
        ended = {each for each in switchers if each and self._by_context.find(each) is None}
        looks = zip(
            histories,
            [history[2] in ended for history in histories],
            given_names(everyone),
            self._continuations.table.numbers(attribute_of_all(everyone, "parent")),
            attribute_of_all(everyone, "dead"),
            attribute_of_all(everyone, "_stack_saved"),
            # One that runs in another thread has none.
            [frame is None for frame in attribute_of_all(everyone, "gr_frame")],
            strict=True,
        )
        known = dict(zip(greenlets, looks, strict=True))
        current = current_greenlet()
        known |= {number: None for number, each in greenlets.items() if each is current}
        return known

    def _describe_main(self, context: int) -> dict:
        main = self._continuations.main_of(context)
        # Another thread's stands for whatever runs there.
        is_here = main is not None and context == guest_threads.current_main_context()
        entry: dict = {
            "id": guest_threads.number_of_main(context),
            "name": guest_threads.name_of(context),
            "state": state_of(main) if is_here else "running",
            "context": context,
        }
        frame = self._live.top_frame(context)
        may_be_system = context not in (guest_threads.MAIN_CONTEXT, self._live.active)
        return self._complete(entry, main, frame, may_be_system)

    def _describe_greenlet(self, greenlet: object, number: int, news: News) -> dict:
        name = self._continuations.lasting_name(greenlet)
        if name is None:
            news.tell_again(number)
            name = self._continuations.name(greenlet)
        entry: dict = {"id": number, "name": name, "state": state_of(greenlet)}
        context = last_context_of(greenlet)
        if context is not None:
            entry["context"] = context
        is_current = greenlet is current_greenlet()
        frame = self._live.top_frame(self._live.active) if is_current else greenlet.gr_frame
        return self._complete(entry, greenlet, frame, not is_current)

    def _complete(
        self,
        entry: dict,
        greenlet: object | None,
        frame: FrameType | None,
        may_be_system: bool,
    ) -> dict:
        """Adds where a continuation stands and where it comes from; that of a thread without
        greenlets has no ``greenlet``."""
        entry["resumptions"] = 0 if greenlet is None else greenlet.gr_wasix_history[1]
        entry["createdAt"] = []
        if entry["state"] == "suspended" and greenlet is not None:
            # What greenlet has put aside of the stack in linear memory that all share.
            entry["stackBytes"] = greenlet._stack_saved
        if greenlet is not None:
            if greenlet.parent is not None:
                entry["parent"] = self._continuations.number(greenlet.parent)
                entry["createdAt"] = self._origin_of(greenlet)
            switcher = self._continuations.switcher(greenlet, self._by_context)
            if switcher is not None:
                entry["switcher"] = self._continuations.number(switcher)
        place = self._places.of(frame)
        if place is not None:
            entry["location"] = place.location()
            created_at = [] if is_of_library(greenlet) else entry["createdAt"]
            if may_be_system and not _is_of_user(place.frame.f_code, created_at):
                entry["isSystem"] = True
        return entry

    def _origin_of(self, greenlet: object) -> list[dict]:
        record = self._continuations.table.record(greenlet)
        origin = self._origins.get(record.place)
        if origin is None:
            origin = self._origins[record.place] = [
                _describe_origin(frame) for frame in record.created_at
            ]
        return origin


def _is_of_user(code: CodeType, created_at: list[dict]) -> bool:
    """Whether a continuation that stands in ``code``, in the user's if in any, runs code of the
    user's, or was made by it."""
    files = [code.co_filename, *(origin["path"] for origin in created_at[:1])]
    return any(map(user_code.is_user_code, files))


def _describe_origin(frame: OriginFrame) -> dict:
    return {"name": frame.code.co_qualname, **paths.location(frame.code.co_filename, frame.line)}
