"""Commands and replies, one at a time."""

from __future__ import annotations

from _collections import deque
from _collections_abc import Iterator

from ..code import modules
from ..conversation import channel
from ..conversation.refusal import Cancelled, Refusal
from ..watching.exceptions import headline

#: The host raises it to have the channel read: ATTENTION_SIGNAL in runtime/signals.ts.
ATTENTION_SIGNAL = 40

# The commands that run code of the user's, whose exceptions are the answer.
_RUN_CODE = ("dataInfo", "evaluate", "setExpression", "setVariable", "throwExit")


class Dialogue:
    """Answers the session's commands, each before the next, unless it is cancelled."""

    def __init__(self, perform) -> None:
        """``perform(command, args)`` does a command and returns the body of its reply.
        What it raises becomes an error in the reply."""
        self._perform = perform
        self._may_end = False
        #: Whether commands of a program that runs are being answered.
        self.is_answering = False
        # The number of the command under way, and those that arrived meanwhile.
        self._performing: int | None = None
        self._waiting: deque[dict] = deque()
        # Those that nobody waits for.
        self._cancelled: set[int] = set()
        self._is_asked_to_look = False
        # Whether the channel is being looked at, and whether that was asked for since.
        self._is_looking = False
        self._has_more_to_look_at = False

    @property
    def is_performing(self) -> bool:
        """Whether a command is under way: what runs is the agent's, or run for an answer."""
        return self._performing is not None

    def hold(self) -> None:
        """Answers commands until one of them calls :meth:`end`."""
        self._may_end = False
        while not self._may_end:
            self._answer(self._waiting.popleft() if self._waiting else channel.receive())

    def end(self) -> None:
        """The command under way is the last one for now."""
        self._may_end = True

    def answer_arrived(self) -> Iterator[dict]:
        """Answers the commands that have arrived, and returns each after that.

        Never one inside of another: what is under way would wait for the end of a stop
        that the other one asks for.
        """
        self.is_answering = True
        try:
            while (message := self._next_arrived()) is not None:
                self._answer(message)
                yield message
        finally:
            self.is_answering = False

    def _next_arrived(self) -> dict | None:
        return self._waiting.popleft() if self._waiting else channel.try_receive()

    def look_for_cancellation(self) -> None:
        """Ends the command under way if the user does not want to wait for it.

        Called by the handler of a signal, and so in the middle of itself, too: what has
        been taken from the channel must not be lost by an exception.
        """
        performing = self._performing
        self._is_asked_to_look = performing is None
        if performing is None:
            # A command is about to begin, which may be the one.
            return
        self._has_more_to_look_at = True
        if self._is_looking:
            return
        self._is_looking = True
        try:
            while self._has_more_to_look_at:
                self._has_more_to_look_at = False
                self._sort_arrived(performing)
        finally:
            self._is_looking = False
        if performing in self._cancelled:
            raise Cancelled

    def _sort_arrived(self, performing: int) -> None:
        """Sets aside the commands that have arrived, and notes which are not waited for; those
        before the one under way have been answered."""
        while (message := channel.try_receive()) is not None:
            if message["command"] == "cancel":
                if (command := message["args"]["command"]) >= performing:
                    self._cancelled.add(command)
                channel.send({"reply": message["id"], "body": None})
            else:
                self._waiting.append(message)

    def _answer(self, message: dict) -> None:
        try:
            try:
                self._performing = message["id"]
                if self._is_asked_to_look:
                    self.look_for_cancellation()
                if message["id"] in self._cancelled:
                    raise Cancelled
                body = self._perform(message["command"], message["args"])
            finally:
                self._performing = None
                self._cancelled.discard(message["id"])
        except Refusal as refusal:
            channel.send({"reply": message["id"], "error": str(refusal)})
        except Cancelled:
            channel.send({"reply": message["id"], "error": "cancelled"})
        # What the user evaluates may raise SystemExit as well.
        except BaseException as error:
            channel.send({"reply": message["id"], "error": _failure(message["command"], error)})
        else:
            channel.send({"reply": message["id"], "body": body})


def _failure(command: str, error: BaseException) -> str:
    """What is told of an exception by which a command has ended."""
    if command in _RUN_CODE:
        return headline(error)
    module = modules.being_loaded(error)
    if module is not None:
        return f"The debugger needs the module {module} for this, which the program is loading."
    return f"The debugger could not answer {command}, by a fault of its own: {headline(error)}."
