#!/bin/sh
# CPython 3.13, sys.monitoring (PEP 669): which code runs unseen.
#
# One would guess: while a tool's callback runs, that tool is not told of events, so that it does not watch
# itself; other tools, such as a profiler or a coverage tool, go on; and code that the interpreter runs by
# itself in between, such as the handler of a signal, is treated alike.
#
# What happens: while any tool's callback runs, no tool at all is told of anything in that thread, so
# what a debugger evaluates in a callback is missing from everybody's figures. The handler of a signal
# that a debugger uses to be heard by a running program is seen like the program's own code, with the
# exceptions that it raises and catches; but it is unseen when the signal comes in the middle of a callback.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >unseen.py <<'PYTHON'
import signal
import sys

monitoring = sys.monitoring
events = monitoring.events
DEBUGGER, PROFILER = monitoring.DEBUGGER_ID, monitoring.PROFILER_ID
seen = []

def helper():
    try:
        raise KeyError
    except KeyError:
        pass

def handler(number, frame):
    helper()

def program():
    x = 1

def on_line(code, line):
    if code is program.__code__:
        action()

def on_start(code, offset):
    seen.append(code.co_name)

def on_raise(code, offset, error):
    seen.append(f"{type(error).__name__} in {code.co_name}")

for tool in (DEBUGGER, PROFILER):
    monitoring.use_tool_id(tool, f"finding {tool}")
monitoring.register_callback(DEBUGGER, events.LINE, on_line)
monitoring.register_callback(PROFILER, events.PY_START, on_start)
monitoring.register_callback(PROFILER, events.RAISE, on_raise)
signal.signal(signal.SIGINT, handler)

def told(what, run):
    seen.clear()
    monitoring.set_events(DEBUGGER, events.LINE)
    monitoring.set_events(PROFILER, events.PY_START | events.RAISE)
    run()
    for tool in (DEBUGGER, PROFILER):
        monitoring.set_events(tool, 0)
    ours = [each for each in seen if each != "<lambda>"]
    return f"{what}: {', '.join(ours)}"

def interrupt():
    signal.raise_signal(signal.SIGINT)

lines = [f"Python {sys.version.split()[0]}, what the profiler is told of"]
action = lambda: None
lines.append(told("the debugger's callback does nothing", program))
action = helper
lines.append(told("it calls a function that raises", program))
action = interrupt
lines.append(told("a signal comes in the callback", program))
lines.append(told("a signal comes in the program", lambda: signal.raise_signal(signal.SIGINT)))
"\n".join(lines)
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('unseen.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, what the profiler is told of
the debugger's callback does nothing: program
it calls a function that raises: program
a signal comes in the callback: program
a signal comes in the program: handler, helper, KeyError in helper
TEXT
