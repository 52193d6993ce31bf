import { setTimeout } from 'node:timers/promises';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Random } from '../../../../tools/fuzz/random.ts';
import { DapClient, type ServerMessage } from '../dapClient.ts';
import { type Action, chooseAction } from './actions.ts';
import { look, type Sight } from './sight.ts';

/** What replays may take that only stand, in MB: a few. */
const REPLAY_MEMORY = 200;

/** How long the program may be under way before it is paused, and then until it stops, in milliseconds. */
const PATIENCE = 120_000;

/** How many of the latest actions are told of where something goes wrong. */
const TOLD_ACTIONS = 12;

/** What names something by a number that it has in a session, or at a stop. */
interface StopNumbers {
  readonly threadId?: number;
  readonly variablesReference?: number;
}

/** What it is told of where there is nothing more. */
const AT_END = /^The recording ends here/;

/** What is evaluated may end what it is evaluated in, which is shown anew then. */
const COPY_ENDED = /^What was evaluated has ended the copy/;

/** How many lines of a difference are told, and how many before it of what is the same. */
const MOST_LINES = 30;
const CONTEXT = 8;

/** What the adapter may say itself. */
const EXPECTED_WORDS = [
  AT_END,
  /^There is no .* that this session reaches/,
  /^What is changed at a stop of a replay/,
  /logged \d+$/m,
  /^printed by the walk|^in a greenlet/,
  // A condition that fails says so.
  /no_such_name/,
  COPY_ENDED,
  /^The condition/,
];

/** How a walk went. */
export interface WalkReport {
  readonly actions: number;
  /** At how many positions it has stood, and how often at one of them again. */
  readonly positions: number;
  readonly again: number;
  /** The actions that had to be ended by a pause. */
  readonly slow: readonly string[];
}

/** What a walk walks through. */
export interface WalkOptions {
  /** Path of the recording. */
  readonly recording: string;
  readonly random: Random;
  /** Told of each action. */
  readonly log?: ((line: string) => void) | undefined;
}

/** A stop, or the program's end, which has no thread. */
interface Stop {
  readonly threadId: number | undefined;
  readonly text?: string;
}

/** A position at which something else was to be seen than before. */
export class WalkDifference extends Error {
  readonly before: string;
  readonly now: string;

  constructor(position: number, before: string, now: string) {
    super(`position ${position} is not as it was\n${difference(before, now)}`);
    this.before = before;
    this.now = now;
  }
}

/**
 * A random walk through a recorded program, as a person with a debugger might go, but for longer: wherever it comes
 * to a position again, all that is to be seen there must be the same, and the same action must lead to the same place.
 */
