"""Tests of unittest, of which some are asynchronous, and one is left out."""

import asyncio
import random
import tempfile
import unittest
from unittest import mock


class Sums(unittest.TestCase):
    """Adds up."""

    def setUp(self) -> None:
        self.numbers = [random.randrange(100) for _ in range(50)]

    def test_sum(self) -> None:
        for count in range(10):
            with self.subTest(count=count):
                self.assertEqual(sum(self.numbers[:count]), sum(reversed(self.numbers[:count])))

    def test_file(self) -> None:
        with tempfile.TemporaryFile("w+") as file, mock.patch("random.random", lambda: 0.5):
            file.write(str(random.random()))
            file.seek(0)
            self.assertEqual(file.read(), "0.5")

    @unittest.skip("to show that")
    def test_never(self) -> None:
        raise AssertionError


class Waiting(unittest.IsolatedAsyncioTestCase):
    """Waits in a loop of its own."""

    async def test_sleep(self) -> None:
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(3600), 0.005)
