import type { Scenario } from './scenario.ts';

/** What names, values and functions mean in a frame. */
export const FRAME_SCENARIOS: readonly Scenario[] = [
  ...(
    [
      [
        'a private name',
        '@open',
        'eval self.__pin',
        'eval __left',
        'eval [self.__pin for _ in "x"]',
      ],
      [
        'a private name in an inner function',
        '@peek',
        'eval self.__pin',
        'eval self.__pin + __left',
      ],
      ['a private name of a class with slots', '@look', 'eval self.__key', 'hover self.__key'],
      ['a private name in a condition', '@loop if Vault.__opened == 1', 'eval Vault.__opened'],
      ['a private name at the console', '@open', 'console self.__pin = 7', 'eval self._Vault__pin'],
      ['a private name that is set', '@open', 'setexpr self.__pin 8', 'eval self._Vault__pin'],
      ['a private name in a log point', '@open log pin {self.__pin} left {__left}'],
    ] as const
  ).map(([name, place, ...commands]) => ({
    name,
    program: 'private_values.py',
    script: [`break ${place}`, 'run', ...commands, ...(place.includes('log') ? [] : ['end'])],
  })),
  ...[
    [
      'texts of collections',
      'queue',
      'lists',
      'ordered',
      'row',
      'table',
      'bag',
      'empty',
      'counter',
    ],
    ['texts of records', 'order', 'nested', 'space', 'pair', 'error', 'color'],
    [
      'texts of what wraps others',
      'proxy',
      'user',
      'views',
      'part',
      'span',
      'cycle',
      '[queue, {1: row}]',
    ],
  ].map(([name = '', ...expressions]) => ({
    name,
    program: 'containers.py',
    script: ['break @end', 'run', ...expressions.map(expression => `eval ${expression}`), 'end'],
  })),
  ...[
    ['a lambda from the console in a variable', 'console f = lambda n: n + 1', 'eval f(number)'],
    ['a function with locals of the frame', 'eval (lambda: number + items[0])()'],
    ['a generator over locals of the frame', 'eval sum(number * n for n in items)'],
    ['a function from the console that is kept', 'console handlers.append(lambda: "kept")'],
    ['locals by their function', 'eval sorted(locals())', 'eval len([name for name in locals()])'],
  ].map(([name = '', ...commands]) => ({
    name,
    program: 'console_functions.py',
    script: ['break @work', 'run', ...commands, 'end'],
  })),
  ...[
    [
      'a global that a function from the console sets',
      'console def bump(): global COUNT; COUNT += 1',
      'console bump()',
      'eval COUNT',
    ],
    ['a global that a kept lambda reads', 'console handlers.append(lambda: COUNT)'],
  ].map(([name = '', ...commands]) => ({
    name,
    program: 'console_functions.py',
    script: ['break @work', 'run', ...commands, 'end'],
  })),
  {
    name: 'steps in a source in latin-1',
    program: 'latin_source.py',
    script: ['break @call', 'run', 'clear', 'in', 'eval text', 'out', 'over', 'eval shown', 'end'],
  },
  {
    name: 'a breakpoint in a source in cp1252',
    program: 'euro_source.py',
    script: ['break @part', 'run', 'eval price', 'continue', 'eval part', 'end'],
  },
];
