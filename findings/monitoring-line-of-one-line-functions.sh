#!/bin/sh
# CPython 3.13, sys.monitoring (PEP 669).
#
# One would guess: a tool that asks for LINE events of a function gets one each time a line of the
# function begins to run, however the function is written.
#
# What happens: for a function whose body stands on the line of its `def`, no LINE event comes at
# all, while the same function on two lines has one for each call. It comes as soon as the tool asks for
# PY_START of the function, too, although its callback for that does nothing. The first
# instruction of every function, RESUME, has the line of the `def`. LINE is told where the line
# differs from that of the instruction before, and a plain or instrumented RESUME before it counts
# as a difference; but RESUME turns into RESUME_CHECK when it is run, and that one does not.
# A debugger that asks for LINE alone loses breakpoints in lambdas, one-line methods, generator
# expressions and one-line coroutines.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >monitor.py <<'PYTHON'
import sys

def on_one_line(): return 1

def on_two_lines():
    return 2

seen = []
monitoring, events = sys.monitoring, sys.monitoring.events
monitoring.use_tool_id(2, "finding")
monitoring.register_callback(2, events.LINE, lambda code, line: seen.append(code.co_name))
monitoring.register_callback(2, events.PY_START, lambda code, offset: None)

def lines_told(function, event_set):
    seen.clear()
    monitoring.set_local_events(2, function.__code__, event_set)
    for _ in range(3):
        function()
    return len(seen)

counts = [
    lines_told(on_two_lines, events.LINE),
    lines_told(on_one_line, events.LINE),
    lines_told(on_one_line, events.LINE | events.PY_START),
]
f"""Python {sys.version.split()[0]}, LINE events in three calls:
two lines, LINE: {counts[0]}
one line, LINE: {counts[1]}
one line, LINE and PY_START: {counts[2]}"""
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('monitor.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, LINE events in three calls:
two lines, LINE: 3
one line, LINE: 0
one line, LINE and PY_START: 3
TEXT
