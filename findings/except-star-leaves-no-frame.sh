#!/bin/sh
# CPython 3.13, `except*` (PEP 654) and tracebacks.
#
# One would guess: the traceback of an exception names every function that it has left, the innermost
# one being where it was raised, also for the exception group in which `except*` gathers what its
# clauses have raised and what none of them took.
#
# What happens: the function whose `except*` has made the group is missing. The group comes into being
# at the end of the statement, and is passed on by an instruction that only ever raises again what has
# a traceback already, so that the interpreter adds no entry for that function. At the outermost
# level the group has no traceback at all. The function is found in the tracebacks of the members. A rest that
# no clause took, and nothing beside, does have the entry.
# A debugger that shows where an exception comes from by its traceback shows the caller, or nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >groups.py <<'PYTHON'
import sys
import traceback

def both(kind):
    try:
        raise ExceptionGroup("two", [ValueError(), TypeError()])
    except* kind:
        raise KeyError

def rest(kind):
    try:
        raise ExceptionGroup("two", [ValueError(), TypeError()])
    except* kind:
        pass

def frames_of(error):
    return [entry.name for entry in traceback.extract_tb(error.__traceback__)]

def look(function):
    try:
        function(ValueError)
    except ExceptionGroup as group:
        members = [frames_of(member) for member in group.exceptions]
        return f"{function.__name__}: {frames_of(group)}, its members: {members}"

f"""Python {sys.version.split()[0]}
{look(both)}
{look(rest)}"""
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('groups.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
both: ['look'], its members: [['both'], ['both']]
rest: ['look', 'rest'], its members: [[]]
TEXT
