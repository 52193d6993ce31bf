#!/bin/sh
# CPython 3.13, sys.monitoring (PEP 669) beside sys.settrace, which has been built on it since 3.12.
#
# One would guess: both tell of the same lines, since the one is made of the other.
#
# What happens: for a loop that stands on one line, sys.settrace tells of the line again for each
# turn, and LINE of sys.monitoring once for all turns. The tracer gets the further ones from JUMP
# events: it looks at each jump backwards, and calls one that stays on its line a new line. So pdb stops at
# a breakpoint on `while n: n -= 1`, or on a comprehension, in each turn, and a debugger on LINE
# alone does so once.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >lines.py <<'PYTHON'
import sys

def loop(turns):
    while turns: turns -= 1

def comprehension(turns):
    return [turn for turn in range(turns)]

def traced(function):
    seen = []
    def trace(frame, event, argument):
        if frame.f_code is function.__code__ and event == "line":
            seen.append(frame.f_lineno)
        return trace
    sys.settrace(trace)
    function(5)
    sys.settrace(None)
    return len(seen)

def monitored(function):
    seen = []
    monitoring, events = sys.monitoring, sys.monitoring.events
    monitoring.use_tool_id(2, "finding")
    monitoring.register_callback(2, events.LINE, lambda code, line: seen.append(line))
    monitoring.set_local_events(2, function.__code__, events.LINE)
    function(5)
    monitoring.set_local_events(2, function.__code__, 0)
    monitoring.free_tool_id(2)
    return len(seen)

"\n".join(
    [f"Python {sys.version.split()[0]}, lines told of five turns:"]
    + [
        f"{each.__name__}: settrace {traced(each)}, LINE {monitored(each)}"
        for each in (loop, comprehension)
    ]
)
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('lines.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, lines told of five turns:
loop: settrace 6, LINE 1
comprehension: settrace 6, LINE 1
TEXT
