import { repeat, type Scenario, ways } from './scenario.ts';

/** A library that is none of the user's code. */
const HUB = { rules: [{ path: '**/library_waits.py', include: false }] };

/** Steps and breakpoints by where code stands, and by who runs it next. */
export const CODE_SCENARIOS: readonly Scenario[] = [
  // ---- code on one line, and code that is equal ----
  ...['area', 'lambda', 'method', 'coroutine', 'generator', 'expression'].map(marker => ({
    name: `a breakpoint in one-line code: ${marker}`,
    program: 'one_line.py',
    script: [`break @${marker}`, 'run', ...repeat('continue', 4), 'end'],
  })),
  {
    name: 'breakpoints in one-line code that has run',
    program: 'one_line.py',
    script: [
      'break @loop',
      'run',
      'clear',
      ...repeat('over', 8),
      'break @area @method',
      'continue',
      'end',
    ],
  },
  {
    name: 'steps into one-line code, and out',
    program: 'one_line.py',
    script: ['break @loop', 'run', 'clear', 'over', ...repeat('in', 3), 'out', 'in', 'end'],
  },
  {
    name: 'steps into equal code',
    program: 'twins.py',
    script: ['break @run', 'run', 'clear', ...repeat('in', 7), 'out', 'end'],
  },
  {
    name: 'a step over equal code',
    program: 'twins.py',
    script: ['break @run', 'run', 'clear', 'in', 'over', 'over', 'over', 'over', 'end'],
  },

  // ---- what a library, or C code, runs next ----
  ...[
    ['sorted', 10],
    ['sort', 7],
    ['map', 7],
    ['any', 7],
    ['filter', 7],
    ['min', 10],
    ['set', 16],
    ['in', 12],
    ['unpack', 16],
    ['extend', 14],
    ['sum', 16],
  ].map(([marker, count]) => ways('callbacks.py', `@${marker}`, repeat('in', Number(count)))),
  ways('callbacks.py', '@sorted', ['in', 'out', 'in', 'over', 'over', 'over']),
  ways('callbacks.py', '@map', ['in', 'over', 'over', 'over']),
  ...['meta', 'sub', 'make'].map(marker => ways('metaclass.py', `@${marker}`, repeat('in', 16))),
  ways('metaclass.py', '@meta', ['in', 'out', 'over', 'over']),
  ...['set', 'setitem', 'augmented', 'delitem', 'del', 'setattr', 'iadd'].flatMap(marker => [
    ways('own_line.py', `@${marker}`, ['in', 'out', 'over']),
    ways('own_line.py', `@${marker}`, ['in', 'in', 'in', 'in']),
  ]),
  ways('own_line.py', '@call', ['in', 'out', 'over', 'in', 'over', 'in', 'out', 'over']),
  ways('own_line.py', '@loop', ['in', 'out', 'over', 'in', 'over', 'over']),
  ways('own_line.py', '@get', ['in', 'out', 'over']),
  ways('yield_from.py', '@start', ['in', 'in', 'over']),
  ways('yield_from.py', '@resume', ['in', 'in', 'in']),
  ways('yield_from.py', '@list', ['in', 'in']),
  ways('yield_from.py', '@rest', ['over', 'over']),
  ways('unit_tests.py', '@one', repeat('over', 8)),
  ways('unit_tests.py', '@two', repeat('over', 8)),
  ways('unit_tests.py', '@sub', repeat('over', 6)),
  ways('unit_tests.py', '@other', repeat('over', 2)),
  ways('unit_tests.py', '@one', ['out']),
  ways('pool_ends.py', '@job', repeat('over', 6)),
  ways('pool_ends.py', '@done', repeat('over', 3)),
  ways('pool_ends.py', '@job', ['out']),
  ways('pool_ends.py', '@add', repeat('over', 2)),
  ways('pool_ends.py', '@reduce', repeat('in', 7)),
  ways('shields.py', '@shields', ['over', 'over']),
  ways('shields.py', '@child_ends', ['over', 'over']),
  ways('shields.py', '@child_ends', ['out', 'over']),
  ways('shields.py', '@fails', ['over', 'over']),
  ways('shields.py', '@waits', ['over']),
  ways('hub_starts.py', '@pause', ['in', 'over'], HUB),
  ways('hub_starts.py', '@pause', ['over', 'over'], HUB),
  ways('hub_starts.py', '@other', ['over', 'over'], HUB),
];
