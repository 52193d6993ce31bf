import { EventEmitter } from 'node:events';
import type {
  BoundBreakpoint,
  FunctionBreakpoint,
  FunctionMark,
  FunctionVerdict,
} from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import type { MarkedPlaces, Moment } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import { type PlacedBreakpoint, withMarks } from './placedBreakpoint.ts';
import type { Standpoint } from './standpoint.ts';

interface FunctionEvents {
  /** A function was found of one that had no place. */
  found: [breakpoint: BoundBreakpoint];
}

/**
 * The breakpoints on functions. A replay is told where functions begin that may be meant, by their
 * names; which are, an agent says in a copy of it, once for all functions that are there by then, as
 * code has the same address in both.
 */
export class FunctionBreakpoints extends EventEmitter<FunctionEvents> {
  #names: Commands['judgeFunctions']['args']['breakpoints'] = [];
  #all: readonly NamedFunction[] = [];
  #placed = new Set<number>();
  /** The breakpoints on each function. */
  readonly #verdicts = new Map<string, ReadonlySet<number>>();

  get all(): readonly PlacedBreakpoint[] {
    return this.#all;
  }

  /**
   * Replaces all of them.
   *
   * @param fork whose agent checks them.
   * @returns what the client is told of them.
   */
  async replace(
    breakpoints: readonly FunctionBreakpoint[],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    const bound = await fork.call('setFunctionBreakpoints', { breakpoints });
    const marks = await fork.call('functionMarks', {});
    this.forget();
    this.#placed = new Set(bound.filter(({ line }) => line !== undefined).map(({ id }) => id));
    this.#all = withMarks(
      breakpoints,
      marks,
      (request, mark) => new NamedFunction(this, request, mark),
    );
    this.#names = this.#all.map(({ id, name }) => ({ id, name }));
    return bound;
  }

  /** Forgets which functions are meant, which depends on whose which code is. */
  forget(): void {
    this.#verdicts.clear();
  }

  /** The breakpoints on the function of a moment; undefined where that is still to be found out. */
  at(moment: Moment): ReadonlySet<number> | undefined {
    return this.#verdicts.get(keyOf(moment));
  }

  /** Finds out which breakpoints are on the functions that are there where a replay stands. */
  async judge(standpoint: Standpoint): Promise<void> {
    const names = this.#names;
    const fork = await standpoint.fork();
    const verdicts = await fork.call('judgeFunctions', { breakpoints: names });
    // They may be others by now.
    if (names !== this.#names) return;
    for (const verdict of verdicts) {
      this.#verdicts.set(keyOf(verdict), new Set(verdict.breakpoints));
      this.#tell(verdict);
    }
    const { moment } = standpoint;
    if (this.at(moment) === undefined) this.#verdicts.set(keyOf(moment), new Set());
  }

  #tell({ path, line, breakpoints }: FunctionVerdict): void {
    for (const id of breakpoints) {
      if (this.#placed.has(id)) continue;
      this.#placed.add(id);
      this.emit('found', { id, path, line });
    }
  }
}

/** A breakpoint on functions of a name. */
class NamedFunction implements PlacedBreakpoint {
  readonly reason = 'function breakpoint';
  readonly id: number;
  readonly name: string;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly context: number | undefined;
  readonly place: string;
  readonly marks: MarkedPlaces;
  readonly #owner: FunctionBreakpoints;

  constructor(owner: FunctionBreakpoints, request: FunctionBreakpoint, mark: FunctionMark) {
    this.#owner = owner;
    this.id = request.id;
    this.name = request.name;
    this.condition = request.condition;
    this.hitCondition = request.hitCondition;
    this.context = request.context;
    this.place = `function ${request.name}`;
    const { id, name, isOwn: isSteppable } = mark;
    this.marks = { functions: [{ id, name, isSteppable }] };
  }

  /** A replay begins in the code of a module. */
  isAt(): boolean {
    return false;
  }

  isMeantAt(moment: Moment): boolean | undefined {
    return this.#owner.at(moment)?.has(this.id);
  }

  judge(standpoint: Standpoint): Promise<void> {
    return this.#owner.judge(standpoint);
  }
}

/** Code may get the place in memory of other code that was there before. */
function keyOf({ code, name, path }: Pick<Moment, 'code' | 'name' | 'path'>): string {
  return `${code} ${name} ${path}`;
}
