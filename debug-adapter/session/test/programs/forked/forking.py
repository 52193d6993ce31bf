"""What starts the agent in the middle of a program, where it was not there before."""

import os

START = compile(os.environ.get("FORK_START", ""), os.environ.get("FORK_FILE", "start"), "exec")
ROOM = int(os.environ.get("FORK_ROOM", "0"))
