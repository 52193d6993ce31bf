import type { PythonDistribution } from '../python/pythonDistribution.ts';

/**
 * How much of its shadow stack Python is not to use in a page, in bytes. Of the megabyte that a recursion in C may take
 * there at most, from 3.14 on, half is left, as in a greenlet: engine's stacks in a page have a megabyte (see
 * `stack_limits.c`).
 */
export const UNUSED_STACK = 1 << 19;

/** What a guest that is to run Python is made of. */
export function pythonProgram({ interpreter }: PythonDistribution): {
  readonly program: string;
  readonly unusedStack: number;
} {
  return { program: interpreter, unusedStack: UNUSED_STACK };
}
