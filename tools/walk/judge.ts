/**
 * What a debugger may do: where a program that stands at a place of its trace stops next.
 *
 * - A breakpoint stops at each line that begins, by its condition and count of hits.
 * - Step Over ends at the next line of its frame; Step In at the next line of the user's whatever
 *   its frame, in a continuation that the code switches to as well; Step Out does not end in its
 *   frame. A frame that is left gives the step to its caller, in the middle of the line that called,
 *   or, where an exception leaves it, at the line that deals with that. A continuation that dies
 *   gives it to the one where control goes.
 * - A coroutine that awaits rests, and keeps its step. Where a task ends, or while Step In waits for
 *   what its task awaits, any line of any task will do: which, the trace cannot tell.
 * - A breakpoint elsewhere lets the step of another continuation go on.
 */
import type { Trace, TraceEvent } from './trace.ts';

export type StepKind = 'over' | 'in' | 'out';

/** A breakpoint, and what it wants. */
export interface WantedBreakpoint {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** Of a condition `n % modulus == remainder`. */
  readonly condition?: { readonly modulus: number; readonly remainder: number };
  readonly hits?: { readonly operator: '==' | '>=' | '%'; readonly count: number };
  /** The text before the value of `n`, of a log point. */
  readonly log?: string;
}

/** A step under way. */
interface Step {
  readonly kind: StepKind;
  /** The continuation whose turn it waits for. */
  context: number;
  /** The frame that it waits in; 0 when there is none. */
  frame: number;
  /**
   * `inside` the frame; `after` it has been left for `frame`, by the call at `offset`; `dying`: the
   * continuation has no code of the user's any more; `anywhere`: whatever of the user's runs;
   * `awaited`: the frame was a task's, and an event loop decides who goes on.
   */
  state: 'inside' | 'after' | 'dying' | 'anywhere' | 'awaited';
  offset: number;
  /** The frame that runs the event loop which has run the task; 0 while there is none. */
  runner: number;
  /** Whether the frame, a coroutine's, rests while it awaits something. */
  rests: boolean;
}

/** Where a program may stand, and what is under way there. */
export interface Position {
  /** Of the last event. */
  readonly index: number;
  readonly context: number;
  readonly frame: number;
  /** Whether it is where a line begins, or in the middle of one. */
  readonly beginsLine: boolean;
  readonly breakpoints: readonly number[];
  readonly steps: readonly Readonly<Step>[];
  /** How often each breakpoint has been hit. */
  readonly hits: ReadonlyMap<number, number>;
  /** What the log points have written. */
  readonly logged: readonly string[];
}

/** What may happen next. */
export interface Prediction {
  readonly stops: readonly Position[];
  /** Whether the program may come to its end, and what will have been logged then. */
  readonly ends: readonly (readonly string[])[];
}

/** Where a program stands before it begins. */
export const BEGINNING: Position = {
  index: -1,
  context: 1,
  frame: 0,
  beginsLine: false,
  breakpoints: [],
  steps: [],
  hits: new Map(),
  logged: [],
};

/** Where the program may stop after it has stood at a position, and has been let go. */
export function predict(
  trace: Trace,
  position: Position,
  breakpoints: readonly WantedBreakpoint[],
  step?: StepKind,
): Prediction {
  return new Run(trace, position, breakpoints, step).go();
}

class Run {
  readonly #trace: Trace;
  readonly #start: Position;
  readonly #breakpoints: readonly WantedBreakpoint[];
  readonly #hits: Map<number, number>;
  /** Whether no step has to end where one may. */
  #mayMissStops = false;
  readonly #logged: string[];
  readonly #stops: Position[] = [];
  /** Frames that have begun no line since they were called or went on. */
  readonly #silent = new Set<number>();
  #steps: Step[];
  #index = 0;

  constructor(
    trace: Trace,
    start: Position,
    breakpoints: readonly WantedBreakpoint[],
    kind: StepKind | undefined,
  ) {
    this.#trace = trace;
    this.#start = start;
    this.#breakpoints = breakpoints;
    this.#hits = new Map(start.hits);
    this.#logged = [...start.logged];
    this.#steps = start.steps
      .filter(step => step.context !== start.context)
      .map(step => ({ ...step }));
    if (kind === undefined) return;
    const { context, frame } = start;
    const begun = { state: 'inside', offset: -1, runner: 0, rests: false } as const;
    this.#steps.push({ kind, context, frame, ...begun });
  }

