import type { BoundBreakpoint, SourceBreakpoint } from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import type { MarkedPlaces, Moment } from '../../runtime/watching/moments.ts';
import type { PlacedBreakpoint } from './placedBreakpoint.ts';

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
      return line === undefined ? [] : [new LineBreakpoint(breakpoint, paths, line)];
    });
    this.#byPath.set(path, placed);
    return bound.map(({ column, ...rest }) =>
      column === undefined ? rest : { message: COLUMN_IGNORED, ...rest },
    );
  }

  get all(): readonly PlacedBreakpoint[] {
    return [...this.#byPath.values()].flat();
  }
}

/** A breakpoint on a line. */
class LineBreakpoint implements PlacedBreakpoint {
  readonly reason = 'breakpoint';
  readonly id: number;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
  readonly context: number | undefined;
  readonly #paths: readonly string[];
  readonly #line: number;

  /** @param paths by which the program may have the file. */
  constructor(request: SourceBreakpoint, paths: readonly string[], line: number) {
    this.id = request.id;
    this.condition = request.condition;
    this.hitCondition = request.hitCondition;
    this.logMessage = request.logMessage;
    this.context = request.context;
    this.#paths = paths;
    this.#line = line;
  }

  get place(): string {
    return `line ${this.#line} ${this.#paths.join(' ')}`;
  }

  get marks(): MarkedPlaces {
    const lines = this.#paths.map(path => ({ path, line: this.#line, id: this.id }));
    return { lines };
  }

  isAt({ line, path }: Moment): boolean {
    return line === this.#line && this.#paths.includes(path);
  }

  isMeantAt(): boolean {
    return true;
  }

  async judge(): Promise<void> {}
}

/**
 * The line to mark. A file that cannot be read here may be known to the program: then it is the one
 * that was asked for.
 */
function lineOf({ line }: SourceBreakpoint, bound: BoundBreakpoint): number | undefined {
  return bound.path === undefined ? line : bound.line;
}
