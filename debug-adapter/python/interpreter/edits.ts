import type { AnchoredEdit } from '../recipe/anchoredEdit.ts';

/** What the port changes in CPython's own sources (3.13). */
export const cpythonEdits: readonly AnchoredEdit[] = [
  {
    file: 'Python/thread_pthread.h',
    anchor: '    abort();\n#else\n    pthread_exit(0);\n',
    replacement: '    pthread_exit(0);\n#else\n    pthread_exit(0);\n',
    reason:
      'A thread that is left when the interpreter ends has to end quietly. wasi-threads, for ' +
      'which this was written, cannot end one from inside; WASIX can.',
  },
];
