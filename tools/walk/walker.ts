import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Action } from './actions.ts';
import {
  BEGINNING,
  type Position,
  predict,
  type StepKind,
  type WantedBreakpoint,
} from './judge.ts';
import { LIBRARY, type Truth } from './oracle.ts';
import { type Session, Violation } from './session.ts';
import type { ShownFrame, Trace } from './trace.ts';

/** A walk that goes on for longer than this lets the program run to its end. */
const MOST_STOPS = 60;

const COMMANDS = { over: 'next', in: 'stepIn', out: 'stepOut' } as const;

/** How many greenlets have begun and not ended, even before the program has imported anything. */
const ALIVE = '(lambda hub: hub and hub.alive() or 0)(__import__("sys").modules.get("hub"))';

interface Stop {
  readonly threadId: number;
  readonly reason: string;
  readonly stack: readonly ShownFrame[];
  readonly topFrameId: number;
}

/** Walks through a program, and holds each stop against what the program does by itself. */
export class Walker {
  /** What was done, and what was seen, in words. */
  readonly story: string[] = [];
  readonly #session: Session;
  readonly #folder: string;
  readonly #truth: Truth;
  readonly #trace: Trace;
  readonly #actions: readonly Action[];
  /** Threads by continuation. */
  readonly #threads = new Map<number, number>();
  #positions: readonly Position[] = [BEGINNING];
  #breakpoints: WantedBreakpoint[] = [];
  #lastBreakpoint = 0;
  /** Tasks are shown as threads, too. */
  readonly #hasTasks: boolean;

  constructor(session: Session, folder: string, truth: Truth, actions: readonly Action[]) {
    this.#session = session;
    this.#folder = folder;
    this.#truth = truth;
    this.#trace = truth.trace;
    this.#actions = actions;
    this.#hasTasks = truth.trace.events.some(event => event.kind === 'call' && event.isCoroutine);
  }

