import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StackFrame, StackPages } from '../../protocol/program.ts';
import type { Debuggee } from '../program/debuggee.ts';

/** A page of a continuation's stack, as a client asks for it. */
export interface StackPage {
  readonly start: number;
  /** 0 means all frames that follow. */
  readonly count: number;
  readonly format?: DebugProtocol.StackFrameFormat | undefined;
}

/** What is on such a page. */
export interface Stack<Frame> {
  /** Without their ids. */
  readonly frames: readonly Frame[];
  /** The id of the first frame; each of the others has the next number. */
  readonly first: number;
  readonly total: number;
}

/** How many times as many continuations as before are asked for at once, and how many at most. */
const GROWTH = 4;
const MOST_AT_ONCE = 512;

/**
 * The stacks of the continuations while nothing changes. Each would be a round trip to the
 * agent; but a client that asks for one after the other will go on, so that the agent tells
 * of others with each, more and more, and is asked for the next ones while the client reads
 * these. A client that asks for one stack gets one made, and one that asks for a thousand waits
 * for a few of seven answers.
 *
 * @typeParam Frame what frames are described as, once for equal ones of many stacks.
 */
export class Stacks<Frame> {
  readonly #describe: (frame: StackFrame) => Frame;
  /** The continuations in the order in which a client will ask for them. */
  readonly #order: () => readonly number[];
  #debuggee: Debuggee | undefined;
  #age = -1;
  /** By the kind of page, then by context; what an answer does not hold is undefined. */
  readonly #known = new Map<string, Map<number, Promise<Stack<Frame> | undefined>>>();
  #atOnce = 1;
  /** Those that were asked for last and that no client has wanted yet. */
  #ahead: ReadonlySet<number> = new Set();

  constructor(describe: (frame: StackFrame) => Frame, order: () => readonly number[]) {
    this.#describe = describe;
    this.#order = order;
  }

  /** A page of the stack of a continuation. @throws DebugError when that has ended. */
  async read(debuggee: Debuggee, context: number, page: StackPage): Promise<Stack<Frame>> {
    this.#forgetOld(debuggee);
    const known = this.#of(page);
    // A client may ask for the next one before it has its answer.
    for (let told = known.get(context); told !== undefined; told = known.get(context)) {
      if (this.#ahead.has(context)) this.#askAhead(debuggee, context, page, known);
      const stack = await told;
      if (stack !== undefined) return stack;
    }
    const others = this.#next(context, page, known);
    const stacks = await this.#ask(debuggee, [context, ...others], page, known);
    return stacks.get(context) as Stack<Frame>;
  }

  /** Has the agent make the next stacks while the client reads those before them. */
  #askAhead(
    debuggee: Debuggee,
    context: number,
    page: StackPage,
    known: Map<number, Promise<Stack<Frame> | undefined>>,
  ): void {
    const contexts = this.#next(context, page, known);
    this.#ahead = new Set();
    // Whoever wants one of those that were not told asks for it again.
    if (contexts.length > 0) this.#ask(debuggee, contexts, page, known).catch(() => {});
  }

  /** @param contexts one that a client wants, or will want first, and others that it will want. */
  #ask(
    debuggee: Debuggee,
    contexts: readonly number[],
    { start, count, format }: StackPage,
    known: Map<number, Promise<Stack<Frame> | undefined>>,
  ): Promise<ReadonlyMap<number, Stack<Frame>>> {
    this.#ahead = new Set(contexts.slice(1));
    this.#atOnce = Math.min(GROWTH * this.#atOnce, MOST_AT_ONCE);
    const answer = debuggee
      .inspect('stacks', { contexts, start, count, format: format && nameFormat(format) })
      .then(pages => this.#unpack(pages))
      .catch((error: unknown) => {
        for (const one of contexts) known.delete(one);
        throw error;
      });
    for (const one of contexts) {
      const stack = answer.then(
        stacks => {
          if (!stacks.has(one)) known.delete(one);
          return stacks.get(one);
        },
        () => undefined,
      );
      known.set(one, stack);
    }
    return answer;
  }

  #forgetOld(debuggee: Debuggee): void {
    if (this.#debuggee === debuggee && this.#age === debuggee.age) return;
    this.#debuggee = debuggee;
    this.#age = debuggee.age;
    this.#known.clear();
    this.#ahead = new Set();
    this.#atOnce = 1;
  }

  #of(page: StackPage): Map<number, Promise<Stack<Frame> | undefined>> {
    const key = JSON.stringify(page);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = new Map();
      this.#known.set(key, known);
    }
    return known;
  }

  /** Whose stacks the client will ask for after that of a continuation. */
  #next(context: number, { format }: StackPage, known: ReadonlyMap<number, unknown>): number[] {
    // Names with values in them run code of the program's, which nobody asked for.
    if (this.#atOnce === 1 || format?.parameterValues) return [];
    const order = this.#order();
    const after = order.indexOf(context) + 1;
    return [...order.slice(after), ...order.slice(0, after)]
      .filter(one => one !== context && !known.has(one))
      .slice(0, this.#atOnce - 1);
  }

  #unpack({ frames, stacks }: StackPages): Map<number, Stack<Frame>> {
    const described = frames.map(this.#describe);
    return new Map(
      stacks.map(({ context, first, frames: indices, total }) => [
        context,
        { frames: indices.map(index => described[index] as Frame), first, total },
      ]),
    );
  }
}

/** The wishes of a client that are wishes for the frames' names. */
function nameFormat(format: DebugProtocol.StackFrameFormat): Record<string, boolean> {
  const { parameters, parameterNames, parameterTypes, parameterValues, line, module } = format;
  const wishes = { parameters, parameterNames, parameterTypes, parameterValues, line, module };
  return Object.fromEntries(
    Object.entries(wishes).map(([name, isWanted]) => [name, isWanted === true]),
  );
}
