import {
  type ContextRecord,
  type ContextSnapshot,
  ContextState,
  type RefusedCall,
} from '../../runtime/contextRecord.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { Session } from '../session.ts';

/** How many contexts are told by name. */
const MOST_NAMED = 8;

/**
 * Tells, when the program is over, what only the host knows of its contexts:
 * those that no greenlet owned and that nobody destroyed, and the calls that
 * failed, which a program may not have noticed.
 */
export function reportContexts(session: Session, debuggee: Debuggee): void {
  const told = new Set<number>();
  debuggee.on('left', contexts => {
    for (const context of contexts) told.add(context);
  });
  debuggee.on('ended', outcome => {
    // One that was ended, or crashed, could not clean up.
    if (outcome?.kind !== 'exited') return;
    const { contexts } = debuggee;
    for (const line of [...neverDestroyed(contexts, told), ...refused(contexts)]) {
      session.emit('output', { category: 'console', output: `${line}\n` });
    }
  });
}

function* neverDestroyed(record: ContextRecord, told: ReadonlySet<number>): Generator<string> {
  const left = record
    .snapshot()
    .filter(({ id, state }) => state !== ContextState.active && !told.has(id));
  if (left.length === 0) return;
  const noun = left.length === 1 ? 'context was' : 'contexts were';
  yield `${left.length} ${noun} created and never destroyed:`;
  for (const context of left.slice(0, MOST_NAMED)) yield `  ${describe(context)}`;
  if (left.length > MOST_NAMED) yield `  and ${left.length - MOST_NAMED} more`;
}

const STATES: Readonly<Partial<Record<ContextState, string>>> = {
  [ContextState.created]: 'never resumed',
  [ContextState.suspended]: 'suspended',
  [ContextState.terminated]: 'terminated',
};

function describe({ id, state, resumptions, switcher, creator }: ContextSnapshot): string {
  const origin = `created by context ${creator}`;
  const last = resumptions === 0 ? '' : `, resumed ${resumptions} ×, last by context ${switcher}`;
  return `context ${id}, ${STATES[state]}, ${origin}${last}`;
}

function* refused(record: ContextRecord): Generator<string> {
  const calls = record.refusedCalls();
  if (calls.length === 0) return;
  const noun = record.refused === 1 ? 'call of a context function' : 'calls of context functions';
  yield `${record.refused} ${noun} failed:`;
  for (const call of calls) yield `  ${explain(call)}`;
  if (record.refused > calls.length) yield `  and ${record.refused - calls.length} more`;
}

const PREPOSITIONS = { create: 'for function', switch: 'to context', destroy: 'of context' };

const REASONS: Readonly<Record<string, string>> = {
  'create EINVAL': 'which is no function that takes and returns nothing',
  'create EAGAIN': 'as there was no room for another stack',
  'switch EINVAL': 'which was not suspended',
  'destroy EINVAL': 'which was active, or the main context',
};

function explain({ call, argument, caller, error }: RefusedCall): string {
  const reason = REASONS[`${call} ${error}`] ?? 'outside of a context-switching environment';
  return `context_${call} ${PREPOSITIONS[call]} ${argument} by context ${caller}: ${error}, ${reason}`;
}
