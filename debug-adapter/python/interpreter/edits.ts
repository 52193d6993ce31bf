import { type AnchoredEdit, insertAfter, insertBefore } from '../recipe/anchoredEdit.ts';

const POSIX_MODULE = 'Modules/posixmodule.c';
const SUBPROCESS_SAYS =
  'A program cannot start processes, and is told so in the words of subprocess.';

/** Where `os` would start a process, and what it does instead, once it has looked at its arguments. */
const refusals = [
  [
    '    PyOS_BeforeFork();\n    pid = fork();\n    int saved_errno = errno;\n    if (pid == 0) {',
    '    return refuse_process(Py_None);\n    int saved_errno = errno;\n    if (pid == 0) {',
  ],
  [
    "    execv(path->narrow, argvlist);\n#endif\n    _Py_END_SUPPRESS_IPH\n\n    /* If we get here it's definitely an error */\n\n    posix_error();\n",
    '#endif\n    _Py_END_SUPPRESS_IPH\n\n    refuse_process(path->object);\n',
  ],
  [
    "        execve(path->narrow, argvlist, envlist);\n#endif\n    _Py_END_SUPPRESS_IPH\n\n    /* If we get here it's definitely an error */\n\n    posix_path_error(path);\n",
    '#endif\n    _Py_END_SUPPRESS_IPH\n\n    refuse_process(path->object);\n',
  ],
  [
    '    if (err_code) {\n        errno = err_code;\n        PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path->object);\n',
    '    if (err_code) {\n        refuse_process(path->object);\n',
  ],
  [
    '        err_code = posix_spawnp(&pid, path->narrow,\n                                file_actionsp, attrp, argvlist, envlist);\n',
    '        err_code = ENOTSUP;\n',
  ],
  [
    '        err_code = posix_spawn(&pid, path->narrow,\n                               file_actionsp, attrp, argvlist, envlist);\n',
    '        err_code = ENOTSUP;\n',
  ],
] as const;

const POLL_IS_EPOLL =
  'The events of poll are equal to those of epoll on Linux, and programs take them to be.';
const CLEARS_RETURN_INT =
  'A tp_clear returns a number (gh-156762). Natively nobody notices one that returns nothing; in ' +
  'WebAssembly the call traps as soon as the garbage collector finds such an object in a cycle.';
const BOUNDED_RECURSION =
  'A recursion without a limit of its own would take minutes to fill the memory, and end in an ' +
  'error without an exception. Calls of Python functions take no stack: only memory bounds them.';

const COUNTED_SWITCHES =
  'A thread that computes asks its host after so many looks at its eval breaker whether its time is over: ' +
  'see countdown.c. Whoever wants the GIL waits until then.';

