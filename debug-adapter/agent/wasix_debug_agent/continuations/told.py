"""What the session knows of the continuations, so that it is told only what is new."""

from __future__ import annotations

from itertools import filterfalse


class News:
    """What has changed since the session was told last."""

    __slots__ = ("_number", "_since", "_gone", "_is_all", "_looks", "changed")

    def __init__(
        self,
        number: int,
        since: int,
        changed: list[int],
        gone: list[int],
        is_all: bool,
        looks: dict[int, object],
    ) -> None:
        self._number = number
        self._since = since
        self._gone = gone
        self._is_all = is_all
        self._looks = looks
        #: Those to tell of now.
        self.changed = changed

    def tell_again(self, each: int) -> None:
        """Has one be told of each time: its look does not tell all."""
        self._looks[each] = None

    def describe(self) -> dict:
        """It as the protocol has it, but for what has changed."""
        return {
            "telling": self._number,
            "since": self._since,
            "gone": self._gone,
            "isAll": self._is_all,
        }


class Told:
    """What was told last, by the numbers under which the session knows it: of each a *look*, which
    tells whether it is as it was.

    A look is compared with one of another stop. So it is made of nothing of the program's, whose
    objects may have an equality of their own, and would live on in it.
    """

    def __init__(self) -> None:
        # Counts what is told, from 1; the session names it when it asks again.
        self._number = 0
        self._looks: dict[int, object] = {}
        self._circumstances: object = None

    def forget(self) -> None:
        """Has everything be told anew: by other rules it may be something else."""
        self._number += 1

    def renew(self, circumstances: object) -> None:
        """Has everything be told anew if what it depends on is not as it was."""
        if circumstances != self._circumstances:
            self._circumstances = circumstances
            self.forget()

    def news(self, since: int, looks: dict[int, object], most: int | None = None) -> News:
        """What has changed after the session was told, in the telling ``since``, and will have been
        told with this one: no more than ``most``, so that it has to ask again for others.

        All is told to a session that is another one, or has lost what was told last. A look of
        None is that of something that is told of each time.
        """
        known = self._looks if since == self._number else {}
        # First of all, as a command that is cancelled has told nothing.
        self._number += 1
        # There can be ten thousand, most of them as they were, which no line written here looks at.
        gone = [*filterfalse(looks.__contains__, known)]
        others = filterfalse(known.items().__contains__, looks.items())
        changed = [each for each, look in others if look is not None]
        is_all = most is None or len(changed) <= most
        if is_all:
            changed += [each for each, look in looks.items() if look is None]
        else:
            del changed[most:]
        since = since if known else 0
        for each in gone:
            del known[each]
        for each in changed:
            known[each] = looks[each]
        self._looks = known
        return News(self._number, since, changed, gone, is_all, known)
