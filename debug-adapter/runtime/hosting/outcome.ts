import { describeCrash, type GuestEnd } from '../guestEnd.ts';
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
