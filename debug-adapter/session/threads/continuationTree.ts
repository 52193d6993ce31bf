import type { TreeEntry } from '../../protocol/program.ts';
import type { Debuggee } from '../program/debuggee.ts';
import { Learning } from './learning.ts';
import { ToldEntries } from './toldEntries.ts';

/** Of how many the agent tells at once: it hears nothing else meanwhile. */
const MOST_AT_ONCE = 2_000;

/** All continuations of a program that stands still, as the tree has them. */
export class ContinuationTree {
  readonly #told = new ToldEntries<TreeEntry>(({ id }) => id);
  readonly #learning = new Learning();
  #debuggee: Debuggee | undefined;
  #entries: readonly TreeEntry[] = [];

  /**
   * The main ones, that of the first thread before those of the others; then the greenlets, the
   * oldest first.
   */
  async read(debuggee: Debuggee): Promise<readonly TreeEntry[]> {
    if (this.#debuggee !== debuggee) {
      this.#debuggee = debuggee;
      this.#told.forget();
      this.#learning.forget();
    }
    await this.#learning.learn(
      () => debuggee.age,
      isLatest => this.#ask(debuggee, isLatest),
    );
    return this.#entries;
  }

  async #ask(debuggee: Debuggee, isLatest: () => boolean): Promise<void> {
    for (let isAll = false; !isAll; ) {
      const since = this.#told.telling;
      const news = await debuggee.inspect('continuationTree', { since, most: MOST_AT_ONCE });
      this.#told.learn(news);
      // Of two that ask in turn, none would get what follows on its own question.
      if (!isLatest()) return;
      isAll = news.isAll;
    }
    const entries = this.#told.inOrder();
    const mains = entries.filter(({ id }) => id <= 0).reverse();
    this.#entries = [...mains, ...entries.slice(mains.length)];
  }
}
