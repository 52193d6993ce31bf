#!/bin/sh
# CPython 3.13, sys.monitoring and exceptions that are thrown into generators which delegate.
#
# One would guess: `throw()` goes in as `send()` does. Whoever follows a call stack by events is told of
# the outer generator, then of the inner one, and when the inner one is left by the exception, the outer
# one unwinds without having begun anew.
#
# What happens: the outer one is put on the stack without any event; `f_back` of the inner one has it.
# The inner one alone is told of (PY_THROW). If that yields again, the outer one goes to rest again
# without an event, too. If it is left by an exception, PY_THROW comes for the outer one, after
# PY_UNWIND of the inner one. `await` is the same, so that this is how every task goes on whose
# future has failed: a stack that is kept by events lacks all coroutines around the innermost one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >thrown.py <<'PYTHON'
import sys

def inner():
    try:
        yield "first"
    except KeyError:
        yield "caught"

def outer():
    try:
        yield from inner()
    except ValueError:
        yield "dealt with"

names = {inner.__code__: "inner", outer.__code__: "outer"}
seen = []

def stack(frame):
    while frame is not None:
        if frame.f_code in names:
            yield names[frame.f_code]
        frame = frame.f_back

monitoring = sys.monitoring
TOOL = monitoring.PROFILER_ID
monitoring.use_tool_id(TOOL, "finding")

def follow(name):
    def note(code, *rest):
        if code in names:
            on_stack = " < ".join(stack(sys._getframe(1)))
            seen.append(f"  {name} of {names[code]}, on the stack: {on_stack}")
    monitoring.register_callback(TOOL, getattr(monitoring.events, name), note)
    return getattr(monitoring.events, name)

def show(what, work):
    seen.append(what)
    monitoring.set_events(TOOL, wanted)
    result = work()
    monitoring.set_events(TOOL, 0)
    seen.append(f"  it yields {result!r}")

wanted = 0
for name in ["PY_START", "PY_RESUME", "PY_THROW", "PY_YIELD", "PY_RETURN", "PY_UNWIND"]:
    wanted |= follow(name)

generator = outer()
next(generator)
show("throw(KeyError), which the inner one catches:", lambda: generator.throw(KeyError()))
show("throw(ValueError), which leaves it:", lambda: generator.throw(ValueError()))
"\n".join([f"Python {sys.version.split()[0]}", *seen])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('thrown.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
throw(KeyError), which the inner one catches:
  PY_THROW of inner, on the stack: inner < outer
  PY_YIELD of inner, on the stack: inner < outer
  it yields 'caught'
throw(ValueError), which leaves it:
  PY_THROW of inner, on the stack: inner < outer
  PY_UNWIND of inner, on the stack: inner < outer
  PY_THROW of outer, on the stack: outer
  PY_YIELD of outer, on the stack: outer
  it yields 'dealt with'
TEXT
