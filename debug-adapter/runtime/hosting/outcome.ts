import type { GuestEnd } from '../guestEnd.ts';
import { ReplayError } from '../recording/replayErrors.ts';
import type { GuestOutcome } from './messages.ts';

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
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return 'the stack overflowed (too deep a recursion in C code)';
  }
  return error instanceof Error ? error.message : String(error);
}
