import type { Session } from '../session.ts';
import type { ThreadArea } from './threads.ts';

/** How many names of continuations the agent is asked for at once: the program waits meanwhile. */
const MOST_NAMES = 500;

/** What the continuations in pages of switches are called, as far as that is known, and as it becomes known. */
export class PageNames {
  readonly #session: Session;
  readonly #threads: ThreadArea;
  /** Those that the client knows by their numbers alone, and when they are known to be there. */
  readonly #unnamed = new Map<number, number>();
  /** Those whose names the agent was asked for, whether or not it knew. */
  readonly #asked = new Set<number>();

  constructor(session: Session, threads: ThreadArea) {
    this.#session = session;
    this.#threads = threads;
  }

  forget(): void {
    this.#unnamed.clear();
    this.#asked.clear();
  }

  /**
   * Has the agent tell the names that nobody was told of.
   *
   * @param contexts those of a page, and when they are known to be there: of a recorded run, perhaps not yet.
   */
  async ask(contexts: ReadonlyMap<number, number>, now: number): Promise<void> {
    for (const [context, time] of contexts) {
      const isKnown = this.#threads.nameOf(context) !== undefined || this.#asked.has(context);
      if (!isKnown && !this.#unnamed.has(context)) this.#unnamed.set(context, time);
    }
    const { debuggee } = this.#session;
    if (!debuggee.hasBegun) return;
    const unknown = [...this.#unnamed]
      .filter(([context, time]) => time <= now && !this.#asked.has(context))
      .map(([context]) => context);
    for (const context of unknown) this.#asked.add(context);
    const asked = unknown.slice(-MOST_NAMES);
    if (asked.length === 0) return;
    // The program may end meanwhile.
    const names = await debuggee.command('names', { contexts: asked }).catch(() => []);
    for (const [index, name] of names.entries()) {
      if (name !== null) this.#threads.rememberName(asked[index] as number, name);
    }
    // Of a recorded run others may be told at another moment.
    if (debuggee.isReplay) return;
    for (const context of unknown) {
      if (this.#threads.nameOf(context) === undefined) this.#unnamed.delete(context);
    }
  }

  /** The labels of continuations, and of others whose names have become known since they were in a page. */
  labels(contexts: Iterable<number>): Record<number, string> {
    const named = [...this.#unnamed.keys()].filter(
      context => this.#threads.nameOf(context) !== undefined,
    );
    for (const context of named) this.#unnamed.delete(context);
    return Object.fromEntries(
      [...new Set([...contexts, ...named])].map(context => [
        context,
        this.#threads.identityOf(context),
      ]),
    );
  }
}
