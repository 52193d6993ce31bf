import { isTask } from '../../protocol/messages.ts';
import type { ListedContinuations, ListedTask } from '../../protocol/program.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import { threadIdentity } from './threadName.ts';

/** Up to how many tasks are threads where the configuration does not say. */
const MOST_BY_DEFAULT = 50;

/**
 * asyncio's tasks as threads, and those generators that a client wants to be one. A task that is
 * suspended, or has not begun, is one. A task that runs is none: the thread of the continuation on
 * whose stack it is has its frames, is the one that the program has stopped in, and is called after
 * the task. A second row with the same frames would leave it to the user to find out that both are
 * one, and which of them a step belongs to.
 */
export class TaskThreads {
  #areThreads = false;
  /** What the agent told of at the last stop. */
  #told = new Map<number, ListedTask>();
  #count = 0;

  /** Up to how many tasks the agent is to tell of. */
  static mostToTell({ tasks }: SessionConfiguration): number {
    if (tasks === undefined) return MOST_BY_DEFAULT;
    return tasks === 'threads' ? Number.MAX_SAFE_INTEGER : 0;
  }

  /**
   * Takes over what the agent tells of a program that stands still.
   *
   * @param unasked those of which the answer does not say whether they live.
   */
  learn(
    { tasks, taskCount }: ListedContinuations,
    configuration: SessionConfiguration,
    unasked: ReadonlySet<number>,
  ): void {
    this.#count = configuration.tasks === 'off' ? 0 : taskCount;
    this.#areThreads = taskCount <= TaskThreads.mostToTell(configuration);
    const kept = [...this.#told.values()].filter(({ context }) => unasked.has(context));
    this.#told = new Map([...kept, ...tasks].map(task => [task.context, task]));
  }

  forget(): void {
    this.#told = new Map();
    this.#count = 0;
  }

  /** Those that are not done, as far as they were told of. */
  get contexts(): number[] {
    return [...this.#told.keys()];
  }

  /** Keeps what else the agent tells of at a stop: it has a number then, which leads to it. */
  add(task: ListedTask): void {
    if (!this.#told.has(task.context)) this.#told.set(task.context, task);
  }

  /** Those that are threads: the ones that do not run, or of these the wanted ones. */
  threads(wanted: ReadonlySet<number>): number[] {
    return this.suspended
      .map(({ context }) => context)
      .filter(context => (this.#areThreads && isTask(context)) || wanted.has(context));
  }

  /** Those that are on nobody's stack. */
  get suspended(): ListedTask[] {
    return [...this.#told.values()].filter(({ runner }) => runner === undefined);
  }

  find(context: number): ListedTask | undefined {
    return this.#told.get(context);
  }

  /** Which task a continuation runs, where that tells it from others: `fetch (Task-3)`. */
  runBy(context: number): string | undefined {
    if (this.#count < 2) return undefined;
    // A task that begins within another one's turn is the inner one, and newer.
    const task = [...this.#told.values()].findLast(({ runner }) => runner === context);
    return task && threadIdentity(task);
  }
}
