#!/bin/sh
# CPython 3.13, `asyncio.eager_task_factory`, and any other task factory.
#
# One would guess: a task that nobody has given a name gets one that tells it from others, as the
# documentation of `create_task` has it: `Task-1`, `Task-2`. The factory that comes with asyncio changes
# when a task runs for the first time, not what it is called.
#
# What happens: as soon as a loop has a task factory, each task without a name is called `None`, as text.
# The task does choose `Task-1` for itself; but the loop, once the factory has made it, sets the name
# that was asked for, and `set_name` makes a text of whatever it gets. In a list of an eager
# program's tasks, a debugger's say, all of them have one name. What makes a task by the class itself
# has its number.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >naming.py <<'PYTHON'
import asyncio
import sys

async def work():
    pass

def lazy_factory(loop, coroutine, **options):
    return asyncio.Task(coroutine, loop=loop, **options)

def names(factory):
    loop = asyncio.base_events.BaseEventLoop()
    loop.set_task_factory(factory)
    tasks = [loop.create_task(work()) for _ in range(2)]
    tasks.append(loop.create_task(work(), name="named"))
    tasks.append(asyncio.Task(work(), loop=loop))
    for task in tasks:
        task._log_destroy_pending = False
        task.get_coro().close()
    return ["Task-N" if task.get_name().startswith("Task-") else task.get_name() for task in tasks]

"\n".join([
    f"Python {sys.version.split()[0]}",
    f"no factory: {names(None)}",
    f"asyncio's eager one: {names(asyncio.eager_task_factory)}",
    f"one that does what asyncio does: {names(lazy_factory)}",
])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('naming.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
no factory: ['Task-N', 'Task-N', 'named', 'Task-N']
asyncio's eager one: ['None', 'None', 'named', 'Task-N']
one that does what asyncio does: ['None', 'None', 'named', 'Task-N']
TEXT
