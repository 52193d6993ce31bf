/** The names of the diagnostics, in their settings and messages. README.md documents them. */

export const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What is known of a diagnostic without judging anything. */
interface Entry {
  /** What it has unless the setting says otherwise. */
  readonly severity: Severity;
  /** What the setting tells of it. */
  readonly description: string;
}

export const CATALOGUE = {
  'unavailable-import': {
    severity: 'warning',
    description:
      'Modules whose native code is not built for WASIX Python, imported where nothing catches the failure.',
  },
  'no-processes': {
    severity: 'warning',
    description: 'Calls that start a process, which a program in WebAssembly cannot.',
  },
  'lazy-attribute': {
    severity: 'warning',
    description:
      'Relations of SQLAlchemy that are loaded when they are read, read in asynchronous code: that raises `MissingGreenlet`.',
  },
  'expired-attribute': {
    severity: 'warning',
    description:
      'Attributes that `commit` has expired, read in asynchronous code: that raises `MissingGreenlet`.',
  },
  'await-only-outside': {
    severity: 'error',
    description:
      '`await_only` where no `greenlet_spawn` has called: that raises `MissingGreenlet`.',
  },
  'blocking-in-async': {
    severity: 'warning',
    description: 'Calls in asynchronous code that keep all tasks waiting.',
  },
  'blocking-in-greenlet': {
    severity: 'warning',
    description:
      'Calls in a greenlet of gevent’s or eventlet’s hub that keep all others waiting, where nothing patches them.',
  },
  'switch-to-itself': {
    severity: 'warning',
    description: 'Switches of a greenlet to itself, which do nothing.',
  },
  'switch-to-finished': {
    severity: 'warning',
    description: 'Switches to a greenlet that has ended: they do not run it again.',
  },
  'switch-from-thread': {
    severity: 'error',
    description: 'Switches to a greenlet of another thread, which raise `greenlet.error`.',
  },
  'swallowed-exit': {
    severity: 'warning',
    description:
      'Clauses in a loop that catch `GreenletExit`, so that the greenlet cannot be ended.',
  },
  'never-started': {
    severity: 'warning',
    description: 'Greenlets that are made and never started.',
  },
  'late-monkey-patch': {
    severity: 'warning',
    description: 'Imports before a monkey patch that keep what it replaces.',
  },
} satisfies Record<string, Entry>;

export type DiagnosticName = keyof typeof CATALOGUE;

export const DIAGNOSTIC_NAMES = Object.keys(CATALOGUE) as DiagnosticName[];
