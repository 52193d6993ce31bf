import { MAIN_CONTEXT } from '../contexts.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import { isLineBegin, type WatchedCode } from './codeTable.ts';
import type { Marks } from './marks.ts';
import type {
  Arrival,
  ArrivalKind,
  Continuation,
  Passing,
  Raise,
  Survey,
  Targets,
} from './moments.ts';
import { momentOf, type Place, type Surroundings } from './place.ts';
import { BackwardSteps, callOf, isPassedOn, StepJourney } from './stepJourney.ts';

/** Where a journey leads. */
export interface JourneyPlan {
  readonly targets: Targets;
  /** The position at which it ends in any case. */
  readonly limit: number;
  /**
   * How many of the arrivals on the way to the limit are wanted, the last ones: it goes past them then, and its step is
   * one back from there; 0 to end at the first of them.
   */
  readonly surveyed?: number | undefined;
}

/** A replay's way from where it stands to where it will stand next. */
export class Journey {
  readonly #around: Surroundings;
  #plan: JourneyPlan;
  #marks: Marks;
  readonly #step: StepJourney | undefined;
  readonly #back: BackwardSteps | undefined;
  readonly #passed: Arrival[] = [];
  /** The code whose first line is waited for. */
  #entry: WatchedCode | undefined;
  /** Where control was before it passed to another continuation, whose first line is waited for. */
  #left: Continuation | undefined;
  /** How control has passed to where it is by now. */
  #passing: Passing | undefined;
  #lastRaise: number | undefined;
  /** Where what came out of an instruction of a frame last was raised, by the frame. */
  readonly #raises = new Map<number, Raise>();
  /** Where the exception was raised that was told of last, and at which position that was. */
  #onItsWay: { readonly raised: Raise; readonly latest: number } | undefined;

  /** @param frame in which it begins. */
  constructor(around: Surroundings, plan: JourneyPlan, marks: Marks, frame: number) {
    this.#around = around;
    this.#plan = plan;
    this.#marks = marks;
    // It may stand where an exception is raised, which passes on to callers from there.
    this.#lastRaise = Number.isInteger(around.position) ? undefined : around.position;
    if (this.#lastRaise !== undefined) this.#noteRaise(frame);
    const { step } = plan.targets;
    around.watchFrames(0, 0);
    this.#watch();
    if (step === undefined) return;
    if (plan.surveyed === undefined) this.#step = new StepJourney(around, step);
    else this.#back = new BackwardSteps(around, step);
  }

  /** Goes on from where it has come to, perhaps to other targets; the step under way is the same. */
  goOn(plan: JourneyPlan, marks: Marks): void {
    this.#plan = plan;
    this.#marks = marks;
    this.#entry = undefined;
    this.#left = undefined;
    this.#watch();
    this.#step?.goOn();
  }

  /** Has be told of what its targets need, besides its step. */
  #watch(): void {
    const { changes = [], unwinds = false } = this.#plan.targets;
    this.#around.watchAll(false);
    this.#around.watchLines(this.#areLinesWanted);
    this.#around.watchWords(changes);
    if (unwinds) this.#around.watchReraises();
  }

