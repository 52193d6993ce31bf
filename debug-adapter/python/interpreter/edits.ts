import { type AnchoredEdit, insertAfter } from '../recipe/anchoredEdit.ts';

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
    file: 'Modules/socketmodule.h',
    anchor: '#   include <sys/socket.h>\n',
    replacement: '#   include <sys/socket.h>\n#   include "host_sockets.h"\n',
    reason: 'CPython has sendmsg() and recvmsg() where the platform has ancillary data.',
  },
];
