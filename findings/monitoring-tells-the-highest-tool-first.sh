#!/bin/sh
# CPython 3.13, sys.monitoring (PEP 669) with two tools in the same code.
#
# One would guess: tools are told in the order of their numbers, so that the debugger, which PEP 669 gives
# number 0, comes before profilers and optimizers; and a tool that is taken off an event by another one, in
# the middle of that event, is not told any more.
#
# What happens: the highest number is told first, whoever asked first. Who is told is decided before the
# first is called: one that takes the event away from the others cannot keep them from being told
# this time, and one that asks for it on behalf of another is too late for this time. So two tools of
# one debugger (say for steps and for breakpoints) have to agree among themselves on who has reported
# a line.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >tools.py <<'PYTHON'
import sys

monitoring = sys.monitoring
LINE = monitoring.events.LINE

def watched():
    first = 1
    second = 2
    third = 3

def told(first_to_ask, other, during_second):
    """Who is told of which line; on the second one, the highest does something to the lowest."""
    seen = []
    code = watched.__code__
    lowest, highest = sorted([first_to_ask, other])
    def on_line(tool, line):
        number = line - code.co_firstlineno
        seen.append(f"{tool}:{number}")
        if tool == highest and number == 2:
            during_second(lowest, code)
    for tool in (first_to_ask, other):
        monitoring.use_tool_id(tool, f"finding {tool}")
        monitoring.register_callback(tool, LINE, lambda _, line, tool=tool: on_line(tool, line))
        monitoring.set_local_events(tool, code, LINE)
    watched()
    for tool in (first_to_ask, other):
        monitoring.set_local_events(tool, code, 0)
        monitoring.free_tool_id(tool)
    return " ".join(seen)

def nothing(tool, code):
    pass

def take_away(tool, code):
    monitoring.set_local_events(tool, code, 0)

"\n".join([
    f"Python {sys.version.split()[0]}, tool:line",
    f"0 asks first:      {told(0, 3, nothing)}",
    f"3 asks first:      {told(3, 0, nothing)}",
    f"taken away at 3:2: {told(0, 3, take_away)}",
])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('tools.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, tool:line
0 asks first:      3:1 0:1 3:2 0:2 3:3 0:3
3 asks first:      3:1 0:1 3:2 0:2 3:3 0:3
taken away at 3:2: 3:1 0:1 3:2 0:2 3:3
TEXT
