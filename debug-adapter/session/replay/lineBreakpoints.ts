import type {
  BoundBreakpoint,
  SourceBreakpoint,
  StatementMark,
} from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import type { MarkedPlaces, Moment } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import type { PlacedBreakpoint } from './placedBreakpoint.ts';

/** The breakpoints of all files, as lines and statements that replays are to stop at. */
export class LineBreakpoints {
  readonly #byPath = new Map<string, readonly LineBreakpoint[]>();

  /**
   * Replaces those of a file.
   *
   * @param fork whose agent says where they are.
   * @returns what the client is told of them.
   */
  async replace(
    args: Commands['setBreakpoints']['args'],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    const { path, others, breakpoints } = args;
    // A place is marked whatever its condition says; the agent looks at that, too.
    const bound = await fork.call('setBreakpoints', args);
    const paths = [path, ...others];
    const placed: LineBreakpoint[] = [];
    for (const [index, breakpoint] of breakpoints.entries()) {
      const { column, ...where } = bound[index] as BoundBreakpoint;
      const line = lineOf(breakpoint, where);
      if (line === undefined) continue;
      const statements =
        column === undefined ? [] : await fork.call('statementMarks', { path, line, column });
      placed.push(new LineBreakpoint(breakpoint, paths, line, statements));
    }
    this.#byPath.set(path, placed);
    return bound;
  }

  get all(): readonly PlacedBreakpoint[] {
    return [...this.#byPath.values()].flat();
  }
}

/** A breakpoint on a line, or on a statement of one. */
class LineBreakpoint implements PlacedBreakpoint {
  readonly reason = 'breakpoint';
  readonly id: number;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
  readonly context: number | undefined;
  readonly #paths: readonly string[];
  readonly #line: number;
  readonly #statements: readonly StatementMark[];

  /**
   * @param paths by which the program may have the file.
   * @param statements with which instructions the statement begins, if it is on one.
   */
  constructor(
    request: SourceBreakpoint,
    paths: readonly string[],
    line: number,
    statements: readonly StatementMark[],
  ) {
    this.id = request.id;
    this.condition = request.condition;
    this.hitCondition = request.hitCondition;
    this.logMessage = request.logMessage;
    this.context = request.context;
    this.#paths = paths;
    this.#line = line;
    this.#statements = statements;
  }

  get place(): string {
    const units = this.#statements.map(({ unit }) => unit);
    return `line ${this.#line} ${units} ${this.#paths.join(' ')}`;
  }

  get marks(): MarkedPlaces {
    const { id } = this;
    const line = this.#line;
    if (this.#statements.length === 0) {
      return { lines: this.#paths.map(path => ({ path, line, id })) };
    }
    const instructions = this.#paths.flatMap(path =>
      this.#statements.map(each => ({ path, id, ...each })),
    );
    return { instructions };
  }

  isAt({ line, path, name, unit }: Moment): boolean {
    if (line !== this.#line || !this.#paths.includes(path)) return false;
    const isOnLine = this.#statements.length === 0;
    return isOnLine || this.#statements.some(each => each.name === name && each.unit === unit);
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
