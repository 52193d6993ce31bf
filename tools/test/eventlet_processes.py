"""A plugin of pytest: where eventlet's tests start a Python, that is another guest."""

import subprocess
import sys
from types import SimpleNamespace

import operating_system

# A guest takes longer to start than a process does, and so does all on a busy machine.
SLOWNESS = 6
ENDED_BY_PATIENCE = "s of silence\n"


class Popen:
    """As much of subprocess.Popen as the tests use. The program runs when it is waited for."""

    def __init__(self, args, env=None, **_):
        if args[0] != sys.executable:
            raise OSError(f"there is no {args[0]}")
        self._args = args[1:]
        self._env = env
        self._output = None
        self.returncode = None

    def communicate(self, timeout=None):
        if self._output is None:
            patience = {} if timeout is None else {"patience": 1000 * SLOWNESS * timeout}
            answer = operating_system.ask(run=self._args, env=self._env, **patience)
            self.returncode = answer["code"]
            # What is printed last is looked at: warnings come before that.
            self._output = (answer["stderr"] + answer["stdout"]).encode()
            if answer["stderr"].endswith(ENDED_BY_PATIENCE):
                raise subprocess.TimeoutExpired(self._args, timeout)
        return self._output, None

    def kill(self):
        pass


def pytest_collection_modifyitems():
    stand_in = SimpleNamespace(**{**vars(subprocess), "Popen": Popen})
    for name in ("tests", "tests.hub_test"):
        if name in sys.modules:
            sys.modules[name].subprocess = stand_in
