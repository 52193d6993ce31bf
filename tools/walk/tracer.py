"""The oracle: runs programs without the debugger, and writes down what their code does.

Each line of standard input is the path of a folder with a ``main.py``, which is run as if alone.
What it did is written to ``trace.json`` there, and a line to standard output says that it is
done. The code of the user's is what lies in the folder; the library that the programs use must not.
Each event is a list: its kind, the continuation, the frame (numbered from 1 in the order in which
frames begin), and what the kind adds:

- ``call``: file, first line, name; the nearest outer frame of the user's, or 0; whether that is
  the very caller; the offset of its instruction; whether the frame only goes on (a generator);
  whether it is a coroutine's; whether an exception only passes it, on the way to what it awaits.
- ``line``: the line, and the value of ``n`` there where that is a number.
- ``return``: whether it ends in an exception, and whether it only rests (``yield``).
- ``switch``: the continuation that control comes from, in place of a frame; whether it arrives in
  the user's code.

``sys.settrace`` tells each turn of a loop on one line, LINE of ``sys.monitoring`` does not: a
line that a frame begins again without having been at another one is left out.
"""

import contextlib
import importlib
import io
import json
import linecache
import os
import sys
import threading
from inspect import CO_COROUTINE
from opcode import opmap
from weakref import WeakKeyDictionary

import greenlet
from greenlet import getcurrent

# 3.14 has the first alone.
_LEAVING = {opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opmap}
_folder = ""
_events = []
# Frames by their address; an entry goes when its frame ends.
_numbers = {}
_lines = {}
_count = 0
# The numbers of frames that rest, and of those that an exception has passed: Python puts these on
# the stack without a word, until what they await rests again, or has ended and they go on.
_resting = set()
_passed = set()
# The numbers of continuations, of this run; none is used again.
_contexts = WeakKeyDictionary()
_context_count = 0


def _is_user(filename):
    return filename.startswith(_folder)


def _context():
    return _number_of_context(getcurrent())


def _number_of_context(greenlet):
    global _context_count
    number = _contexts.get(greenlet)
    if number is None:
        _context_count += 1
        number = _contexts[greenlet] = _context_count
    return number


def _rests(frame):
    """Whether the frame stands at a ``yield`` or ``await``, and not at its beginning: behind it,
    or, for a tracer of 3.14, on it."""
    operation, argument = frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 2]
    return operation == opmap["YIELD_VALUE"] or (operation == opmap["RESUME"] and argument & 3 != 0)


def _number_of(frame):
    """The number of a frame that begins or goes on, and whether it goes on."""
    global _count
    known = _numbers.get(id(frame))
    if known is not None and _rests(frame):
        return known, True
    _count += 1
    _numbers[id(frame)] = _count
    _lines.pop(_count, None)
    return _count, False


def _outer(frame):
    """The nearest outer frame of the user's, or None."""
    outer = frame.f_back
    while outer is not None and not _is_user(outer.f_code.co_filename):
        outer = outer.f_back
    return outer


def _resting_around(frame):
    """The frames that a frame to which an exception comes has around it, outermost first."""
    around = []
    outer = _outer(frame)
    while outer is not None and _numbers.get(id(outer)) in _resting:
        around.insert(0, outer)
        outer = _outer(outer)
    return around


def _let_passed_rest(frame):
    outer = _outer(frame)
    while outer is not None and _numbers.get(id(outer)) in _passed:
        number = _numbers[id(outer)]
        _passed.remove(number)
        _resting.add(number)
        _events.append(["return", _context(), number, False, True])
        outer = _outer(outer)


def _write_call(frame, goes_on, is_passed):
    number = _numbers[id(frame)]
    _resting.discard(number)
    code = frame.f_code
    caller = _outer(frame)
    outer, offset = (0, 0) if caller is None else (_numbers.get(id(caller), 0), caller.f_lasti)
    place = [os.path.basename(code.co_filename), code.co_firstlineno, code.co_qualname]
    is_coroutine = bool(code.co_flags & CO_COROUTINE)
    how = [outer, caller is frame.f_back, offset, goes_on, is_coroutine, is_passed]
    _events.append(["call", _context(), number, *place, *how])


def _trace(frame, event, argument):
    if event != "call":
        return None
    code = frame.f_code
    if not _is_user(code.co_filename):
        return None
    number, goes_on = _number_of(frame)
    if number in _passed:
        _passed.remove(number)
    else:
        for outer in _resting_around(frame):
            _passed.add(_numbers[id(outer)])
            _write_call(outer, True, True)
        _write_call(frame, goes_on, False)

    # Where an exception has come up that may have been dealt with on the same line: the end of
    # what is awaited is one, too.
    raised_at = None

    def trace_inside(frame, event, argument):
        nonlocal raised_at
        if event == "exception":
            raised_at = frame.f_lasti
        elif event == "line":
            raised_at = None
            line = frame.f_lineno
            if _lines.get(number) != line:
                _lines[number] = line
                variable = frame.f_locals.get("n")
                value = variable if type(variable) is int else None
                _events.append(["line", _context(), number, line, value])
        elif event == "return":
            rests = raised_at != frame.f_lasti and _rests(frame)
            is_exception = not rests and code.co_code[frame.f_lasti] not in _LEAVING
            _events.append(["return", _context(), number, is_exception, rests])
            if rests:
                _resting.add(number)
                _let_passed_rest(frame)
            else:
                _numbers.pop(id(frame), None)
        return trace_inside

    return trace_inside


def _on_switch(event, greenlets):
    origin, target = greenlets
    sys.settrace(_trace)
    arrived = sys._getframe().f_back
    is_direct = arrived is not None and _is_user(arrived.f_code.co_filename)
    _events.append(["switch", _context(), _number_of_context(origin), is_direct])


def _run(folder):
    global _folder, _count, _context_count
    _folder = f"{folder}/"
    for each in (_events, _numbers, _lines, _resting, _passed, _contexts):
        each.clear()
    _count = _context_count = 0
    before = set(sys.modules)
    program = f"{folder}/main.py"
    sys.argv[:] = [program]
    sys.path[0] = folder
    importlib.invalidate_caches()
    linecache.clearcache()
    main = type(sys)("__main__")
    main.__file__ = program
    main.__builtins__ = __builtins__
    own_main, sys.modules["__main__"] = sys.modules["__main__"], main
    with open(program) as file:
        code = compile(file.read(), program, "exec")
    output = io.StringIO()
    status = 0
    _context()
    with contextlib.redirect_stdout(output):
        greenlet.settrace(_on_switch)
        threading.settrace(_trace)
        sys.settrace(_trace)
        try:
            exec(code, vars(main))
        except BaseException:
            status = 1
        finally:
            sys.settrace(None)
            greenlet.settrace(None)
            threading.settrace(None)
    sys.modules["__main__"] = own_main
    for name in set(sys.modules) - before:
        del sys.modules[name]
    with open(f"{folder}/trace.json", "w") as file:
        json.dump({"events": _events, "stdout": output.getvalue(), "code": status}, file)


for line in sys.stdin:
    _run(line.rstrip("\n"))
    print("done", flush=True)