  /** @throws Violation */
  async walk(): Promise<void> {
    const actions = [...this.#actions];
    const isFirst = await this.#session.begin({
      program: path.join(this.#folder, 'main.py'),
      packages: [LIBRARY],
    });
    if (isFirst) {
      while (actions[0]?.kind === 'breakpoint') await this.#break(actions.shift() as Action);
      this.#predict(undefined);
      await this.#session.request('configurationDone');
    } else {
      // At the entry.
      this.#predict('in');
    }
    for (let stops = 0; ; stops++) {
      const stop = await this.#stopOrEnd();
      if (stop === undefined) break;
      if (!isFirst && stops === 0) await this.#enter();
      let action = actions.shift();
      while (action !== undefined && (await this.#look(action, stop))) action = actions.shift();
      if (stops > MOST_STOPS) await this.#clear();
      await this.#go(action, stop);
    }
    this.#session.checkAnswers();
  }

  /** At the first line of a program that begins anew: takes away the breakpoints there were. */
  async #enter(): Promise<void> {
    for (const file of this.#trace.files) {
      await this.#setBreakpoints(file);
    }
    this.#session.logged = [];
  }

  /** Does what leaves the program where it stands. @returns whether the action was such a one. */
  async #look(action: Action, stop: Stop): Promise<boolean> {
    switch (action.kind) {
      case 'breakpoint':
        await this.#break(action);
        return true;
      case 'clear':
        await this.#clear();
        return true;
      case 'evaluate': {
        const { result } = await this.#session.request('evaluate', {
          expression: ALIVE,
          frameId: stop.topFrameId,
        });
        const { threads } = await this.#session.request('threads');
        const count = threads.length - 1;
        if (Number(result) >= 0 && Number(result) !== count && !this.#hasTasks) {
          throw new Violation(`greenlet knows ${result} that have begun, the debugger ${count}`);
        }
        return true;
      }
      case 'variables': {
        const { scopes } = await this.#session.request('scopes', { frameId: stop.topFrameId });
        for (const { variablesReference } of scopes) {
          await this.#session.request('variables', { variablesReference });
        }
        return true;
      }
      default:
        return false;
    }
  }

  async #break({ place, how }: Action): Promise<void> {
    const lines = linesOf(this.#trace);
    const chosen = lines[place % lines.length];
    if (chosen === undefined) return;
    const { file, line, hasNumber } = chosen;
    const kind = hasNumber ? how % 6 : how % 2 === 0 ? 0 : 3;
    const others = this.#breakpoints.filter(each => each.file !== file || each.line !== line);
    const id = ++this.#lastBreakpoint;
    const count = 1 + (place % 3);
    const operator = (['==', '>=', '%'] as const)[how % 3] ?? '==';
    const wanted: WantedBreakpoint = {
      id,
      file,
      line,
      ...(kind === 2 ? { condition: { modulus: 2, remainder: place % 2 } } : {}),
      ...(kind === 3 ? { hits: { operator, count } } : {}),
      ...(kind === 4 ? { log: `log ${id} ` } : {}),
    };
    const same = this.#breakpoints.find(each => isDeepStrictEqual({ ...each, id }, wanted));
    this.#breakpoints = [...others, same ?? wanted];
    await this.#setBreakpoints(file);
  }

  async #clear(): Promise<void> {
    const files = new Set(this.#breakpoints.map(({ file }) => file));
    this.#breakpoints = [];
    for (const file of files) await this.#setBreakpoints(file);
  }

  async #setBreakpoints(file: string): Promise<void> {
    // All of a file are sent again, and those that are as they were go on counting.
    const wanted = this.#breakpoints.filter(each => each.file === file);
    const breakpoints = wanted.map(({ line, condition, hits, log }) => ({
      line,
      ...(condition && { condition: `n % ${condition.modulus} == ${condition.remainder}` }),
      ...(hits && { hitCondition: `${hits.operator} ${hits.count}` }),
      ...(log && { logMessage: `${log}{n}` }),
    }));
    this.#say(`breakpoints in ${file}: ${JSON.stringify(breakpoints)}`);
    const body: DebugProtocol.SetBreakpointsResponse['body'] = await this.#session.request(
      'setBreakpoints',
      { source: { path: path.join(this.#folder, file) }, breakpoints },
    );
    body.breakpoints.forEach(({ line, verified, message }, index) => {
      if (!verified || line !== wanted[index]?.line) {
        throw new Violation(
          `a breakpoint on line ${wanted[index]?.line}, which runs, is ` +
            `${verified ? 'set' : 'not set'} on line ${line} (${message})`,
        );
      }
    });
  }

  async #go(action: Action | undefined, { threadId }: Stop): Promise<void> {
    const kind = action?.kind as StepKind | 'continue' | undefined;
    const step = kind === 'over' || kind === 'in' || kind === 'out' ? kind : undefined;
    this.#say(`> ${kind ?? 'continue'}`);
    this.#predict(step);
    const command = step === undefined ? 'continue' : COMMANDS[step];
    await this.#session.request(command, { threadId });
  }

  #mayEnd: readonly (readonly string[])[] = [];

  #predict(step: StepKind | undefined): void {
    const all = this.#positions.map(each => predict(this.#trace, each, this.#breakpoints, step));
    this.#positions = all.flatMap(({ stops }) => stops);
    this.#mayEnd = all.flatMap(({ ends }) => ends);
  }

  /** Waits until the program stands still, and judges that; undefined at its end. */
  async #stopOrEnd(): Promise<Stop | undefined> {
    const { event, body } = await this.#session.client.eventOf('stopped', 'terminated');
    if (event === 'terminated') {
      this.#judgeEnd();
      return undefined;
    }
    const { stackFrames } = await this.#session.request('stackTrace', { threadId: body.threadId });
    const frames = ownFrames(stackFrames, this.#folder);
    const stop: Stop = {
      threadId: body.threadId,
      reason: body.reason,
      stack: frames.map(({ name, source, line }) => ({
        name,
        file: path.basename(source?.path ?? ''),
        line,
      })),
      topFrameId: frames[0]?.id ?? 0,
    };
    this.#say(`stopped (${stop.reason}) in thread ${stop.threadId} at ${showStack(stop.stack)}`);
    this.#judgeStop(stop);
    return stop;
  }

  #judgeStop(stop: Stop): void {
    const expected = this.#positions;
    const possible = expected.filter(each => this.#fits(each, stop));
    if (possible.length === 0) {
      throw new Violation(
        [
          'the program stopped where it may not; it may stop at',
          ...expected.map(each => `  ${this.#showPosition(each)}`),
          ...(this.#mayEnd.length > 0 ? ['  its end'] : []),
        ].join('\n'),
      );
    }
    this.#positions = possible;
    const contexts = new Set(possible.map(({ context }) => context));
    const [context] = contexts;
    if (contexts.size === 1 && context !== undefined) this.#threads.set(context, stop.threadId);
  }

  #fits({ index, context, logged }: Position, { threadId, stack }: Stop): boolean {
    const known = this.#threads.get(context);
    if (known === undefined ? [...this.#threads.values()].includes(threadId) : known !== threadId)
      return false;
    if (logged.join('\n') !== this.#session.logged.join('\n')) return false;
    const own = this.#trace.stackAt(index, context);
    return showStack(own) === showStack(stack);
  }

  #showPosition({ index, context, breakpoints, beginsLine, logged }: Position): string {
    const where = showStack(this.#trace.stackAt(index, context));
    const thread = this.#threads.get(context) ?? '(new)';
    const log = logged.slice(-1).map(text => `, logged ${text}`);
    return `${where} in thread ${thread}, ${beginsLine ? `line begins, breakpoints ${breakpoints}` : 'within the line'} (event ${index})${log}`;
  }

  #judgeEnd(): void {
    this.#say(`ended with code ${this.#session.exitCode}`);
    if (this.#mayEnd.length === 0) {
      const places = this.#positions.map(each => `  ${this.#showPosition(each)}`);
      throw new Violation(['the program ran to its end; it should stop at', ...places].join('\n'));
    }
    const logged = this.#session.logged.join('\n');
    if (!this.#mayEnd.some(each => each.join('\n') === logged)) {
      throw new Violation(`logged\n${logged}\ninstead of\n${this.#mayEnd[0]?.join('\n')}`);
    }
    if (this.#session.exitCode !== this.#truth.code) {
      throw new Violation(
        `exit code ${this.#session.exitCode}, without debugger ${this.#truth.code}`,
      );
    }
    if (this.#session.stdout !== this.#truth.stdout) {
      throw new Violation(
        `printed\n${this.#session.stdout}without debugger\n${this.#truth.stdout}`,
      );
    }
  }

  #say(line: string): void {
    this.story.push(line);
  }
}

