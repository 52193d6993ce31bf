import type { PythonVersion } from '../../session/python/versions.ts';
import { type AnchoredEdit, insertAfter, insertBefore } from '../recipe/anchoredEdit.ts';
import { editsOf313 } from './edits313.ts';
import { editsOf314 } from './edits314.ts';
import { lateOpenssl } from './lateOpenssl.ts';
import { BOUNDED_RECURSION, CLEARS_RETURN_INT, COUNTED_SWITCHES } from './reasons.ts';

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

const FITTING = 'Functions of modules may have fewer parameters than Python calls them with.';

/** Where a function of C becomes one of Python's. */
const fittings = [
  [
    'Objects/moduleobject.c',
    '        func = PyCFunction_NewEx(fdef, (PyObject*)module, name);\n',
    '        wasix_fit_method(fdef);\n',
  ],
  [
    'Objects/typeobject.c',
    '        PyObject *cfunc = PyCFunction_NewEx(meth, (PyObject*)type, NULL);\n',
    '        wasix_fit_method(meth);\n',
  ],
  [
    'Objects/descrobject.c',
    '    descr = (PyMethodDescrObject *)descr_new(&PyMethodDescr_Type,\n',
    '    wasix_fit_method(method);\n',
  ],
  [
    'Objects/descrobject.c',
    '    descr = (PyMethodDescrObject *)descr_new(&PyClassMethodDescr_Type,\n',
    '    wasix_fit_method(method);\n',
  ],
  [
    'Objects/descrobject.c',
    '    descr = (PyGetSetDescrObject *)descr_new(&PyGetSetDescr_Type,\n',
    '    wasix_fit_attribute(getset);\n',
  ],
] as const;

const FITTED_FILES = [...new Set(fittings.map(([file]) => file))];

/** What the port changes in CPython's own sources alike in each version. */
const commonEdits: readonly AnchoredEdit[] = [
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
  insertBefore(
    'Lib/ctypes/util.py',
    'elif sys.platform == "android":\n',
    `\
elif sys.platform == "wasi":
    _IN_THE_INTERPRETER = frozenset(("c", "dl", "m", "pthread", "rt", "util"))

    def find_library(name):
        fname = f"lib{name}.so"
        if name in _IN_THE_INTERPRETER:
            return fname
        for directory in os.environ.get("LD_LIBRARY_PATH", "").split(":"):
            if directory and os.path.isfile(os.path.join(directory, fname)):
                return fname
        return None

`,
    'There is no linker that could be asked, and libc is in the interpreter.',
  ),
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
  ...FITTED_FILES.map(file =>
    insertAfter(file, '#include "Python.h"\n', '#include "side_functions.h"\n', FITTING),
  ),
  ...fittings.map(([file, anchor, fitting]) => insertBefore(file, anchor, fitting, FITTING)),
  insertAfter(
    'Modules/fcntlmodule.c',
    '#  include <sys/file.h>           // flock()\n#endif\n',
    '#include "host_locks.h"\n',
    'CPython takes for granted that the platform has names for the locks of files.',
  ),
  {
    file: 'Modules/_operator.c',
    anchor: 'static void\nmethodcaller_clear(',
    replacement: 'static int\nmethodcaller_clear(',
    reason: CLEARS_RETURN_INT,
  },
];

const EDITS_OF: Readonly<Record<PythonVersion, readonly AnchoredEdit[]>> = {
  '3.13': editsOf313,
  '3.14': editsOf314,
};

/** What the port changes in the sources of a version of CPython. */
export function cpythonEdits(version: PythonVersion): readonly AnchoredEdit[] {
  return [...commonEdits, ...lateOpenssl(version), ...EDITS_OF[version]];
}
