#!/bin/sh
# CPython 3.13, code objects and sys.monitoring (PEP 669).
#
# One would guess: two functions in different files, or in different classes, have code objects that
# differ, as they have other file names and qualified names; so a tool can keep what it knows of
# code in a dict or set by code object, as it would for functions or frames.
#
# What happens: code objects compare equal, and have the same hash, when their bytecode, names, constants
# and line numbers are the same. File name and qualified name do not count. sys.monitoring goes by
# identity: events that are set for one are not set for its equal. A tool that remembers in a dict
# for which code it has set which events takes the second for done, and never hears of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >equal.py <<'PYTHON'
import sys

TEXT = """
class {}:
    def work(self):
        return 1
"""

def made_in(file, name):
    namespace = {}
    exec(compile(TEXT.format(name), file, "exec"), namespace)
    return namespace[name].work

first, second = made_in("first.py", "First"), made_in("second.py", "Second")
one, other = first.__code__, second.__code__

seen = []
monitoring, events = sys.monitoring, sys.monitoring.events
monitoring.use_tool_id(2, "finding")
monitoring.register_callback(2, events.LINE, lambda code, line: seen.append(code.co_filename))
monitoring.set_local_events(2, one, events.LINE)
first(None), second(None)

f"""Python {sys.version.split()[0]}
{one.co_filename} {one.co_qualname}, {other.co_filename} {other.co_qualname}
equal: {one == other}, same hash: {hash(one) == hash(other)}, in a set of both: {len({one, other})}
LINE was set for the first, and told of: {seen}"""
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('equal.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
first.py First.work, second.py Second.work
equal: True, same hash: True, in a set of both: 1
LINE was set for the first, and told of: ['first.py']
TEXT
