"""The packages of the agent, and the arrows between them."""

import ast
import unittest
from pathlib import Path

import wasix_debug_agent

AGENT = Path(wasix_debug_agent.__file__).parent

#: From those that know nobody to those that know all others.
ROOMS = ["conversation", "code", "continuations", "values", "watching", "steps", "stops"]

LONGEST_FILE = 400


def _modules():
    """All modules of the agent: the package of each, ``""`` for the agent's own, and its path."""
    for path in sorted(AGENT.rglob("*.py")):
        folder = path.parent.relative_to(AGENT)
        yield folder.name, path


def _imported_rooms(path: Path, room: str) -> set[str]:
    """The packages that a module imports from, within functions, too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.level > 0:
            outside = node.level == 2 or room == ""
            first = (node.module or node.names[0].name).partition(".")[0]
            found.add(first if outside else room)
    return found & set(ROOMS)


class RoomsTest(unittest.TestCase):
    def test_packages_use_only_those_before_them(self):
        for room, path in _modules():
            if room == "":
                continue
            with self.subTest(path.name):
                allowed = set(ROOMS[: ROOMS.index(room) + 1])
                self.assertLessEqual(_imported_rooms(path, room), allowed)

    def test_no_file_is_too_long_to_be_about_one_thing(self):
        for _, path in _modules():
            with self.subTest(path.name):
                lines = path.read_bytes().count(b"\n")
                self.assertLessEqual(lines, LONGEST_FILE)