  go(): Prediction {
    const { events } = this.#trace;
    for (this.#index = this.#start.index + 1; this.#index < events.length; this.#index++) {
      if (this.#take(events[this.#index] as TraceEvent)) return { stops: this.#stops, ends: [] };
    }
    // A step that has somewhere to end ends there, unless it need not.
    const mustStop = this.#stops.length > 0 && !this.#mayMissStops;
    return { stops: this.#stops, ends: mustStop ? [] : [this.#logged] };
  }

  /** @returns whether the program stops no later than at this event. */
  #take(event: TraceEvent): boolean {
    if (event.kind === 'call') this.#silent.add(event.frame);
    if (event.kind === 'line') {
      this.#silent.delete(event.frame);
      const hit = this.#breakpointsAt(event.frame, event.line, event.n);
      const inContext = this.#steps.filter(({ context }) => context === event.context);
      const ending = inContext.filter(step => this.#endsAt(step, event.frame));
      if (ending.length === 0 && inContext.some(step => mayEndInTask(step))) {
        this.#offer(event.context, event.frame, true, hit, inContext);
      }
      if (hit.length === 0 && ending.length === 0) return false;
      this.#offer(event.context, event.frame, true, hit, ending);
      return true;
    }
    return this.#steps.some(step => this.#follow(step, event));
  }

  /** @returns whether the step must have ended before. */
  #follow(step: Step, event: TraceEvent): boolean {
    switch (event.kind) {
      case 'call':
        if (step.frame === event.frame) step.rests = false;
        if (step.state === 'awaited' && event.isCoroutine && event.goesOn && !event.isPassed) {
          this.#offer(event.context, event.frame, false, [], [step]);
        }
        return (
          step.state === 'after' &&
          step.kind !== 'in' &&
          event.caller === step.frame &&
          event.offset !== step.offset &&
          step.offset >= 0
        );
      case 'switch':
        this.#followSwitch(step, event);
        return false;
      case 'return':
        return this.#followReturn(step, event);
      default:
        return false;
    }
  }

  #followSwitch(
    step: Step,
    { context: to, from, isDirect }: TraceEvent & { kind: 'switch' },
  ): void {
    if (step.context === from && step.kind === 'in') step.context = to;
    const isDying = step.state === 'dying' && (step.context === from || step.context === to);
    const frame = this.#trace.topAt(this.#index, to);
    if (!isDying && step.state !== 'anywhere') {
      // A library's continuation may have come back without running anything of the user's; and
      // what control comes to may be a library's call, which ends in the middle of a line.
      const comesBack = frame === step.frame || (frame !== 0 && !isDirect && step.context === to);
      if (step.kind === 'in' && comesBack) {
        this.#offer(to, frame, false, [], [step]);
        this.#mayMissStops = true;
      }
      return;
    }
    step.context = to;
    step.frame = frame;
    if (frame === 0) {
      step.state = 'anywhere';
      return;
    }
    this.#offer(to, frame, false, [], [step]);
    // What a library has called is for it to go on from: it may end the next one.
    if (isDying) step.state = isDirect ? 'after' : 'anywhere';
    step.offset = -1;
  }

