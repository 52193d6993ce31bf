import { isLineBegin, lineOf } from './codeTable.ts';
import { NO_LINE } from './lineTable.ts';
import type { Arrival, Granularity, StepTarget } from './moments.ts';
import type { Place, Surroundings } from './place.ts';

/**
 * A step forward: it belongs to a frame, and others run freely meanwhile. Where that ends, it goes to its caller,
 * and where it has none, to the line that its thread runs next.
 */
export class StepJourney {
  readonly #around: Surroundings;
  readonly #kind: StepTarget['kind'];
  readonly #granularity: Granularity;
  readonly #thread: number;
  /** The addresses of the instructions that make the only call to go into. */
  readonly #call: readonly number[] | undefined;
  #frame: number;
  #caller: number;
  /** Whether the frame waits for others, by whom it will be resumed. */
  #isSuspended = false;
  /** Whether the frame has ended that had no caller, or one of a library's. */
  #isAdrift = false;
  /** The position at which the frame raised an exception last. */
  #raised: number | undefined;

  constructor(around: Surroundings, { kind, from, granularity = 'line', call }: StepTarget) {
    this.#around = around;
    this.#kind = kind;
    this.#granularity = granularity;
    this.#thread = from.thread;
    const { begin } = around.memory.instructions(from.code);
    this.#call = call?.map(unit => begin + 2 * unit);
    this.#frame = from.frame;
    this.#caller = from.caller;
    this.#isAdrift = this.#frame === 0;
    // It may stand where an exception comes out of the frame's instruction, and is told no more of that.
    if (!Number.isInteger(from.position)) this.#raised = from.position;
    const { memory } = around;
    this.#note(memory.codeOf(from.frame) ?? 0, memory.instructionOf(from.frame));
    this.#watch();
  }

  /** @returns whether the step ends where an instruction begins. */
  onInstruction(place: Place): boolean {
    const { frame, code, unit, before, thread } = place;
    const { memory } = this.#around;
    const begins = isLineBegin(code, unit, before);
    if (frame === this.#frame && !this.#isAdrift) {
      this.#caller = memory.callerOf(frame);
      this.#notePlace(place);
      this.#watch();
      const ends = this.#granularity === 'instruction' ? isNext(place) : begins;
      return ends && this.#kind !== 'out';
    }
    if (this.#isAdrift) return thread === this.#thread && begins && this.#canStopIn(place);
    if (frame === this.#caller && !this.#isSuspended) return this.#arriveInCaller(place);
    const isEntered = this.#kind === 'in' && thread === this.#thread && this.#isWanted;
    return isEntered && begins && this.#canStopIn(place);
  }

  /** Whether the call that the frame makes is one to go into. */
  get #isWanted(): boolean {
    return this.#call?.includes(this.#around.memory.instructionOf(this.#frame)) ?? true;
  }

  /** Goes on from somewhere that has stopped it on the way. */
  goOn(): void {
    this.#watch();
  }

  /** An exception comes out of an instruction. */
  onRaise(frame: number): void {
    const { memory, position } = this.#around;
    if (frame === this.#frame) {
      this.#raised = position;
      this.#isAdrift ||= this.#caller === 0;
    } else if (frame === this.#caller && isPassedOn(this.#raised, position)) {
      // The frame has ended by it, and the caller may, too.
      this.#raised = position;
      this.#frame = frame;
      this.#caller = memory.callerOf(frame);
      this.#isAdrift = this.#caller === 0;
    }
    this.#watch();
  }

  /** Where code that the user does not want to see has called the frame, that decides what runs next. */
  #arriveInCaller(place: Place): boolean {
    if (this.#canStopIn(place)) {
      // What handles an exception begins with what is on no line.
      return lineOf(place.code, place.unit) !== NO_LINE;
    }
    this.#isAdrift = true;
    this.#watch();
    return false;
  }

  /** The frame is at an instruction; one that suspends it makes the next the present one, too. */
  #notePlace({ code, unit, before }: Place): void {
    const { begin, address } = code;
    const [instruction, previous] = [begin + 2 * unit, begin + 2 * (before ?? unit)];
    const isLeft = before === unit - 1 && this.#around.memory.isYield(previous);
    this.#note(address, isLeft ? previous : instruction);
  }

  #note(code: number, instruction: number): void {
    const { memory } = this.#around;
    this.#isSuspended = memory.isYield(instruction) && memory.isAwaiting(code);
    if (memory.isReturn(instruction) && this.#caller === 0) this.#isAdrift = true;
  }

  #canStopIn({ code }: Place): boolean {
    return this.#around.isSteppable(code.path);
  }

  #watch(): void {
    if (this.#isAdrift) this.#around.watchLines(true);
    this.#around.watchFrames(this.#frame, this.#caller);
  }
}

/** Whether an instruction is not the one before it, in a form that the interpreter has put in its place meanwhile. */
function isNext({ unit, before }: Place): boolean {
  return unit !== before;
}

/**
 * Whether an exception that comes out of a frame at a position is the one that came out of the frame
 * that it has called: the interpreter notes where the caller is, at most, before it goes on there.
 */
export function isPassedOn(raised: number | undefined, position: number): boolean {
  return raised !== undefined && position - raised <= 1;
}

/**
 * The way of a step back: the lines or instructions that began in the frame of a moment before that, as far as it was
 * running, and the one of its caller from which it was called.
 */
export class BackwardSteps {
  readonly #frame: number;
  readonly #caller: number;
  readonly #granularity: Granularity;
  /** Whether the frame has begun on the way. */
  hasBegun = false;

  constructor(around: Surroundings, { from: { frame, caller }, granularity = 'line' }: StepTarget) {
    this.#frame = frame;
    this.#caller = caller;
    this.#granularity = granularity;
    around.watchFrames(frame, caller);
  }

  /**
   * @returns what becomes of what was found before an instruction: it is added, or it is forgotten, as it was of another
   *   frame that had the same place in memory.
   */
  onInstruction(place: Place): 'add' | 'begin' | undefined {
    const { frame, code, unit, before } = place;
    const begins =
      this.#granularity === 'instruction' ? isNext(place) : isLineBegin(code, unit, before);
    if (frame === this.#frame) {
      if (unit === code.body - 1) {
        this.hasBegun = true;
        return 'begin';
      }
      return begins ? 'add' : undefined;
    }
    return frame === this.#caller && begins ? 'add' : undefined;
  }
}

/**
 * What remains of places to which a step back could lead when the frame begins that they are before: its call is the
 * last of them. Others had the frame's place in memory before, which are none of its own.
 */
export function callOf(frame: number, places: readonly Arrival[]): Arrival[] {
  return places.filter(({ moment }) => moment.frame !== frame).slice(-1);
}