/** The frames of the user's code, without labels. */
function ownFrames(frames: readonly DebugProtocol.StackFrame[], folder: string) {
  const label = frames.findIndex(({ presentationHint }) => presentationHint === 'label');
  return (label < 0 ? frames : frames.slice(0, label)).filter(
    ({ source }) => source?.path?.startsWith(`${folder}/`) === true,
  );
}

function showStack(stack: readonly ShownFrame[]): string {
  return stack.map(({ name, file, line }) => `${name} ${file}:${line}`).join(' < ');
}

interface CodeLine {
  readonly file: string;
  readonly line: number;
  /** Whether `n` is a number whenever the line begins. */
  readonly hasNumber: boolean;
}

/** The lines of functions that run, in the order in which they first do. */
function linesOf(trace: Trace): CodeLine[] {
  const lines = new Map<string, CodeLine>();
  const inFunctions = new Set<string>();
  for (const event of trace.events) {
    if (event.kind !== 'line') continue;
    const file = trace.fileOf(event.frame);
    const { line, n } = event;
    const key = `${file}:${line}`;
    // A function of one line shares it with what makes it.
    if (trace.nameOf(event.frame) !== '<module>') inFunctions.add(key);
    const before = lines.get(key)?.hasNumber ?? true;
    lines.set(key, { file, line, hasNumber: before && n !== null });
  }
  return [...lines].filter(([key]) => inFunctions.has(key)).map(([, line]) => line);
}
