import type { StopReason } from '../../protocol/program.ts';
import type { MarkedPlaces } from '../../runtime/watching/moments.ts';
import { FunctionBreakpoints } from './functionBreakpoints.ts';
import { InstructionBreakpoints } from './instructionBreakpoints.ts';
import { LineBreakpoints } from './lineBreakpoints.ts';
import type { PlacedBreakpoint } from './placedBreakpoint.ts';

/** The breakpoints on places in the code, as places that replays are to stop at. */
export class PlacedBreakpoints {
  readonly lines = new LineBreakpoints();
  readonly functions = new FunctionBreakpoints();
  readonly instructions = new InstructionBreakpoints();

  get all(): PlacedBreakpoint[] {
    return [...this.lines.all, ...this.functions.all, ...this.instructions.all];
  }

  /** The places to mark. */
  get marks(): MarkedPlaces {
    return allMarks(this.all.map(({ marks }) => marks));
  }

  find(id: number): PlacedBreakpoint | undefined {
    return this.all.find(each => each.id === id);
  }

  /** Why a program stops at some of them, by their numbers. */
  reasonOf(ids: readonly number[]): StopReason {
    const reasons = new Set(ids.map(id => this.find(id)?.reason));
    const [only = 'breakpoint'] = reasons;
    return reasons.size === 1 ? only : 'breakpoint';
  }
}

/** All that is marked. */
export function allMarks(parts: readonly MarkedPlaces[]): MarkedPlaces {
  return {
    lines: parts.flatMap(({ lines = [] }) => lines),
    functions: parts.flatMap(({ functions = [] }) => functions),
    instructions: parts.flatMap(({ instructions = [] }) => instructions),
  };
}

/** Whether anything is marked. */
export function hasMarks(marks: MarkedPlaces): boolean {
  return Object.values(marks).some(each => each.length > 0);
}
