import type { ContinuationInfo, ContinuationsResponse } from '../../protocol/customRequests.ts';
import { type ContextSnapshot, ContextState } from '../../runtime/contextRecord.ts';
import type { Debuggee } from '../program/debuggee.ts';

/** What is known of a context while its program runs. */
export interface LiveContext extends ContextSnapshot {
  /** Whom it passed control to when it ran last, and how long ago: see {@link ContinuationInfo}. */
  readonly departure: Pick<ContinuationInfo, 'passedTo' | 'idle'>;
}

/**
 * The continuations of a program that runs, without stopping it: what its agent told of them when
 * it last stood still, with what the host has seen since. The host knows the contexts of the main
 * thread alone, and no code.
 */
export class LiveContinuations {
  #debuggee: Debuggee | undefined;
  /** By their numbers. */
  readonly #told = new Map<number, ContinuationInfo>();

  /** Notes a page of what was told of a program that stands still; the first is another listing. */
  remember(debuggee: Debuggee, start: number, page: readonly ContinuationInfo[]): void {
    if (start === 0 || debuggee !== this.#debuggee) this.#told.clear();
    this.#debuggee = debuggee;
    for (const each of page) this.#told.set(each.id, each);
  }

  /**
   * A page of them.
   *
   * @param live the contexts of the main thread that exist now.
   * @param isElsewhere whether a context is another thread's.
   */
  page(
    debuggee: Debuggee,
    live: readonly LiveContext[],
    isElsewhere: (context: number) => boolean,
    { start, count }: { start: number; count: number },
  ): ContinuationsResponse {
    const told = debuggee === this.#debuggee ? [...this.#told.values()] : [];
    const contexts = new Map(live.map(each => [each.id, each]));
    // One that has not begun may be one of those that have come since: nothing tells which.
    const known = told
      .filter(({ state }) => state !== 'pending')
      .map(each =>
        isElsewhere(each.context as number)
          ? each
          : now(each, contexts.get(each.context as number)),
      );
    const toldOf = new Set(told.map(({ context }) => context));
    return {
      continuations: known.slice(start, count === 0 ? undefined : start + count),
      total: known.length,
      newcomers: live.filter(({ id, state }) => !toldOf.has(id) && isAlive(state)).length,
    };
  }
}

/** A continuation as it is now. */
function now(told: ContinuationInfo, live: LiveContext | undefined): ContinuationInfo {
  const { threadId, location, switcher, passedTo, idle, isSystem, stackBytes, ...lasting } = told;
  if (live === undefined || !isAlive(live.state)) return { ...lasting, state: 'dead' };
  const { resumptions, departure } = live;
  const isRunning = live.state === ContextState.active;
  // Only one that has not run since then is still where it was.
  const hasRun = resumptions !== told.resumptions || told.state === 'running';
  return {
    ...lasting,
    state: isRunning ? 'running' : 'suspended',
    resumptions,
    ...(threadId === undefined ? {} : { threadId }),
    ...(isRunning ? {} : departure),
    ...(hasRun || location === undefined ? {} : { location }),
    ...(hasRun || stackBytes === undefined ? {} : { stackBytes }),
    ...(hasRun || isSystem === undefined ? {} : { isSystem }),
  };
}

function isAlive(state: ContextState): boolean {
  return state !== ContextState.terminated && state !== ContextState.deleted;
}
