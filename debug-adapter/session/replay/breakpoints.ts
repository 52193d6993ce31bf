import type { BoundBreakpoint, SourceBreakpoint } from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import type { MarkedLine, Moment } from '../../runtime/watching/moments.ts';

/** A breakpoint on a line. */
export interface LineBreakpoint extends SourceBreakpoint {
  /** By which paths the program may have the file. */
  readonly paths: readonly string[];
}

const COLUMN_IGNORED =
  'In a replay it stops where the line begins: the statements of a line are not told apart.';

/** The breakpoints of all files, as lines that replays are to stop at. */
export class LineBreakpoints {
  readonly #byPath = new Map<string, readonly LineBreakpoint[]>();

  /**
   * Replaces those of a file.
   *
   * @param bound where an agent says that they are.
   * @returns what the client is told of them.
   */
  replace(
    { path, others, breakpoints }: Commands['setBreakpoints']['args'],
    bound: readonly BoundBreakpoint[],
  ): BoundBreakpoint[] {
    const paths = [path, ...others];
    const placed = breakpoints.flatMap((breakpoint, index): LineBreakpoint[] => {
      const line = lineOf(breakpoint, bound[index] as BoundBreakpoint);
      return line === undefined ? [] : [{ ...breakpoint, line, paths }];
    });
    this.#byPath.set(path, placed);
    return bound.map(({ column, ...rest }) =>
      column === undefined ? rest : { message: COLUMN_IGNORED, ...rest },
    );
  }

  get all(): LineBreakpoint[] {
    return [...this.#byPath.values()].flat();
  }

  /** The lines to mark. */
  get marks(): MarkedLine[] {
    return this.all.flatMap(marksOf);
  }

  find(id: number): LineBreakpoint | undefined {
    return this.all.find(each => each.id === id);
  }
}

/** The lines to mark for a breakpoint. */
export function marksOf({ id, line, paths }: LineBreakpoint): MarkedLine[] {
  return paths.map(path => ({ path, line, id }));
}

/**
 * The line to mark. A file that cannot be read here may be known to the program: then it is the one
 * that was asked for.
 */
function lineOf({ line }: SourceBreakpoint, bound: BoundBreakpoint): number | undefined {
  return bound.path === undefined ? line : bound.line;
}

/** Whether a breakpoint is on the line of a moment. */
export function isAt({ paths, line }: LineBreakpoint, moment: Moment): boolean {
  return line === moment.line && paths.includes(moment.path);
}