  #followReturn(step: Step, event: TraceEvent & { kind: 'return' }): boolean {
    const { context, frame, isException } = event;
    const caller = this.#trace.topAt(this.#index, context);
    if (step.state === 'awaited' && step.runner === frame && !isException) {
      // The task's exception was nobody's: the loop has come to its end, and its line goes on.
      this.#offer(context, frame, false, [], [step], this.#index - 1);
    }
    const isAwaiting = event.rests && this.#callOf(frame)?.isCoroutine === true;
    if (step.frame === frame && isAwaiting && step.state === 'inside') {
      step.rests = true;
    } else if (step.frame === frame && step.state !== 'dying') {
      if (step.state === 'after' && !isException && step.offset >= 0) return true;
      this.#leave(step, event, caller);
    } else if (
      step.state === 'after' &&
      caller === step.frame &&
      this.#callOf(frame)?.offset === step.offset
    ) {
      this.#offer(context, caller, false, [], [step]);
    } else if (
      step.kind === 'in' &&
      this.#silent.has(frame) &&
      this.#callOf(frame)?.isDirect &&
      context === step.context
    ) {
      this.#offer(context, caller, false, [], [step]);
    }
    return false;
  }

  /** The frame that a step was in has ended, or rests. */
  #leave(
    step: Step,
    { context, frame, isException }: TraceEvent & { kind: 'return' },
    caller: number,
  ) {
    const call = this.#callOf(frame);
    step.frame = caller;
    if (call?.isCoroutine && !call.isDirect) {
      // Of the loop's first task it is who runs the loop; an exception goes on to who handles it.
      if (caller !== 0 && !isException) this.#offer(context, caller, false, [], [step]);
      step.state = 'awaited';
      step.frame = 0;
      step.runner = caller;
    } else if (caller === 0) {
      step.state = this.#trace.isFirstOfThread(context) ? 'anywhere' : 'dying';
      step.context = context;
    } else if (isException && call?.isDirect) {
      // Whoever wants out is out, and ends at what deals with it.
      step.state = step.kind === 'out' ? 'after' : 'inside';
      step.offset = -1;
    } else {
      // A library that has called the frame may call more before its caller goes on.
      step.state = call?.isDirect || step.kind === 'out' ? 'after' : 'anywhere';
      step.offset = call?.isDirect ? call.offset : -1;
      this.#offer(context, caller, false, [], [step]);
    }
  }

  #endsAt({ kind, state, frame, rests, context }: Readonly<Step>, at: number): boolean {
    if (state === 'awaited') return false;
    // A library may call more, even when nothing of the user's is left.
    if (state === 'anywhere' || state === 'dying') return true;
    if (kind === 'in') return !rests || this.#trace.isOnStack(this.#index, context, frame);
    if (frame !== at) return false;
    return kind === 'over' || state !== 'inside';
  }

  /** How the frame was called, or let go on, last. */
  #callOf(frame: number): (TraceEvent & { kind: 'call' }) | undefined {
    for (let index = this.#index; index >= 0; index--) {
      const event = this.#trace.events[index];
      if (event?.kind === 'call' && event.frame === frame) return event;
    }
    return undefined;
  }

  #offer(
    context: number,
    frame: number,
    beginsLine: boolean,
    breakpoints: readonly number[],
    ending: readonly Step[],
    index = this.#index,
  ): void {
    const steps = this.#steps
      .filter(step => !ending.includes(step) && step.context !== context)
      .map(step => ({ ...step }));
    this.#stops.push({
      index,
      context,
      frame,
      beginsLine,
      breakpoints,
      steps,
      hits: new Map(this.#hits),
      logged: [...this.#logged],
    });
  }

  #breakpointsAt(frame: number, line: number, n: number | null): number[] {
    const file = this.#trace.fileOf(frame);
    return this.#breakpoints
      .filter(each => each.file === file && each.line === line)
      .filter(each => this.#isHit(each, n))
      .map(({ id }) => id);
  }

  #isHit({ id, condition, hits, log }: WantedBreakpoint, n: number | null): boolean {
    // A condition that cannot be judged stops.
    if (condition !== undefined && n !== null) {
      const { modulus, remainder } = condition;
      if (((n % modulus) + modulus) % modulus !== remainder) return false;
    }
    const count = (this.#hits.get(id) ?? 0) + 1;
    this.#hits.set(id, count);
    if (hits !== undefined && !holds(hits.operator, count, hits.count)) return false;
    if (log !== undefined) {
      this.#logged.push(`${log}${n}`);
      return false;
    }
    return true;
  }
}

/** Whether a step may end wherever a task goes on: which, is the event loop's to decide. */
function mayEndInTask({ kind, state, rests }: Readonly<Step>): boolean {
  return state === 'awaited' || (kind === 'in' && rests);
}

function holds(operator: '==' | '>=' | '%', count: number, wanted: number): boolean {
  if (operator === '==') return count === wanted;
  return operator === '>=' ? count >= wanted : count % wanted === 0;
}
