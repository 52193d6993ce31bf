import { Errno, type ErrnoName, errnoName } from './errno.ts';
import { allocateShared } from './sharedMemory.ts';

/** The states of a context, in the words of `wasix/context.h`. */
export const ContextState = {
  /** Suspended at its entrypoint: created, and never resumed. */
  created: 1,
  active: 2,
  suspended: 3,
  /** Its entrypoint has returned, thrown, or trapped. */
  terminated: 4,
  deleted: 0,
} as const;

export type ContextState = (typeof ContextState)[keyof typeof ContextState];

/** One live context, as another thread sees it. */
export interface ContextSnapshot {
  readonly id: number;
  readonly state: ContextState;
  /** How often control has passed to it. */
  readonly resumptions: number;
  /** The context that last passed control to it; itself while it was never resumed. */
  readonly switcher: number;
  /** The context that was active when it was created. */
  readonly creator: number;
}

/** The functions of `wasix/context.h` that can fail. */
export type ContextCall = 'create' | 'switch' | 'destroy';

/** A call of a context function that failed, whether or not the guest noticed. */
export interface RefusedCall {
  readonly call: ContextCall;
  /** The context that was asked for; for `create`, the entrypoint. */
  readonly argument: number;
  /** The context that called. */
  readonly caller: number;
  /** The error's name: `EINVAL`. */
  readonly error: string;
}

const CALLS: readonly ContextCall[] = ['create', 'switch', 'destroy'];

/** So many of the refused calls are kept, the first ones: what follows is mostly their consequence. */
const KEPT_REFUSALS = 8;

// The record is an array of numbers: a header, the refused calls, then a slot for each context.
const Header = { changes: 0, active: 1, live: 2, created: 3, destroyed: 4, refused: 5, size: 8 };
const Refusal = { call: 0, argument: 1, caller: 2, errno: 3, size: 4 };
const Slot = { id: 0, state: 1, resumptions: 2, switcher: 3, creator: 4, size: 8 };
const SLOTS = Header.size + Refusal.size * KEPT_REFUSALS;

/**
 * What a context-switching environment publishes about its contexts, in memory
 * that other threads read while the guest runs. Writing costs a few stores and
 * allocates nothing. A reader sees a consistent record when the guest stands
 * still, and a slightly torn one otherwise.
 */
export class ContextRecord {
  readonly #cells: Float64Array;
  readonly #capacity: number;

  /** @param buffer what {@link allocate} returned, possibly in another thread. */
  constructor(buffer: ArrayBufferLike) {
    this.#cells = new Float64Array(buffer);
    this.#capacity = (this.#cells.length - SLOTS) / Slot.size;
  }

  /** Memory for a record of at most `capacity` contexts that exist at a time. */
  static allocate(capacity: number): ArrayBufferLike {
    return allocateShared(8 * (SLOTS + Slot.size * capacity));
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** Grows with every creation, termination and destruction: a cheap test for "what is new?". */
  get changes(): number {
    return this.#header(Header.changes);
  }

  /** The id of the context that runs. */
  get active(): number {
    return this.#header(Header.active);
  }

  /** How many contexts exist, or existed at the program's end, the main context included. */
  get live(): number {
    return this.#header(Header.live);
  }

  /** How many contexts were ever created, the main context included. */
  get created(): number {
    return this.#header(Header.created);
  }

  get destroyed(): number {
    return this.#header(Header.destroyed);
  }

  /** How many calls of the context functions failed, whether or not the guest noticed. */
  get refused(): number {
    return this.#header(Header.refused);
  }

  #header(cell: number): number {
    return this.#cells[cell] as number;
  }

