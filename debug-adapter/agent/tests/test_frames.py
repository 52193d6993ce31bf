import os
import sys
import unittest
from unittest.mock import patch

from wasix_debug_agent.code import frames, paths

AGENT = frames.__file__
LIBRARY = os.__file__
FROZEN = "<frozen importlib._bootstrap>"
USER = "/home/me/service.py"
CONDITION = "<condition>"


def in_files(*filenames):
    """What :func:`is_agent_at_work` says where code of the last file stands, called by that of
    the file before it, and so on."""
    if not filenames:
        return frames.is_agent_at_work(sys._getframe(1))
    first, *others = filenames
    code = compile("answer = call(*others)", first, "exec")
    names = {"call": in_files, "others": others}
    exec(code, names)
    return names["answer"]


class AgentAtWorkTest(unittest.TestCase):
    def setUp(self):
        # This file's own frames stand between the others.
        is_library = paths.is_library
        patcher = patch.object(
            paths, "is_library", lambda filename: filename == __file__ or is_library(filename)
        )
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_r15_in_its_own_code_and_what_it_imports(self):
        self.assertTrue(in_files(USER, AGENT))
        self.assertTrue(in_files(USER, AGENT, FROZEN, LIBRARY, FROZEN))

    def test_r15_not_in_what_it_runs_for_somebody(self):
        self.assertFalse(in_files(USER))
        self.assertFalse(in_files(USER, LIBRARY, FROZEN))
        self.assertFalse(in_files(USER, AGENT, CONDITION))
        self.assertFalse(in_files(AGENT, CONDITION, LIBRARY))
        self.assertFalse(in_files(AGENT, *[LIBRARY] * 200))
