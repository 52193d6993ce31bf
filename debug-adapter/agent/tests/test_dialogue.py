import unittest
from unittest.mock import patch

from wasix_debug_agent.conversation import channel
from wasix_debug_agent.stops.dialogue import Dialogue


def command(number, name="work", **args):
    return {"id": number, "command": name, "args": args}


def cancel(number, *, of):
    return command(number, "cancel", command=of)


class DialogueTest(unittest.TestCase):
    """A dialogue whose channel is a list, and a signal that comes wherever the test says."""

    def setUp(self):
        self.arriving = []
        self.sent = []
        # Called when a message has been taken and not yet seen, and in the middle of a reply.
        self.on_taken = self.on_sending = lambda: None
        self.dialogue = Dialogue(lambda name, args: self.perform(name, args))
        for name in ("send", "receive", "try_receive"):
            patcher = patch.object(channel, name, getattr(self, f"_{name}"))
            patcher.start()
            self.addCleanup(patcher.stop)

    def perform(self, name, args):
        if name == "end":
            self.dialogue.end()
        elif name == "work":
            self.dialogue.look_for_cancellation()
        return name

    def _receive(self):
        return self.arriving.pop(0)

    def _try_receive(self):
        if not self.arriving:
            return None
        message = self.arriving.pop(0)
        self._interrupt("on_taken")
        return message

    def _send(self, message):
        self._interrupt("on_sending")
        self.sent.append(message)

    def _interrupt(self, where):
        """Calls what a signal calls, once."""
        handler = getattr(self, where)
        setattr(self, where, lambda: None)
        handler()

    def replies(self):
        return {
            message["reply"]: message.get("error", message.get("body")) for message in self.sent
        }

    def test_a_command_that_is_cancelled_says_so(self):
        self.arriving = [command(1), cancel(2, of=1), command(3, "end")]
        self.dialogue.hold()
        self.assertEqual(self.replies(), {1: "cancelled", 2: None, 3: "end"})

    def test_one_that_has_not_begun_is_not_begun(self):
        self.arriving = [command(1), command(2), cancel(3, of=2), command(4, "end")]
        self.dialogue.hold()
        self.assertEqual(self.replies(), {1: "work", 2: "cancelled", 3: None, 4: "end"})

    def test_r15_a_message_that_was_taken_survives_a_cancellation(self):
        self.arriving = [command(1), command(2, "ask"), cancel(3, of=1), command(4, "end")]
        self.on_taken = self.dialogue.look_for_cancellation
        self.dialogue.hold()
        self.assertEqual(self.replies(), {1: "cancelled", 2: "ask", 3: None, 4: "end"})

    def test_r15_so_does_the_answer_to_a_cancellation(self):
        self.arriving = [command(1), cancel(2, of=9), cancel(3, of=1), command(4, "end")]
        self.on_sending = self.dialogue.look_for_cancellation
        self.dialogue.hold()
        self.assertEqual(self.replies(), {1: "cancelled", 2: None, 3: None, 4: "end"})

    def test_r15_what_comes_while_the_channel_is_looked_at_is_seen(self):
        late = [cancel(3, of=1), command(4, "end")]

        def arrive():
            self.arriving += late
            self.dialogue.look_for_cancellation()

        self.arriving = [command(1), cancel(2, of=9)]
        self.on_sending = arrive
        self.dialogue.hold()
        self.assertEqual(self.replies(), {1: "cancelled", 2: None, 3: None, 4: "end"})

    def test_what_was_cancelled_is_forgotten_when_it_is_answered(self):
        self.arriving = [
            *(command(number) for number in range(1, 5)),
            *(cancel(number + 4, of=number) for number in range(1, 5)),
            # Too late: it has been answered.
            *(command(9), cancel(10, of=1), command(11, "end")),
        ]
        self.dialogue.hold()
        self.assertEqual([self.replies()[number] for number in range(1, 5)], ["cancelled"] * 4)
        self.assertEqual(self.dialogue._cancelled, set())
