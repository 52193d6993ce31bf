/** Why the port changes CPython, where versions have the same reason at other places. */

export const CLEARS_RETURN_INT =
  'A tp_clear returns a number (gh-156762). Natively nobody notices one that returns nothing; in ' +
  'WebAssembly the call traps as soon as the garbage collector finds such an object in a cycle.';
export const BOUNDED_RECURSION =
  'A recursion without a limit of its own would take minutes to fill the memory, and end in an ' +
  'error without an exception. Calls of Python functions take no stack: only memory bounds them.';

export const COUNTED_SWITCHES =
  'A thread that computes asks its host after so many looks at its eval breaker whether its time is over: ' +
  'see countdown.c. Whoever wants the GIL waits until then.';
