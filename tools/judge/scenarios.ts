/** A conversation that is held with two debuggers. */
export interface Scenario {
  readonly name: string;
  /** A file of `programs/`. */
  readonly program: string;
  readonly configuration?: object;
  /** What the user does, in the words of `script.ts`. */
  readonly script: readonly string[];
}

function steps(name: string, marker: string, ...commands: string[]): Scenario {
  return {
    name,
    program: 'steps.py',
    script: [`break @${marker}`, 'run', 'clear', ...commands, 'end'],
  };
}

function shown(name: string, ...expressions: string[]): Scenario {
  return {
    name,
    program: 'values.py',
    script: ['break @show', 'run', ...expressions, 'end'],
  };
}

/** What an editor's user does with a Python program. */
export const SCENARIOS: readonly Scenario[] = [
  // ---- steps ----
  steps('step over a call', 'call', 'over'),
  steps('step into a call, and out', 'call', 'in', 'out'),
  steps('step over a generator in a loop', 'for', 'over', 'over', 'over'),
  steps('step into a generator', 'for', 'in', 'over', 'over'),
  steps('step over a comprehension', 'comprehension', 'over', 'over'),
  steps('step into a comprehension', 'comprehension', 'in'),
  steps('step over a with statement', 'with', 'over', 'over', 'over', 'over'),
  steps('step into a context manager', 'with', 'in', 'over', 'over'),
  steps('step through except and finally', 'raise', 'over', 'over', 'over', 'over', 'over'),
  steps('step over a recursion', 'recursion', 'over'),
  steps('step out of a recursion', 'bottom', 'out', 'out'),
  steps('step over a callback from C', 'sorted', 'over'),
  steps('step into a callback from C', 'sorted', 'in', 'out'),
  steps('step over a driven coroutine', 'drive', 'over'),
  steps('step over an await', 'await', 'over', 'over'),
  steps('step into an await', 'await', 'in'),
  steps('step out of a coroutine', 'child', 'out'),
  steps('step over the end of a function', 'return', 'over', 'over'),
  steps('step out of the first function', 'return', 'out'),
  steps('step over nested calls', 'nested', 'over'),
  steps('step into nested calls', 'nested', 'in', 'out', 'in', 'out'),
  steps('step over the end of the program', 'end', 'over'),
  steps('a stack in a recursion', 'bottom', 'stack'),
  steps('a stack in a callback', 'key', 'stack'),
  {
    name: 'a breakpoint during a step',
    program: 'steps.py',
    script: ['break @call @add', 'run', 'over', 'over', 'end'],
  },
  {
    name: 'a step that ends at a breakpoint',
    program: 'steps.py',
    script: ['break @call @for', 'run', 'over', 'end'],
  },
  {
    name: 'stop on entry',
    program: 'loops.py',
    configuration: { stopOnEntry: true },
    script: ['run', 'over', 'end'],
  },

  // ---- breakpoints ----
  {
    name: 'a breakpoint in a loop',
    program: 'loops.py',
    script: ['break @body', 'run', 'continue', 'eval number', 'clear', 'end'],
  },
  {
    name: 'a condition',
    program: 'loops.py',
    script: ['break @body if number == 3', 'run', 'eval total', 'end'],
  },
  {
    name: 'a condition that fails',
    program: 'loops.py',
    script: ['break @return if unknown > 1', 'run', 'end'],
  },
  {
    name: 'a hit count',
    program: 'loops.py',
    script: ['break @body hits 3', 'run', 'eval number', 'end'],
  },
  {
    name: 'from a hit count on',
    program: 'loops.py',
    script: ['break @body hits >=4', 'run', 'eval number', 'continue', 'eval number', 'end'],
  },
  {
    name: 'every second hit',
    program: 'loops.py',
    script: ['break @body hits %2', 'run', 'eval number', 'continue', 'eval number', 'end'],
  },
  {
    name: 'a log point',
    program: 'loops.py',
    script: ['break @body log at {number}: {total}', 'run'],
  },
  {
    name: 'a function breakpoint',
    program: 'loops.py',
    script: ['function loop', 'run', 'stack', 'end'],
  },
  {
    name: 'a function breakpoint on a method',
    program: 'loops.py',
    script: ['function Worker.method', 'run', 'end'],
  },
  {
    name: 'a breakpoint on a line without code',
    program: 'loops.py',
    script: ['break 6', 'run', 'end'],
  },
  {
    name: 'a breakpoint that is removed',
    program: 'loops.py',
    script: ['break @body', 'run', 'clear', 'end'],
  },

  // ---- exceptions ----
  {
    name: 'an uncaught exception',
    program: 'errors.py',
    script: ['filter uncaught', 'run', 'exception', 'stack', 'end'],
  },
  {
    name: 'raised exceptions',
    program: 'errors.py',
    script: ['filter raised', 'run', 'exception', 'continue', 'continue', 'continue', 'end'],
  },
  {
    name: 'exceptions that leave user code',
    program: 'errors.py',
    script: ['filter userUnhandled', 'run', 'end'],
  },
  {
    name: 'no filter',
    program: 'errors.py',
    script: ['run'],
  },
  {
    name: 'steps through an exception that is handled',
    program: 'errors.py',
    script: ['break @int', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'a step into the library',
    program: 'errors.py',
    script: ['break @json', 'run', 'clear', 'in', 'end'],
  },
  {
    name: 'a step into the library, which counts',
    program: 'errors.py',
    configuration: { justMyCode: false },
    script: ['break @json', 'run', 'clear', 'in', 'end'],
  },

  // ---- values ----
  shown('local variables', 'locals'),
  shown('members of a list', 'inside items'),
  shown('members of a dict', 'inside table'),
  shown('members of a set', 'inside members'),
  shown('fields of a dataclass', 'inside point'),
  shown('attributes and properties', 'inside cell'),
  shown('fields of a named tuple', 'inside pair'),
  shown('expressions', 'eval number + 1', 'eval [n for n in items if n == 1]', 'eval len(text)'),
  shown('an expression that fails', 'eval unknown', 'eval 1 +'),
  shown('hovers', 'hover number', 'hover point.x', 'hover items[1]'),
  shown(
    'statements at the console',
    'console number = 7',
    'console extra = 1',
    'eval number + extra',
  ),
  shown('several statements', 'console for n in (1, 2): print("n", n)'),
  shown('the clipboard', 'clipboard items', 'clipboard table'),
  shown('hexadecimal numbers', 'hex number', 'hex table'),
  shown('a variable that is set', 'set number 43', 'eval number'),
  shown('a variable set to what is no value', 'set number nonsense('),
  shown('a member that is set', 'setexpr items[0] 5', 'eval items[0]'),
  shown('an attribute that is set', 'setexpr point.x 10', 'eval point'),
  shown('completions of a name', 'complete numb'),
  shown('completions of an attribute', 'complete point.'),
  shown('a value that was returned', 'over', 'over'),

  // ---- going elsewhere ----
  {
    name: 'a jump over a line',
    program: 'jumps.py',
    script: ['break @first', 'run', 'goto @third', 'over', 'locals', 'end'],
  },
  {
    name: 'targets of a step',
    program: 'steps.py',
    script: ['break @nested', 'run', 'targets', 'end'],
  },
  {
    name: 'modules',
    program: 'errors.py',
    script: ['break @int', 'run', 'modules __main__', 'end'],
  },

  // ---- greenlets ----
  {
    name: 'a step over the start of a greenlet',
    program: 'greenlets.py',
    script: ['break @start', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'a step into a greenlet that starts',
    program: 'greenlets.py',
    script: ['break @start', 'run', 'clear', 'in', 'end'],
  },
  {
    name: 'a step into a greenlet that is resumed',
    program: 'greenlets.py',
    script: ['break @resume', 'run', 'clear', 'in', 'end'],
  },
  {
    name: 'a step over a switch away',
    program: 'greenlets.py',
    script: ['break @first', 'run', 'clear', 'over', 'end'],
  },
  {
    name: 'a step over the end of a greenlet',
    program: 'greenlets.py',
    script: ['break @over', 'run', 'clear', 'over', 'end'],
  },
  {
    name: 'the threads of a greenlet program',
    program: 'greenlets.py',
    script: ['break @over', 'run', 'threads', 'end'],
  },
];
