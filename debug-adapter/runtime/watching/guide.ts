import { CodeTable, unitOf, type WatchedCode } from './codeTable.ts';
import { Journey, type JourneyPlan } from './journey.ts';
import { Marks } from './marks.ts';
import {
  type Arrival,
  type Continuation,
  HALF_WAY,
  type MarkedPlaces,
  type Survey,
} from './moments.ts';
import type { Place, Surroundings } from './place.ts';
import type { PythonMemory } from './pythonMemory.ts';
import { Watch, type WatchedWord, type WatchListener } from './watch.ts';

/** What a replay that stands tells. */
export interface Standing {
  readonly arrival: Arrival;
  /** What was passed on the way, if that was wanted. */
  readonly survey: Survey;
}

/** Where a replay goes next, and what it looks for on the way. */
export interface Order {
  readonly plan: JourneyPlan;
  /** Whether its step is the one that was under way, which somewhere on the way has stopped. */
  readonly goesOn?: boolean | undefined;
  /** Absent where they are the same as before. */
  readonly marks?: MarkedPlaces | undefined;
  /** Whether steps stop in other code than before. */
  readonly isOtherCodeSteppable?: boolean | undefined;
}

/** Who has a replay go on and stand still. */
export interface Traveller {
  /** Stands still in the middle of an instruction, until there is somewhere to go. */
  stand(standing: Standing): Order;
  /** The program is over. @param position how many instructions there were. */
  end(position: number, survey: Survey): void;
  /** Whether it is to stand still at once. */
  readonly isInterrupted: boolean;
  /** Whether steps stop in code of a file, by its path in the guest. */
  isSteppable(path: string): boolean;
  /** Whether code of a file, by its path in the guest, is the user's own. */
  isOwn(path: string): boolean;
  /** Whether a file is that of the program's main module. */
  isMain(path: string): boolean;
}

/** After how many instructions it looks whether it is interrupted: some milliseconds. */
const PULSE = 1 << 20;

/** Leads a replay from one moment to another, at the instructions that its interpreter begins. */
export class Guide implements WatchListener, Surroundings {
  readonly memory: PythonMemory;
  readonly #codes: CodeTable;
  readonly #traveller: Traveller;
  readonly #running: () => Continuation;
  readonly #watch: Watch;
  #marks = new Marks();
  #plan: JourneyPlan;
  #journey: Journey;
  #isAllWatched = false;
  #areLinesWatched = false;
  #areReraisesWatched = false;
  #words: readonly WatchedWord[] = [];
  /** The position at which it looks again whether it is interrupted. */
  #nextPulse = PULSE;
  #isRaising = false;

  /**
   * @param order where it goes from the start of the program.
   * @param running tells which continuation runs.
   */
  constructor(
    exports: WebAssembly.Instance['exports'],
    memory: PythonMemory,
    {
      traveller,
      order,
      running,
    }: {
      traveller: Traveller;
      order: Order;
      running: () => Continuation;
    },
  ) {
    this.memory = memory;
    this.#codes = new CodeTable(this.memory);
    this.#traveller = traveller;
    this.#running = running;
    this.#watch = new Watch(exports, this);
    this.#marks = new Marks(order.marks);
    this.#plan = order.plan;
    this.#journey = new Journey(this, order.plan, this.#marks, 0);
    this.#arm();
  }

  get position(): number {
    return this.#watch.position + (this.#isRaising ? HALF_WAY : 0);
  }

  isSteppable(path: string): boolean {
    return this.#traveller.isSteppable(path);
  }

  isOwn(path: string): boolean {
    return this.#traveller.isOwn(path);
  }

  isMain(path: string): boolean {
    return this.#traveller.isMain(path);
  }

  watchAll(isWanted: boolean): void {
    this.#isAllWatched = isWanted;
  }

