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

/** The variables whose changes stop a replay. */
export class VariableWatch {
  /** Those that were asked for, by their ids. */
  readonly #known = new Map<string, StoredVariable>();
  #set: readonly { readonly id: number; readonly variable: StoredVariable }[] = [];

  /** Where in memory those are that are watched. */
  get addresses(): number[] {
    return [...new Set(this.#set.map(({ variable }) => variable.address))];
  }

  /** What a client is told of a variable that can be watched. */
  describe(variable: StoredVariable): DataInfo {
    const dataId = `${variable.address}:${variable.label}`;
    this.#known.set(dataId, variable);
    return { dataId, description: variable.label };
  }

  /** Replaces all breakpoints on variables. */
  replace(breakpoints: readonly DataBreakpoint[]): BoundBreakpoint[] {
    this.#set = [];
    return breakpoints.map(breakpoint => {
      const { id, dataId } = breakpoint;
      const message = this.#whyNot(breakpoint);
      const variable = this.#known.get(dataId);
      if (message !== undefined || variable === undefined) {
        return { id, message: message ?? UNKNOWN };
      }
      this.#set = [...this.#set, { id, variable }];
      return { id, isWatching: true };
    });
  }

  /** Which breakpoints are on changed words, and what they are called. */
  at(addresses: readonly number[]): { readonly ids: number[]; readonly labels: string[] } {
    const changed = this.#set.filter(({ variable }) => addresses.includes(variable.address));
    return {
      ids: changed.map(({ id }) => id),
      labels: changed.map(({ variable }) => variable.label),
    };
  }

  #whyNot({ condition, hitCondition }: DataBreakpoint): string | undefined {
    if (condition !== undefined || hitCondition !== undefined) return UNCONDITIONAL;
    return this.#set.length === MOST_WORDS ? TOO_MANY : undefined;
  }
}

const UNKNOWN =
  'Nobody knows where this variable is: set the breakpoint again in the Variables view.';
const UNCONDITIONAL = 'In a replay, breakpoints on variables have no conditions.';
const TOO_MANY = `A replay stops at changes of ${MOST_WORDS} variables at most.`;
