import { CODE_SCENARIOS } from './codeScenarios.ts';
import { FRAME_SCENARIOS } from './frameScenarios.ts';
import type { Scenario } from './scenario.ts';

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

/** What an editor's user does with a Python program, in the order of the report. */
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
  ...[
    ['step over the end of a task', '@child_ends', 'over', 'over'],
    ['step out of a task', '@child_ends', 'out', 'over'],
    ['step into an await while others run', '@sleep', 'in', 'in'],
    ['step over the end of a callback of a library', '@replace', 'over', 'over', 'over'],
    ['step out of a callback of a library', '@replace', 'out', 'over'],
  ].map(([name = '', marker = '', ...commands]) => ({
    name,
    program: 'tasks.py',
    script: [`break ${marker}`, 'run', 'clear', ...commands, 'end'],
  })),
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

  ...[
    ['a breakpoint on the closing bracket of a return', 'return_end'],
    ['a breakpoint on the closing bracket of a function’s head', 'head_end'],
    ['a breakpoint at the end of a text of several lines', 'text_end'],
    ['a breakpoint on the closing bracket of a decorator', 'decorator_end'],
    ['a breakpoint on the closing bracket of nested lists', 'nested_end'],
    ['a breakpoint on the closing bracket of a condition', 'if_end'],
    ['a breakpoint on the closing bracket of base classes', 'class_end'],
    ['a breakpoint on the closing bracket of a dict in a class', 'dict_end'],
    ['a breakpoint on the closing bracket of a raise', 'raise_end'],
    ['a breakpoint on the closing bracket of an except', 'except_end'],
    ['a breakpoint on the closing bracket of a call', 'print_end'],
  ].map(([name = '', marker = '']) => ({
    name,
    program: 'brackets.py',
    script: [`break @${marker}`, 'run', 'continue'],
  })),
  {
    name: 'a program that calls breakpoint()',
    program: 'calling_breakpoint.py',
    script: ['run', ...Array.from({ length: 9 }, () => 'continue')],
  },
  {
    name: 'steps after a call of breakpoint()',
    program: 'calling_breakpoint.py',
    script: ['run', 'continue', 'over', 'over', 'end'],
  },

  // ---- exceptions ----
  {
    name: 'exceptions that leave user code, each of a short life',
    program: 'leaving.py',
    script: ['filter userUnhandled', 'run', ...Array.from({ length: 6 }, () => 'continue')],
  },
  {
    name: 'exceptions that end threads',
    program: 'failing_threads.py',
    script: ['filter uncaught', 'run', 'exception', 'continue', 'stack', 'continue', 'continue'],
  },
  {
    name: 'exceptions that leave user code, and end threads',
    program: 'failing_threads.py',
    script: ['filter userUnhandled', 'run', 'continue', 'continue', 'continue'],
  },
  {
    name: 'an uncaught group of exceptions',
    program: 'groups.py',
    script: ['filter uncaught', 'run', 'exception', 'stack', 'end'],
  },
  ...['-1', '-200', '256', '300'].map(code => ({
    name: `the exit code ${code}`,
    program: 'exits.py',
    configuration: { args: [code] },
    script: ['run'],
  })),
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

  // ---- further programs ----
  {
    name: 'a variable of an outer function',
    program: 'closures.py',
    script: ['break @bump', 'run', 'over', 'eval count', 'out', 'end'],
  },
  {
    name: 'a step into a closure',
    program: 'closures.py',
    script: ['break @call', 'run', 'clear', 'in', 'over', 'over', 'end'],
  },
  {
    name: 'a step through a decorator',
    program: 'decorators.py',
    script: ['break @call', 'run', 'clear', 'in', 'in', 'out', 'end'],
  },
  {
    name: 'a stack below a decorator',
    program: 'decorators.py',
    script: ['break @greet', 'run', 'stack', 'eval mark', 'end'],
  },
  {
    name: 'steps in the body of a class',
    program: 'class_body.py',
    script: ['break @size', 'run', 'clear', 'over', 'over', 'over', 'end'],
  },
  {
    name: 'steps to the base class',
    program: 'inheritance.py',
    script: ['break @make', 'run', 'clear', 'in', 'in', 'out', 'over', 'end'],
  },
  {
    name: 'a method of the base class',
    program: 'inheritance.py',
    script: ['break @hello', 'run', 'eval self.name', 'in', 'out', 'end'],
  },
  {
    name: 'a step into a lambda',
    program: 'lambdas.py',
    script: ['break @add', 'run', 'clear', 'in', 'out', 'over', 'over', 'end'],
  },
  {
    name: 'arguments of every kind',
    program: 'arguments.py',
    script: ['break @call', 'run', 'continue', 'eval (first, second, rest, key, options)', 'end'],
  },
  {
    name: 'a return through finally',
    program: 'finally_return.py',
    script: ['break @fine', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'an exception through finally',
    program: 'finally_return.py',
    script: ['break @raise', 'run', 'clear', 'over', 'over', 'over', 'over', 'end'],
  },
  {
    name: 'a loop with an else',
    program: 'loops_else.py',
    script: ['break @absent @present', 'run', 'continue', 'eval item', 'end'],
  },
  {
    name: 'a while loop',
    program: 'loops_else.py',
    script: ['break @while', 'run', 'over', 'over', 'eval count', 'clear', 'end'],
  },
  {
    name: 'a match statement',
    program: 'matching.py',
    script: ['break @match', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'a case of a match statement',
    program: 'matching.py',
    script: ['break @list @number', 'run', 'eval rest', 'continue', 'end'],
  },
  {
    name: 'an assignment in a condition',
    program: 'walrus.py',
    script: ['break @body', 'run', 'eval number', 'over', 'over', 'eval total', 'clear', 'end'],
  },
  {
    name: 'an asynchronous generator',
    program: 'async_generator.py',
    script: ['break @append', 'run', 'eval n', 'over', 'clear', 'end'],
  },
  {
    name: 'a stack in an asynchronous generator',
    program: 'async_generator.py',
    script: ['break @yield', 'run', 'stack', 'end'],
  },
  {
    name: 'a delegated generator',
    program: 'delegation.py',
    script: ['break @received', 'run', 'stack', 'over', 'end'],
  },
  {
    name: 'a step over send()',
    program: 'delegation.py',
    script: ['break @send', 'run', 'clear', 'over', 'end'],
  },
  {
    name: 'a generator that is closed',
    program: 'generator_close.py',
    script: ['break @closed', 'run', 'stack', 'end'],
  },
  {
    name: 'the cause of an exception',
    program: 'chained_errors.py',
    script: ['filter uncaught', 'run', 'exception', 'stack', 'end'],
  },
  {
    name: 'a step over a chained exception',
    program: 'chained_errors.py',
    script: ['break @call', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'an exit with a code',
    program: 'exit_code.py',
    script: ['break @leave', 'run', 'over', 'clear', 'end'],
  },
  {
    name: 'a step into an operator',
    program: 'operators.py',
    script: ['break @sum', 'run', 'clear', 'in', 'in', 'end'],
  },
  {
    name: 'a step into a comparison',
    program: 'operators.py',
    script: ['break @compare', 'run', 'clear', 'in', 'out', 'end'],
  },
  {
    name: 'values by their own repr',
    program: 'operators.py',
    script: ['break @same', 'run', 'eval total', 'end'],
  },
  {
    name: 'a step over an import',
    program: 'two_modules.py',
    script: ['break @import', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'a global variable',
    program: 'globals.py',
    script: ['break @change', 'run', 'eval level', 'over', 'eval level', 'set level 10', 'end'],
  },
  {
    name: 'a global variable that is set',
    program: 'globals.py',
    script: ['break @end', 'run', 'setexpr level 7', 'over', 'end'],
  },
  {
    name: 'objects with slots',
    program: 'slots.py',
    script: ['break @end', 'run', 'inside vector', 'eval vectors[1].y', 'end'],
  },
  {
    name: 'a call on several lines',
    program: 'multiline.py',
    script: ['break @call', 'run', 'clear', 'over', 'over', 'end'],
  },
  {
    name: 'a stop within a call on several lines',
    program: 'multiline.py',
    script: ['break @inner', 'run', 'end'],
  },
  {
    name: 'lines of a stream',
    program: 'standard_input.py',
    script: ['break @append if line.startswith("s")', 'run', 'eval lines', 'end'],
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

  ...FRAME_SCENARIOS,
  ...CODE_SCENARIOS,
];