  watchLines(isWanted: boolean): void {
    if (this.#areLinesWatched === isWanted) return;
    this.#areLinesWatched = isWanted;
    for (const code of this.#codes.all()) {
      if (this.isSteppable(code.path)) this.#mark(code);
    }
  }

  watchReraises(): void {
    if (this.#areReraisesWatched) return;
    this.#areReraisesWatched = true;
    for (const code of this.#codes.all()) this.#mark(code);
  }

  watchWords(addresses: readonly number[]): void {
    this.#words = addresses.map(address => ({ address, value: this.memory.wordAt(address) }));
    this.#setWords();
  }

  takeChanges(): readonly number[] {
    const changed = this.#words.filter(({ address, value }) => {
      return this.memory.wordAt(address) !== value;
    });
    if (changed.length > 0) this.watchWords(this.#words.map(({ address }) => address));
    return changed.map(({ address }) => address);
  }

  watchFrames(frame: number, caller: number): void {
    this.#watch.setFrames(frame, caller);
  }

  onInstruction(frame: number, instruction: number, previous: number): void {
    const address = this.memory.codeOf(frame);
    if (address === undefined) {
      // There is one such instruction, which says nothing of the program.
      this.#watch.quieten(instruction, 1);
    } else if (!this.#isJustMade(address, instruction, previous)) {
      const known = this.#codes.find(address);
      const code = known ?? this.#codes.add(address);
      if (known === undefined) this.#mark(code);
      const unit = unitOf(code, instruction);
      // Where it is finalizing, nobody could look around any more: that is behind the end.
      if (unit !== undefined && !this.memory.isFinalizing) {
        const place = { frame, code, unit, before: unitOf(code, previous), ...this.#running() };
        this.#goOn(this.#journey.onInstruction(place, known === undefined), place);
      }
    }
    this.#arm();
  }

  /** Whether a frame is only being made: its first instruction is noted then, too, before all of the frame is there. */
  #isJustMade(code: number, instruction: number, previous: number): boolean {
    const { begin } = this.#codes.find(code) ?? this.memory.instructions(code);
    return instruction === begin && previous !== begin;
  }

  onRaise(frameObject: number): void {
    if (this.memory.isFinalizing) return;
    const frame = this.memory.frameOf(frameObject);
    const code = this.#codes.find(this.memory.codeOf(frame) ?? 0);
    const unit = code && unitOf(code, this.memory.instructionOf(frame));
    if (code === undefined || unit === undefined) return;
    this.#isRaising = true;
    const place = { frame, code, unit, before: unit, ...this.#running() };
    this.#goOn(this.#journey.onRaise(place), place);
    this.#isRaising = false;
    this.#arm();
  }

  onFree(code: number): void {
    const known = this.#codes.remove(code);
    if (known === undefined) return;
    // Whatever is there next is told of when it runs.
    for (let unit = 0; unit < known.units; unit++) this.#watch.mark(known.begin + 2 * unit);
  }

  onGrow(): void {
    this.#setWords();
  }

  /** The continuation that runs is about to pass control to another. */
  onLeave(): void {
    this.#journey.onLeave(this.#running());
    this.#arm();
  }

  /** The program is over. */
  onEnd(): void {
    this.#traveller.end(this.#watch.position, this.#journey.survey);
  }

  #goOn(arrival: Arrival | undefined, place: Place): void {
    let reached = arrival;
    if (this.#traveller.isInterrupted) reached ??= this.#journey.interrupt(place);
    if (reached === undefined) return;
    const { plan, goesOn, marks, isOtherCodeSteppable } = this.#traveller.stand({
      arrival: reached,
      survey: this.#journey.survey,
    });
    if (marks !== undefined) this.#marks = new Marks(marks);
    if (marks !== undefined || isOtherCodeSteppable) {
      for (const code of this.#codes.all()) this.#mark(code);
    }
    this.#plan = plan;
    if (goesOn) this.#journey.goOn(plan, this.#marks);
    else this.#journey = new Journey(this, plan, this.#marks, place.frame);
  }

  #mark(code: WatchedCode): void {
    const isSteppable = this.isSteppable(code.path);
    this.#marks.apply(code, this.#watch, isSteppable, this.#areLinesWatched && isSteppable);
    if (!this.#areReraisesWatched) return;
    for (const unit of code.reraises) this.#watch.mark(code.begin + 2 * unit);
  }

  /** Words beyond the end of memory are 0, and are looked at when there is so much of it. */
  #setWords(): void {
    this.#watch.setWords(this.#words.filter(({ address }) => this.memory.has(address)));
  }

  #arm(): void {
    const { position } = this.#watch;
    // It does not move on before it has come: others have this called meanwhile.
    if (position >= this.#nextPulse) this.#nextPulse = position + PULSE;
    this.#watch.limit = this.#isAllWatched
      ? position + 1
      : Math.min(this.#plan.limit, this.#nextPulse);
  }
}
