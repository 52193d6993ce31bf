import { test } from 'node:test';
import { Conversation, type ResumeCommand } from './conversation.ts';

/** Steps from a marker in a program with all kinds of Python code. */
async function walk(marker: string, commands: readonly ResumeCommand[]): Promise<void> {
  const talk = await Conversation.stoppedAt('python_calls.py', marker);
  await talk.setBreakpoints();
  for (const command of commands) await talk.go(command);
  await talk.client.close();
  talk.assertGolden(`walk from ${marker}, ${[...new Set(commands)].join(' and ')}`);
}

for (const [what, marker, commands] of [
  ['over the yield of a generator', 'yield', ['next', 'next', 'next', 'next']],
  ['out of a generator', 'after_yield', ['stepOut', 'next']],
  ['into a generator', 'for', ['stepIn', 'stepIn', 'stepIn', 'stepIn']],
  ['over a comprehension', 'comprehension', ['next', 'next']],
  ['over a comprehension that fails', 'collect', ['next', 'next']],
  ['out of what fails in a comprehension', 'check', ['stepOut', 'next']],
  [
    'over nested comprehensions that fail',
    'before_nested',
    ['next', 'next', 'next', 'next', 'next'],
  ],
  ['through except and finally', 'raise', ['next', 'next', 'next', 'next', 'next']],
  ['through a with statement', 'with', ['next', 'next', 'next', 'next']],
  ['into a context manager', 'with', ['stepIn', 'stepIn', 'stepIn', 'stepIn', 'stepIn']],
  ['over and out of recursion', 'recursion', ['stepIn', 'stepIn', 'stepOut', 'next']],
  ['out of a function by a line of one instruction', 'bottom', ['next', 'next', 'stepOut']],
  ['out of functions that only return', 'through', ['stepIn', 'stepOut', 'stepOut']],
  ['over a switch below a C function', 'key', ['next', 'next', 'stepOut']],
  ['into a switch below a C function', 'key', ['stepIn', 'stepIn']],
  ['over a C function that switches', 'sorted', ['next']],
  ['over an await', 'await', ['next', 'next', 'next']],
  ['into a coroutine', 'outer', ['stepIn', 'stepIn', 'next']],
] as const) {
  test(`steps ${what}`, () => walk(marker, commands));
}