export class Walker {
  readonly #options: WalkOptions;
  readonly #justMyCode: boolean;
  /** By position. */
  readonly #sights = new Map<number, string>();
  /** Where actions have led, by where they began and all that matters. */
  readonly #ways = new Map<string, string>();
  readonly #files = new Set<string>();
  readonly #told: string[] = [];
  readonly #slow: string[] = [];
  #client!: DapClient;
  #ends: PromiseWithResolvers<Stop> = Promise.withResolvers();
  /** What was wrong in what the adapter said. */
  #complaint: string | undefined;
  readonly #breakpoints = new Map<string, object>();
  #filters: object = {};
  #watched: object = {};
  /** Whether what is seen where it stands may have been changed there. */
  #isChanged = false;
  #isAtEnd = false;
  #wasPaused = false;
  #actions = 0;
  #again = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#justMyCode = options.random.happens(0.7);
  }

  /** @throws Error that says all there is to know when something was not as before. */
  async walk(count: number): Promise<WalkReport> {
    try {
      await this.#launch();
      let threadId = await this.#stopped();
      let sight = await this.#look(threadId);
      // So that it is known how long the program is.
      const toEnd = { position: Number.MAX_SAFE_INTEGER };
      await this.#act({ command: 'goToPosition', args: toEnd, moves: true, mayFail: false }, sight);
      ({ threadId, sight } = await this.#arrive());
      while (this.#actions < count) {
        this.#actions++;
        const action = chooseAction(
          { threadId, sight, seen: [...this.#sights.keys()], files: [...this.#files] },
          this.#options.random,
        );
        const way = this.#wayOf(action, threadId, sight);
        if (!(await this.#act(action, sight))) continue;
        ({ threadId, sight } = await this.#arrive());
        if (action.moves) this.#compareWay(way, `${sight.place.position}`);
      }
    } catch (error) {
      const told = this.#told.slice(-TOLD_ACTIONS).join('\n  ');
      (error as Error).message =
        `action ${this.#actions}: ${(error as Error).message}\nthe last actions:\n  ${told}`;
      throw error;
    } finally {
      await this.#client.close().catch(() => {});
    }
    return {
      actions: this.#actions,
      positions: this.#sights.size,
      again: this.#again,
      slow: this.#slow,
    };
  }

  async #launch(): Promise<void> {
    const client = new DapClient();
    this.#client = client;
    client.onMessage(message => this.#hear(client, message));
    await client.request('initialize', { adapterID: 'wasix-python' });
    this.#ends = Promise.withResolvers();
    await client.request('launch', {
      replay: this.#options.recording,
      stopOnEntry: true,
      replayMemory: REPLAY_MEMORY,
      justMyCode: this.#justMyCode,
    });
    await client.event('initialized');
    this.#breakpoints.clear();
    this.#filters = {};
    this.#watched = {};
    await client.request('configurationDone');
  }

  /** Does something, unless it is refused. @returns whether the program has stopped since then. */
  async #act(action: Action, sight: Sight): Promise<boolean> {
    const { command, args, moves, mayFail } = action;
    const line = `${this.#actions} at ${sight.place.position}: ${command} ${JSON.stringify(args)}`;
    this.#told.push(line);
    this.#options.log?.(line);
    const begun = performance.now();
    this.#ends = Promise.withResolvers();
    this.#wasPaused = false;
    if (command === 'evaluate' || command === 'setVariable') this.#isChanged = true;
    const response = await this.#client.send(command, args);
    if (!response.success) {
      this.#tell(`  refused: ${response.message}`);
      if (COPY_ENDED.test(response.message as string)) {
        await this.#ended(line);
        return true;
      }
      if (!mayFail) throw new Error(`it was refused: ${response.message}`);
      return false;
    }
    this.#remember(action);
    if (command === 'dataBreakpointInfo') await this.#watch(response.body);
    if (!moves) this.#tell(`  ${JSON.stringify(response.body)}`.slice(0, 200));
    if (moves) await this.#ended(line);
    this.#tell(`  took ${Math.round(performance.now() - begun)} ms`);
    return moves;
  }

  #remember({ command, args }: Action): void {
    if (command === 'setExceptionBreakpoints') this.#filters = args;
    if (command === 'setDataBreakpoints') this.#watched = args;
    if (command !== 'setBreakpoints') return;
    const { source, breakpoints } = args as DebugProtocol.SetBreakpointsArguments;
    this.#breakpoints.set(source.path as string, breakpoints ?? []);
  }

  /** Has it stop when a variable changes, if it can. */
  async #watch({ dataId }: DebugProtocol.DataBreakpointInfoResponse['body']): Promise<void> {
    if (dataId === null) return;
    const breakpoints = [{ dataId }];
    this.#watched = { breakpoints };
    const body = await this.#client.request('setDataBreakpoints', { breakpoints });
    this.#tell(`  ${JSON.stringify(body)}`);
  }

  /** Waits until the program stands still, or has ended. */
  async #ended(line: string): Promise<void> {
    if (await this.#endsInTime()) return;
    this.#wasPaused = true;
    this.#slow.push(line);
    this.#tell(`  paused after ${PATIENCE / 1000} s`);
    await this.#client.request('pause', { threadId: 1 });
    if (!(await this.#endsInTime())) {
      throw new Error('it neither comes to an end nor can be paused');
    }
  }

  async #endsInTime(): Promise<boolean> {
    const timer = new AbortController();
    const { signal } = timer;
    const over = setTimeout(PATIENCE, false, { signal }).catch(() => false);
    try {
      return await Promise.race([this.#ends.promise.then(() => true), over]);
    } finally {
      timer.abort();
    }
  }

  /** What is to be seen where it has stopped; at the first line of another session when the program has ended. */
  async #arrive(): Promise<{ threadId: number; sight: Sight }> {
    const stop = await this.#ends.promise;
    this.#isAtEnd = stop.text !== undefined && AT_END.test(stop.text);
    let { threadId } = stop;
    if (threadId === undefined) {
      this.#tell('  the program has ended');
      await this.#client.close();
      await this.#launch();
      threadId = await this.#stopped();
    }
    return { threadId, sight: await this.#look(threadId) };
  }

  async #stopped(): Promise<number> {
    await this.#ended('the start');
    const { threadId } = await this.#ends.promise;
    if (threadId === undefined) throw new Error('it has ended at once');
    return threadId;
  }

  async #look(threadId: number): Promise<Sight> {
    this.#isChanged = false;
    const sight = await look(this.#client, threadId);
    const { position } = sight.place;
    this.#tell(`  stands at ${position}: ${sight.text.split('\n', 2).join(' ').slice(0, 120)}`);
    if (this.#complaint !== undefined) throw new Error(`the adapter said: ${this.#complaint}`);
    for (const file of sight.files) this.#files.add(file);
    // A pause shows the thread that it was asked for, and any other stop the one that runs.
    if (this.#wasPaused) return sight;
    const before = this.#sights.get(position);
    this.#sights.set(position, sight.text);
    if (before === undefined) return sight;
    this.#again++;
    if (before === sight.text) return sight;
    throw new WalkDifference(position, before, sight.text);
  }

  /** All by which it is determined where an action leads. */
  #wayOf({ command, args }: Action, threadId: number, sight: Sight): string | undefined {
    // Threads have other numbers in another session.
    const { threadId: wanted, variablesReference: _, ...rest } = args as StopNumbers;
    const whose = sight.threads.findIndex(({ id }) => id === (wanted ?? threadId));
    const settings = [[...this.#breakpoints].sort(), this.#filters, this.#watched];
    // Where a variable is, is found out by what is seen.
    if (command === 'reverseToChange' && this.#isChanged) return undefined;
    const begin = [sight.place.position, this.#isAtEnd];
    return JSON.stringify([begin, command, rest, whose, settings]);
  }

  #compareWay(way: string | undefined, led: string): void {
    if (this.#wasPaused || way === undefined) return;
    const before = this.#ways.get(way);
    this.#ways.set(way, led);
    if (before === undefined || before === led) return;
    throw new Error(`it has led to ${led}, and to ${before} before: ${way}`);
  }

  #tell(line: string): void {
    this.#told.push(line);
    this.#options.log?.(line);
  }

  #hear(client: DapClient, message: ServerMessage): void {
    if (message.type !== 'event' || client !== this.#client) return;
    const { event, body } = message as DebugProtocol.Event;
    if (event === 'stopped') this.#ends.resolve(body as Stop);
    if (event === 'terminated') this.#ends.resolve({ threadId: undefined });
    if (event !== 'output') return;
    const { category, output } = body as DebugProtocol.OutputEvent['body'];
    if (category !== 'console' || EXPECTED_WORDS.some(words => words.test(output))) return;
    this.#complaint ??= output;
  }
}

/** Where two texts begin not to be the same, with what is around it. */
function difference(before: string, now: string): string {
  const [old, young] = [before, now].map(text => text.split('\n')) as [string[], string[]];
  const first = old.findIndex((line, index) => line !== young[index]);
  const begin = Math.max(0, first < 0 ? old.length - CONTEXT : first - CONTEXT);
  const end = begin + MOST_LINES;
  return ['━━ before', ...old.slice(begin, end), '━━ now', ...young.slice(begin, end)].join('\n');
}
