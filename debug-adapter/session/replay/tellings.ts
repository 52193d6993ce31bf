import type { Commands } from '../../protocol/messages.ts';
import type { News } from '../../protocol/program.ts';
import type { Fork } from './fork.ts';

/** More than there are answers to questions at one stop. */
const MOST = 2 ** 20;

/** The commands whose answers tell what is new. */
export type NewsCommand = 'continuations' | 'continuationTree';

/**
 * The answers of several agents, of which each tells what is new to who knows its own answers: as
 * if one had given them all, so that whoever asks gets everything anew from another one.
 */
export class Tellings {
  #fork: Fork | undefined;
  #before = 0;

  /** Asks for what is new. */
  async ask<Name extends NewsCommand>(
    fork: Fork,
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['body']> {
    if (fork !== this.#fork) {
      this.#fork = fork;
      this.#before += MOST;
    }
    const before = this.#before;
    const since = Math.max(0, args.since - before);
    const news: News<unknown> = await fork.call(name, { ...args, since });
    return {
      ...news,
      telling: before + news.telling,
      since: news.since === 0 ? 0 : before + news.since,
    } as Commands[Name]['body'];
  }
}
