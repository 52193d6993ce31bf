import type { GuestEnd } from '../guestEnd.ts';
import { ReplayError } from '../recording/replayErrors.ts';
import type { GuestOutcome } from './messages.ts';

/** How V8 and SpiderMonkey tell of a stack that is used up. */
const OVERFLOW = /^(Maximum call stack size exceeded|too much recursion)/;

/** A guest's end in values that can cross threads. */
export function describeEnd(end: GuestEnd): GuestOutcome {
  if (end.kind === 'exited') return end;
  const { error } = end;
  if (error instanceof ReplayError) return { kind: 'unrecorded', reason: error.message };
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return { kind: 'crashed', reason: describeCrash(error), stack };
}

function describeCrash(error: unknown): string {
  if (error instanceof WebAssembly.Exception) return 'an exception that nobody caught';
  if (!(error instanceof Error)) return String(error);
  return OVERFLOW.test(error.message)
    ? 'the stack overflowed (too deep a recursion in C code)'
    : error.message;
}
