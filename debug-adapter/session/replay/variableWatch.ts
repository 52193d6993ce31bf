import type { BoundBreakpoint, DataBreakpoint, DataInfo } from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import { findStorage } from '../../runtime/watching/storage.ts';
import { MOST_WORDS } from '../../runtime/watching/watchedModule.ts';
import { notInMemory } from '../errors.ts';
import type { Fork } from './fork.ts';
import type { Sight } from './sight.ts';

/** A variable, by what an agent is asked for it: a child of a reference, or an expression in a frame. */
export type VariableName = Commands['probeStorage']['args'];

/** Where in the program's memory a variable is. */
export interface StoredVariable {
  readonly address: number;
  readonly label: string;
}

/**
 * Finds where a variable is by what stands in memory for it in the program, and for another object in its copy.
 *
 * @param fork a copy of where the program stands, in which the variable has its own value again afterwards.
 * @throws DebugError when there is no such variable, or no one place for it.
 */
export async function storageOf(
  { memory, stackPointer }: Sight,
  fork: Fork,
  name: VariableName,
): Promise<StoredVariable> {
  const { label, ...probe } = await fork.call('probeStorage', name);
  const found = findStorage(memory, fork.memory.buffer, probe, stackPointer);
  await fork.call('endProbe', {});
  const [address] = found;
  if (address === undefined || found.length > 1) throw notInMemory(label);
  return { address, label };
}

/** A breakpoint on a variable. */
export interface WatchedVariable {
  readonly id: number;
  readonly variable: StoredVariable;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  /** Where the program stood when it was set. */
  readonly since: number;
}

/** The variables whose changes stop a replay. */
export class VariableWatch {
  /** Those that were asked for, by their ids. */
  readonly #known = new Map<string, StoredVariable>();
  #set: readonly WatchedVariable[] = [];

  /** Where in memory those are that are watched. */
  get addresses(): number[] {
    return [...new Set(this.#set.map(({ variable }) => variable.address))];
  }

  /** What a client is told of a variable that can be watched. */
  describe(variable: StoredVariable): DataInfo {
    const dataId = `${variable.address}:${variable.label}`;
    if (!this.#known.has(dataId)) this.#known.set(dataId, variable);
    return { dataId, description: variable.label };
  }

  /**
   * Replaces all breakpoints on variables. Clients send all of them again when one is new: those that are as they were
   * go on counting.
   *
   * @param problems what is wrong with the conditions of each, or null.
   * @param position where the program stands.
   */
  replace(
    breakpoints: readonly DataBreakpoint[],
    problems: readonly (string | null)[],
    position: number,
  ): BoundBreakpoint[] {
    const before = this.#set;
    this.#set = [];
    return breakpoints.map(({ id, dataId, condition, hitCondition }, index) => {
      const variable = this.#known.get(dataId);
      const isFull = this.#set.length === MOST_WORDS;
      const message = problems[index] ?? (isFull ? TOO_MANY : undefined);
      if (message !== undefined || variable === undefined) {
        return { id, message: message ?? UNKNOWN };
      }
      const same = before.find(
        each =>
          each.variable === variable &&
          each.condition === condition &&
          each.hitCondition === hitCondition,
      );
      const since = same?.since ?? position;
      this.#set = [...this.#set, { id, variable, condition, hitCondition, since }];
      return { id, isWatching: true };
    });
  }

  /** The breakpoints on changed words. */
  at(addresses: readonly number[]): WatchedVariable[] {
    return this.#set.filter(({ variable }) => addresses.includes(variable.address));
  }
}

const UNKNOWN =
  'Nobody knows where this variable is: set the breakpoint again in the Variables view.';
const TOO_MANY = `A replay stops at changes of ${MOST_WORDS} variables at most.`;