  /** Whether a context exists now, or existed at the program's end. */
  has(id: number): boolean {
    for (let base = SLOTS; base < this.#cells.length; base += Slot.size) {
      if (this.#cells[base + Slot.id] !== id) continue;
      if (this.#cells[base + Slot.state] !== ContextState.deleted) return true;
    }
    return false;
  }

  /** The contexts that exist now, or existed at the program's end, in the order of their slots. */
  snapshot(): ContextSnapshot[] {
    const cells = this.#cells;
    const contexts: ContextSnapshot[] = [];
    for (let slot = 0; slot < this.#capacity && contexts.length < this.live; slot++) {
      const base = SLOTS + slot * Slot.size;
      const state = cells[base + Slot.state] as ContextState;
      if (state === ContextState.deleted) continue;
      contexts.push({
        id: cells[base + Slot.id] as number,
        state,
        resumptions: cells[base + Slot.resumptions] as number,
        switcher: cells[base + Slot.switcher] as number,
        creator: cells[base + Slot.creator] as number,
      });
    }
    return contexts;
  }

  /** The ids of the contexts that can run or be resumed now, in the order of their slots: there may be thousands. */
  alive(): number[] {
    const cells = this.#cells;
    const ids: number[] = [];
    for (let slot = 0, seen = 0; slot < this.#capacity && seen < this.live; slot++) {
      const base = SLOTS + slot * Slot.size;
      const state = cells[base + Slot.state];
      if (state === ContextState.deleted) continue;
      seen++;
      if (state !== ContextState.terminated) ids.push(cells[base + Slot.id] as number);
    }
    return ids;
  }

  /** The first of the calls that failed. */
  refusedCalls(): RefusedCall[] {
    return Array.from({ length: Math.min(this.refused, KEPT_REFUSALS) }, (_, index) => {
      const base = Header.size + index * Refusal.size;
      return {
        call: CALLS[this.#header(base + Refusal.call)] as ContextCall,
        argument: this.#header(base + Refusal.argument),
        caller: this.#header(base + Refusal.caller),
        error: errnoName(this.#header(base + Refusal.errno)),
      };
    });
  }

  writeCreated(slot: number, id: number, creator: number): void {
    const cells = this.#cells;
    const base = SLOTS + slot * Slot.size;
    cells[base + Slot.id] = id;
    cells[base + Slot.state] = ContextState.created;
    cells[base + Slot.resumptions] = 0;
    cells[base + Slot.switcher] = id;
    cells[base + Slot.creator] = creator;
    this.#count(Header.live, 1);
    this.#count(Header.created, 1);
    this.#count(Header.changes, 1);
  }

  writeSwitched(fromSlot: number, toSlot: number, fromState: ContextState): void {
    const cells = this.#cells;
    const from = SLOTS + fromSlot * Slot.size;
    const to = SLOTS + toSlot * Slot.size;
    cells[from + Slot.state] = fromState;
    cells[to + Slot.state] = ContextState.active;
    cells[to + Slot.resumptions] = (cells[to + Slot.resumptions] as number) + 1;
    cells[to + Slot.switcher] = cells[from + Slot.id] as number;
    cells[Header.active] = cells[to + Slot.id] as number;
    if (fromState === ContextState.terminated) this.#count(Header.changes, 1);
  }

  writeDestroyed(slot: number): void {
    this.#cells[SLOTS + slot * Slot.size + Slot.state] = ContextState.deleted;
    this.#count(Header.live, -1);
    this.#count(Header.destroyed, 1);
    this.#count(Header.changes, 1);
  }

  /** @param error why the active context's call failed. */
  writeRefused(call: ContextCall, argument: number, error: ErrnoName): void {
    if (this.refused < KEPT_REFUSALS) {
      const base = Header.size + this.refused * Refusal.size;
      this.#cells[base + Refusal.call] = CALLS.indexOf(call);
      this.#cells[base + Refusal.argument] = argument;
      this.#cells[base + Refusal.caller] = this.active;
      this.#cells[base + Refusal.errno] = Errno[error];
    }
    this.#count(Header.refused, 1);
  }

  #count(cell: number, by: number): void {
    this.#cells[cell] = (this.#cells[cell] as number) + by;
  }
}
