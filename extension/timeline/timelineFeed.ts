import { type Connection, request } from '../../debug-adapter/model-tools/connection.ts';
import { continuationsOf, tasksOf } from '../../debug-adapter/model-tools/listing.ts';
import type { SwitchPage } from '../../debug-adapter/protocol/customRequests.ts';
import type { HostMessage } from './messages.ts';
import { ShownContinuations, type Target } from './shownContinuations.ts';

/** How long to wait before asking a running program for its latest switches again, in milliseconds. */
const POLL_INTERVAL = 200;

/** How many times as long as the answer took: many switches are much to tell, and to draw. */
const POLL_PATIENCE = 5;

/** The context of the main thread. */
const MAIN_THREAD = 0;

const NOTHING_SHOWN = new ShownContinuations([], []);

/** A program that is debugged. */
export interface FollowedProgram extends Connection {
  readonly name: string;
  /** Whether it stands still now. */
  readonly stands: boolean;
}

/** The page of the timeline, as who feeds it has it. */
export interface FedPage {
  /** Whether anybody sees it. */
  readonly isVisible: boolean;
  post(message: HostMessage): void;
}

/** Brings the page of the timeline the switches of one program, and the names of who switched. */
export class TimelineFeed {
  readonly #program: FollowedProgram;
  readonly #page: FedPage;
  /** The sequence number of the next switch to ask for, of each thread by its main context. */
  readonly #next = new Map<number, number>();
  /** Whether there are more of a program that was recorded, which stands still, in a while. */
  #isGrowing = false;
  #shown = NOTHING_SHOWN;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPolling = false;
  #isOver = false;

  /** @param page shows this program from now on. */
  constructor(program: FollowedProgram, page: FedPage) {
    this.#program = program;
    this.#page = page;
    this.#begin();
    void this.poll();
  }

  /** Asks for what is new, again and again while there is anything new, and the page is to be seen. */
  async poll(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isPolling) return;
    this.#isPolling = true;
    const start = performance.now();
    const stands = await this.#ask();
    const duration = performance.now() - start;
    this.#isPolling = false;
    if (this.#isOver || !this.#page.isVisible) return;
    // It has stopped, or goes on, since it was asked.
    const isOld = stands !== this.#program.stands;
    if (stands && !isOld && !this.#isGrowing) return;
    const patience = Math.max(POLL_INTERVAL, POLL_PATIENCE * duration);
    this.#timer = setTimeout(() => void this.poll(), isOld ? 0 : patience);
  }

  /** Hands a page on. The last switch is asked for again: it may turn out to be an end. */
  take(page: SwitchPage): void {
    if (page.thread === MAIN_THREAD) this.#isGrowing = page.run?.reach === 'growing';
    this.#next.set(page.thread, Math.max(0, page.first + page.targets.length - 1));
    this.#page.post({ type: 'page', page });
  }

  /** The program is over: the page keeps what it has. */
  end(): void {
    this.close();
    this.#page.post({ type: 'over' });
  }

  /** Asks for nothing any more. */
  close(): void {
    this.#isOver = true;
    this.#shown = NOTHING_SHOWN;
    clearTimeout(this.#timer);
  }

  /** How to lead to a continuation. @param context as the timeline's lanes have it. */
  find(context: number): Target | undefined {
    return this.#shown.find(context);
  }

  #begin(): void {
    this.#next.clear();
    this.#isGrowing = false;
    this.#shown = NOTHING_SHOWN;
    this.#page.post({ type: 'begin', program: this.#program.name });
  }

  /** @returns whether the program stood still. */
  async #ask(): Promise<boolean> {
    if (this.#isOver || !this.#page.isVisible) return false;
    const { stands } = this.#program;
    try {
      await this.#bringThreads(await this.#bring(MAIN_THREAD));
      if (this.#isOver) return false;
      if (stands) await this.#describe();
      else this.#page.post({ type: 'runs' });
    } catch {
      // It has not begun, goes on, or is over: then there is another look.
    }
    return stands;
  }

  /** Brings what is new of a thread. */
  async #bring(thread: number): Promise<SwitchPage> {
    const start = this.#next.get(thread) ?? 0;
    const page = await request(this.#program, 'switchPage', { start, thread });
    if (this.#isOver) return page;
    // The last switch is asked for again.
    if (thread === MAIN_THREAD && page.total <= (this.#next.get(thread) ?? -1)) {
      // It has gone back beyond what is kept.
      this.#begin();
      return this.#bring(MAIN_THREAD);
    }
    this.take(page);
    return page;
  }

  /** Brings what is new of the others, as the main thread's page tells of them. */
  async #bringThreads({ threads = [] }: SwitchPage): Promise<void> {
    for (const { context, total } of threads) {
      // The last switch of each is asked for again.
      const known = (this.#next.get(context) ?? -1) + 1;
      if (total > known) await this.#bring(context);
    }
  }

  async #describe(): Promise<void> {
    const { continuations, newcomers } = await continuationsOf(this.#program);
    const tasks = await tasksOf(this.#program);
    const goesOn = newcomers !== undefined;
    if (this.#isOver || goesOn) return;
    this.#shown = new ShownContinuations(continuations, tasks);
    this.#page.post({ type: 'stands', continuations: this.#shown.known });
  }
}