  /** What was passed, of a journey that surveys. */
  get survey(): Survey {
    return { arrivals: this.#passed, isWhole: this.#back?.hasBegun ?? false };
  }

  /** @returns where it ends, if it does there. */
  onInstruction(place: Place, isNewCode: boolean): Arrival | undefined {
    const changed = this.#around.takeChanges();
    const isOver = this.#around.position >= this.#plan.limit;
    if (changed.length > 0 && (isOver || this.#plan.surveyed !== undefined)) {
      const arrival = this.#meet('change', place, { changed });
      if (arrival !== undefined) return arrival;
    }
    if (isOver) return this.#arrive('limit', place);
    if (this.#left !== undefined && isIn(this.#left, place)) {
      // It had nothing to wait for, or got control back before another ran.
      this.#left = undefined;
      this.#around.watchAll(false);
    }
    this.#notePassing(place, 'switch');
    const kind = this.#kindOf(place, isNewCode);
    if (changed.length > 0 && this.#plan.surveyed === undefined) {
      return this.#meet('change', place, { changed, besides: kind });
    }
    if (kind !== undefined) return this.#meet(kind, place);
    const raised = this.#raisedAgain(place);
    return raised && this.#meet('unwind', place, { raised });
  }

  /** Where an exception was raised first that an instruction raises again, if it leaves the frame there and that is looked for. */
  #raisedAgain(place: Place): Raise | undefined {
    const { code, unit, frame } = place;
    const isWanted = this.#plan.targets.unwinds ?? false;
    if (!isWanted || !this.#around.memory.isReraise(code.begin + 2 * unit)) return undefined;
    const raised = this.#raises.get(frame);
    return raised && this.#leaves(place) ? raised : undefined;
  }

  /** An exception comes out of the instruction of a place: it is raised there, or passes on to a caller. */
  onRaise(place: Place): Arrival | undefined {
    const { position } = this.#around;
    this.#notePassing(place, 'throw');
    this.#step?.onRaise(place.frame);
    const found = this.#noteRaise(place.frame);
    const isOnItsWay = isPassedOn(this.#lastRaise, position);
    if (isOnItsWay) this.#lastRaise = position;
    else if (position >= this.#plan.limit) return this.#arrive('limit', place);
    const raised = this.#leaves(place) ? found : undefined;
    // Of code that is not to be seen, the first caller counts that is.
    const isRaise = this.#plan.targets.raises && this.#around.isSteppable(place.code.path);
    if (isRaise && !isOnItsWay) {
      this.#lastRaise = position;
      return this.#meet('raise', place, { raised });
    }
    const isBefore = position < this.#plan.limit;
    return raised !== undefined && isBefore ? this.#meet('unwind', place, { raised }) : undefined;
  }

  /** @returns where the exception was raised that comes out of a frame's instruction. */
  #noteRaise(frame: number): Raise {
    const { position } = this.#around;
    const before = this.#onItsWay;
    const raised = isPassedOn(before?.latest, position) ? before?.raised : undefined;
    this.#onItsWay = { raised: raised ?? { position, frame }, latest: position };
    this.#raises.set(frame, this.#onItsWay.raised);
    return this.#onItsWay.raised;
  }

  /** Whether an exception leaves the frame of a place there, and that is looked for. */
  #leaves({ frame, code, unit }: Place): boolean {
    const { memory } = this.#around;
    if (!this.#plan.targets.unwinds || memory.handles(code.address, unit)) return false;
    const caller = memory.callerOf(frame);
    if (caller === 0) return true;
    const callers = memory.codeOf(caller);
    const isCallersOwn = callers !== undefined && this.#around.isOwn(memory.filename(callers));
    return this.#around.isOwn(code.path) && !isCallersOwn;
  }

  /** It ends where it is, at an instruction. */
  interrupt(place: Place): Arrival {
    return this.#arrive('limit', place);
  }

  /** Control passes from a continuation to another, of which the next instruction is. */
  onLeave(left: Continuation): void {
    if (!this.#plan.targets.switches) return;
    this.#left ??= left;
    this.#passing = undefined;
    this.#around.watchAll(true);
  }

  /** What happens first where control has come to, tells how. */
  #notePassing({ thread }: Place, how: Passing): void {
    if (this.#left === undefined) return;
    this.#passing ??= thread === this.#left.thread ? how : 'thread';
  }

  get #areLinesWanted(): boolean {
    const { lines, step } = this.#plan.targets;
    return lines === true || (step?.kind === 'in' && this.#plan.surveyed === undefined);
  }

  #kindOf(place: Place, isNewCode: boolean): ArrivalKind | undefined {
    const { targets } = this.#plan;
    if (this.#step?.onInstruction(place)) return 'step';
    if (this.#back !== undefined) return this.#stepBack(this.#back, place);
    if (targets.entry && isNewCode && this.#isMain(place)) {
      this.#entry = place.code;
      this.#around.watchAll(true);
    }
    const isBegin = begins(place);
    if (isBegin && this.#entry === place.code) return 'entry';
    const isOwn = this.#around.isSteppable(place.code.path);
    if (isBegin && isOwn && this.#left !== undefined) return 'switch';
    if (targets.marks && this.#marks.at(place, isOwn).length > 0) return 'mark';
    return isBegin && isOwn && targets.lines ? 'line' : undefined;
  }

  #stepBack(back: BackwardSteps, place: Place): ArrivalKind | undefined {
    const found = back.onInstruction(place);
    if (found === 'begin') {
      this.#passed.splice(0, Number.POSITIVE_INFINITY, ...callOf(place.frame, this.#passed));
    }
    return found === 'add' ? 'step' : undefined;
  }

  #isMain({ code, thread, context }: Place): boolean {
    return (
      code.name === '<module>' &&
      thread === MAIN_THREAD &&
      context === MAIN_CONTEXT &&
      this.#around.isMain(code.path)
    );
  }

  #meet(
    kind: ArrivalKind,
    place: Place,
    details: Pick<Arrival, 'besides' | 'changed' | 'raised'> = {},
  ): Arrival | undefined {
    const arrival = { ...this.#arrive(kind, place), ...details };
    const { surveyed } = this.#plan;
    if (!surveyed) return arrival;
    this.#passed.push(arrival);
    if (this.#passed.length > surveyed) this.#passed.shift();
    this.#entry = undefined;
    this.#left = undefined;
    this.#around.watchAll(false);
    return undefined;
  }

  #arrive(kind: ArrivalKind, place: Place): Arrival {
    const isSteppable = this.#around.isSteppable(place.code.path);
    // Where an exception comes out of an instruction, that has begun long ago.
    const isBegin = Number.isInteger(this.#around.position);
    const marks = isBegin ? this.#marks.at(place, isSteppable) : [];
    const passing = this.#left === undefined ? undefined : this.#passing;
    return { kind, moment: momentOf(place, this.#around), marks, passing };
  }
}

function isIn(continuation: Continuation, { thread, context }: Place): boolean {
  return thread === continuation.thread && context === continuation.context;
}

function begins({ code, unit, before }: Place): boolean {
  return isLineBegin(code, unit, before);
}
