import type {
  BoundBreakpoint,
  InstructionBreakpoint,
  InstructionMark,
} from '../../protocol/breakpoints.ts';
import type { MarkedPlaces } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import { type PlacedBreakpoint, withMarks } from './placedBreakpoint.ts';

/** The breakpoints on instructions of the bytecode, whose code has the same address in a replay and its copies. */
export class InstructionBreakpoints {
  #all: readonly PlacedBreakpoint[] = [];

  get all(): readonly PlacedBreakpoint[] {
    return this.#all;
  }

  /**
   * Replaces all of them.
   *
   * @param fork whose agent finds the instructions.
   * @returns what the client is told of them.
   */
  async replace(
    breakpoints: readonly InstructionBreakpoint[],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    const bound = await fork.call('setInstructionBreakpoints', { breakpoints });
    const marks = await fork.call('instructionMarks', {});
    this.#all = withMarks(breakpoints, marks, placed);
    return bound;
  }
}

function placed(request: InstructionBreakpoint, mark: InstructionMark): PlacedBreakpoint {
  const { id, condition, hitCondition, context } = request;
  const marks: MarkedPlaces = { instructions: [mark] };
  return {
    ...{ id, condition, hitCondition, context, marks },
    reason: 'instruction breakpoint',
    place: `instruction ${mark.code} ${mark.unit} ${mark.name} ${mark.path}`,
    isAt: ({ code, unit }) => code === mark.code && unit === mark.unit,
    isMeantAt: () => true,
    judge: async () => {},
  };
}
