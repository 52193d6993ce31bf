/** One thing that the code of a program did, as the oracle has written it down. */
export type TraceEvent =
  | {
      readonly kind: 'call';
      readonly context: number;
      readonly frame: number;
      readonly file: string;
      readonly firstLine: number;
      readonly name: string;
      /** The nearest outer frame of the user's; 0 when there is none. */
      readonly caller: number;
      readonly isDirect: boolean;
      /** The offset of the caller's instruction that makes the call. */
      readonly offset: number;
      /** Whether the frame, a generator's, only goes on. */
      readonly goesOn: boolean;
      readonly isCoroutine: boolean;
      /** Whether an exception only passes the frame, on the way to what it awaits. */
      readonly isPassed: boolean;
    }
  | {
      readonly kind: 'line';
      readonly context: number;
      readonly frame: number;
      readonly line: number;
      /** The value of `n`, where that is a number. */
      readonly n: number | null;
    }
  | {
      readonly kind: 'return';
      readonly context: number;
      readonly frame: number;
      readonly isException: boolean;
      /** Whether the frame, a generator's, will go on. */
      readonly rests: boolean;
    }
  | {
      readonly kind: 'switch';
      readonly context: number;
      readonly from: number;
      /** Whether control arrives in the user's code, and not in a library that it has called. */
      readonly isDirect: boolean;
    };

/** A frame as a person sees it. */
export interface ShownFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

interface FrameState {
  readonly frame: number;
  readonly name: string;
  readonly file: string;
  line: number;
}

/** All that the user's code of one run did, in order. */
export class Trace {
  readonly events: readonly TraceEvent[];
  /** For each event, the stacks of all continuations after it, innermost frame last. */
  readonly #stacks: ReadonlyMap<number, readonly FrameState[]>[] = [];
  readonly #fileOf = new Map<number, string>();
  readonly #nameOf = new Map<number, string>();

  constructor(events: readonly TraceEvent[]) {
    this.events = events;
    let stacks = new Map<number, readonly FrameState[]>();
    const resting = new Map<number, FrameState>();
    for (const event of events) {
      if (event.kind !== 'switch') {
        stacks = new Map(stacks);
        const stack = [...(stacks.get(event.context) ?? [])];
        const top = stack.at(-1);
        if (event.kind === 'call') {
          this.#fileOf.set(event.frame, event.file);
          this.#nameOf.set(event.frame, event.name);
          const rested = event.goesOn ? resting.get(event.frame) : undefined;
          stack.push(rested ?? { ...event, line: event.firstLine });
        } else if (top === undefined || top.frame !== event.frame) {
          throw new Error(`frame ${event.frame} is not on top: ${JSON.stringify(event)}`);
        } else if (event.kind === 'line') {
          stack.splice(-1, 1, { ...top, line: event.line });
        } else {
          if (event.rests) resting.set(event.frame, top);
          stack.pop();
        }
        stacks.set(event.context, stack);
      }
      this.#stacks.push(stacks);
    }
  }

  /** The stack of a continuation after an event, innermost frame first. */
  stackAt(index: number, context: number): readonly ShownFrame[] {
    return [...this.#stackAt(index, context)].reverse();
  }

  /** The innermost frame of the user's of a continuation after an event; 0 if it has none. */
  topAt(index: number, context: number): number {
    return this.#stackAt(index, context).at(-1)?.frame ?? 0;
  }

  /** Whether a frame is on a continuation's stack after an event. */
  isOnStack(index: number, context: number, frame: number): boolean {
    return this.#stackAt(index, context).some(each => each.frame === frame);
  }

  /** Whether a continuation is a thread's first, which nothing has switched to at first. */
  isFirstOfThread(context: number): boolean {
    const first = this.events.find(
      event => event.context === context || (event.kind === 'switch' && event.from === context),
    );
    return first?.kind !== 'switch' || first.from === context;
  }

  /** The names of all files whose code has run. */
  get files(): ReadonlySet<string> {
    return new Set(this.#fileOf.values());
  }

  nameOf(frame: number): string {
    return this.#nameOf.get(frame) ?? '?';
  }

  fileOf(frame: number): string {
    return this.#fileOf.get(frame) ?? '?';
  }

  #stackAt(index: number, context: number): readonly FrameState[] {
    return this.#stacks[index]?.get(context) ?? [];
  }
}

/** Reads what the oracle's tracer has written. @throws Error for what it would not write. */
// biome-ignore lint/suspicious/noExplicitAny: lists whose elements depend on the first
export function parseTrace(rows: readonly any[][]): Trace {
  return new Trace(rows.map(parseEvent));
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function parseEvent([kind, context, frame, ...rest]: any[]): TraceEvent {
  switch (kind) {
    case 'call': {
      const [file, firstLine, name, caller, isDirect, offset, goesOn, isCoroutine, isPassed] = rest;
      const how = { caller, isDirect, offset, goesOn, isCoroutine, isPassed };
      return { kind, context, frame, file, firstLine, name, ...how };
    }
    case 'line':
      return { kind, context, frame, line: rest[0], n: rest[1] };
    case 'return':
      return { kind, context, frame, isException: rest[0], rests: rest[1] };
    case 'switch':
      return { kind, context, from: frame, isDirect: rest[0] };
    default:
      throw new Error(`the tracer wrote an event of the kind ${kind}`);
  }
}