/** What the port changes in CPython's own sources (3.13). */
export const cpythonEdits: readonly AnchoredEdit[] = [
  insertAfter(
    POSIX_MODULE,
    'static PyObject *\nposix_error(void)\n{\n    return PyErr_SetFromErrno(PyExc_OSError);\n}\n',
    `
static PyObject *
refuse_process(PyObject *path)
{
    PyObject *error = PyObject_CallFunction(PyExc_OSError, "isO", ENOTSUP,
                                            "wasi does not support processes.", path);
    if (error != NULL) {
        PyErr_SetObject(PyExc_OSError, error);
        Py_DECREF(error);
    }
    return NULL;
}
`,
    SUBPROCESS_SAYS,
  ),
  ...refusals.map(([anchor, replacement]) => ({
    file: POSIX_MODULE,
    anchor,
    replacement,
    reason: SUBPROCESS_SAYS,
  })),
  {
    file: 'Python/thread_pthread.h',
    anchor: '    abort();\n#else\n    pthread_exit(0);\n',
    replacement: '    pthread_exit(0);\n#else\n    pthread_exit(0);\n',
    reason:
      'A thread that is left when the interpreter ends has to end quietly. wasi-threads, for ' +
      'which this was written, cannot end one from inside; WASIX can.',
  },
  {
    file: 'Python/ceval.c',
    anchor: '    interp->ceval.recursion_limit = new_limit;\n',
    replacement:
      '    interp->ceval.recursion_limit = new_limit;\n' +
      '    new_limit = Py_MIN(new_limit, WASIX_DEEPEST_RECURSION);\n',
    reason: BOUNDED_RECURSION,
  },
  {
    file: 'Python/pystate.c',
    anchor:
      '    tstate->py_recursion_limit = interp->ceval.recursion_limit,\n' +
      '    tstate->py_recursion_remaining = interp->ceval.recursion_limit,\n',
    replacement:
      '    tstate->py_recursion_limit = Py_MIN(interp->ceval.recursion_limit, WASIX_DEEPEST_RECURSION);\n' +
      '    tstate->py_recursion_remaining = tstate->py_recursion_limit;\n',
    reason: BOUNDED_RECURSION,
  },
  insertBefore(
    'Include/internal/pycore_ceval.h',
    'extern void _Py_FinishPendingCalls(',
    '/* So many calls of Python functions may be under way in a thread, whatever limit it has set. */\n' +
      '#define WASIX_DEEPEST_RECURSION 1000000\n\n',
    BOUNDED_RECURSION,
  ),
  {
    file: 'Python/ceval_gil.c',
    anchor: '        COND_TIMED_WAIT(gil->cond, gil->mutex, interval, timed_out);\n',
    replacement:
      '        (void)interval;\n' +
      '        wasix_gil_waiters++;\n' +
      '        COND_WAIT(gil->cond, gil->mutex);\n' +
      '        wasix_gil_waiters--;\n',
    reason: COUNTED_SWITCHES,
  },
  insertBefore(
    'Python/ceval_gil.c',
    '    tstate->_status.holds_gil = 1;\n    _Py_unset_eval_breaker_bit(tstate, _PY_GIL_DROP',
    '    wasix_python_begin_interval(gil->interval);\n',
    COUNTED_SWITCHES,
  ),
  insertBefore(
    'Python/generated_cases.c.h',
    '            #if defined(__EMSCRIPTEN__)\n            DEOPT_IF(_Py_emscripten_signal_clock == 0, RESUME);',
    '            DEOPT_IF(--wasix_countdown <= 0, RESUME);\n',
    COUNTED_SWITCHES,
  ),
  {
    file: 'Modules/selectmodule.c',
    anchor: '#if defined(HAVE_POLL_H)\n#include <poll.h>\n',
    replacement: '#if defined(HAVE_POLL_H)\n#include "host_poll.h"\n',
    reason: POLL_IS_EPOLL,
  },
  {
    file: 'Modules/selectmodule.c',
    anchor: 'poll_result = poll(self->ufds,',
    replacement: 'poll_result = wasix_poll(self->ufds,',
    reason: POLL_IS_EPOLL,
  },
  {
    file: 'Modules/socketmodule.h',
    anchor: '#   include <sys/socket.h>\n',
    replacement: '#   include <sys/socket.h>\n#   include "host_sockets.h"\n',
    reason: 'CPython has sendmsg() and recvmsg() where the platform has ancillary data.',
  },
  {
    file: 'Modules/_operator.c',
    anchor: 'static void\nmethodcaller_clear(',
    replacement: 'static int\nmethodcaller_clear(',
    reason: CLEARS_RETURN_INT,
  },
  {
    file: 'Modules/_operator.c',
    anchor:
      '        Py_CLEAR(mc->vectorcall_kwnames);\n    }\n}\n\nstatic void\nmethodcaller_dealloc(',
    replacement:
      '        Py_CLEAR(mc->vectorcall_kwnames);\n    }\n    return 0;\n}\n\nstatic void\nmethodcaller_dealloc(',
    reason: CLEARS_RETURN_INT,
  },
];
