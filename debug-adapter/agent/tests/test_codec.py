import json
import unittest

from wasix_debug_agent.conversation.codec import decode, encode

MESSAGE = {
    "text": 'quotes " and \\, naïve ☃ 𝄞 \ud800',
    "numbers": [0, -1, 2**63, 1.5, float("inf")],
    "nested": {"empty": {}, "none": None, "yes": True},
}


class CodecTest(unittest.TestCase):
    def test_a_message_survives(self):
        self.assertEqual(decode(encode(MESSAGE)), MESSAGE)

    def test_it_is_json(self):
        message = {**MESSAGE, "numbers": [1, 2.5]}
        self.assertEqual(json.loads(encode(message)), message)
        self.assertEqual(decode(json.dumps(message).encode()), message)

    def test_other_objects_are_refused(self):
        with self.assertRaises(TypeError):
            encode({"object": object()})
