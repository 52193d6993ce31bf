import { type AnchoredEdit, insertAfter } from '../recipe/anchoredEdit.ts';

const POSIX_MODULE = 'Modules/posixmodule.c';
const SUBPROCESS_SAYS =
  'A program cannot start processes, and is told so in the words of subprocess.';

/** Has a function of `os` refuse to start a process; the anchor is the head of its body. */
function refuseProcesses(checksums: string, path: string): AnchoredEdit {
  const anchor = `/*[clinic end generated code: ${checksums}]*/\n{\n`;
  return insertAfter(
    POSIX_MODULE,
    anchor,
    `    return refuse_process(${path});\n`,
    SUBPROCESS_SAYS,
  );
}

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
  refuseProcesses('output=3b52fec34cd0dafd input=9bac31efae07dac7', 'path->object'),
  refuseProcesses('output=ff9fa8e4da8bde58 input=626804fa092606d9', 'path->object'),
  refuseProcesses('output=14a1098c566bc675 input=808aed1090d84e33', 'path->object'),
  refuseProcesses('output=7b9aaefe3031238d input=9e89e616116752a1', 'path->object'),
  refuseProcesses('output=3626c81f98985d49 input=13c956413110eeaa', 'Py_None'),
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
