import type { DiagnosticName } from '../../extension/language-server/diagnostics/catalogue.ts';
import type { CorpusFinding } from './findings.ts';

/** Findings that were looked at, and what is to be said of them. */
export interface Expectation {
  readonly part: string;
  readonly name: DiagnosticName;
  /** Their files. */
  readonly files: RegExp;
  /** How many there are. */
  readonly count: number;
  readonly reason: string;
  /** Whether they are false alarms: nothing goes wrong there in WASIX Python. */
  readonly isFalse?: true;
}

const OTHER_SYSTEM = 'Only another system runs the file.';

/** All of them; a finding belongs to the first that it fits. */
export const EXPECTATIONS: readonly Expectation[] = [
  {
    part: 'standard library',
    name: 'no-processes',
    files: /_aix/,
    count: 2,
    reason: OTHER_SYSTEM,
    isFalse: true,
  },
  {
    part: 'standard library',
    name: 'unavailable-import',
    files: /./,
    count: 1,
    reason: 'True: the module cannot be imported without `tkinter`.',
  },
  {
    part: 'standard library',
    name: 'no-processes',
    files: /^test\//,
    count: 19,
    reason: 'True: the helpers of CPython’s tests start interpreters.',
  },
  {
    part: 'standard library',
    name: 'no-processes',
    files: /./,
    count: 17,
    reason: 'True: the functions are about processes, and fail when they are called.',
  },
  {
    part: 'Django',
    name: 'unavailable-import',
    files: /mysql\/introspection/,
    count: 2,
    reason: 'True: the backends for MySQL need `MySQLdb`.',
  },
  {
    part: 'Django',
    name: 'unavailable-import',
    files: /^django\/db\/backends\/mysql\/base\.py/,
    count: 2,
    reason: 'An import before it has failed already, and says so in Django’s words.',
    isFalse: true,
  },
  {
    part: 'Django',
    name: 'no-processes',
    files: /./,
    count: 7,
    reason: 'True: reloading, parallel tests, and commands that run other programs.',
  },
  {
    part: 'SQLAlchemy',
    name: 'no-processes',
    files: /tool_support/,
    count: 1,
    reason: 'True: a tool of its developers runs a formatter.',
  },
  {
    part: 'gevent',
    name: 'unavailable-import',
    files: /_corecffi_build/,
    count: 2,
    reason: 'True: gevent’s native code is built with `cffi`.',
  },
  {
    part: 'eventlet',
    name: 'unavailable-import',
    files: /psycopg2_patcher/,
    count: 2,
    reason: 'True: it patches psycopg2, which is native code.',
  },
];

/** The expectation that a finding belongs to. */
export function expectationOf({ part, name, file }: CorpusFinding): Expectation | undefined {
  return EXPECTATIONS.find(
    each => each.part === part && each.name === name && each.files.test(file),
  );
}
