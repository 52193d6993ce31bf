import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BoundBreakpoint, SourceBreakpoint } from '../../protocol/breakpoints.ts';
import type { RequestHandlers } from '../requests.ts';
import type { BreakpointContext } from './breakpointContext.ts';

const FILE_HAS_CHANGED =
  'The file has changed since the program loaded it: the line may be another one there.';

/** Breakpoints on lines and statements of files. */
export class SourceBreakpoints {
  readonly #context: BreakpointContext;
  /** By the client's path: of one file that it names by several, each has its own. */
  readonly #bySource = new Map<string, readonly SourceBreakpoint[]>();

  constructor(context: BreakpointContext) {
    this.#context = context;
  }

  readonly handlers: RequestHandlers = {
    setBreakpoints: async ({ source, breakpoints = [] }) => {
      const file = this.#fileOf(source);
      const { session, continuations } = this.#context;
      const contexts = continuations.choose(
        file,
        breakpoints.map(({ line, column, mode }) => ({ mode, on: `${line}:${column}` })),
      );
      const requested = breakpoints.map(
        ({ line, column, condition, hitCondition, logMessage }, index): SourceBreakpoint => ({
          id: this.#context.nextId(),
          line: session.fromClientLine(line),
          column: column === undefined ? undefined : session.fromClientColumn(column),
          condition,
          hitCondition,
          logMessage,
          context: contexts[index],
        }),
      );
      this.#bySource.set(file, requested);
      const bound = await this.#send(file, requested);
      const isStale = session.sourceVersions.hasChanged(file);
      return this.#context.describeAll(
        isStale ? bound.map(each => ({ message: FILE_HAS_CHANGED, ...each })) : bound,
      );
    },

    breakpointLocations: async ({ source, line, column, endLine = line, endColumn }) => {
      const { session } = this.#context;
      const { debuggee } = session;
      const locations = await debuggee.command('breakpointLocations', {
        path: debuggee.paths.toGuest(this.#fileOf(source)),
        line: session.fromClientLine(line),
        endLine: session.fromClientLine(endLine),
      });
      const found = locations.map(place => ({
        line: session.toClientLine(place.line),
        ...(place.column === undefined ? {} : { column: session.toClientColumn(place.column) }),
        ...(place.endLine === undefined ? {} : { endLine: session.toClientLine(place.endLine) }),
        ...(place.endColumn === undefined
          ? {}
          : { endColumn: session.toClientColumn(place.endColumn) }),
      }));
      const isInRange = (place: DebugProtocol.BreakpointLocation): boolean =>
        !(place.line === line && column !== undefined && (place.column ?? column) < column) &&
        !(place.line === endLine && endColumn !== undefined && (place.column ?? 0) > endColumn);
      return { breakpoints: found.filter(isInRange) };
    },
  };

  /** Sets all breakpoints again, in a program that was just started. */
  async restore(): Promise<void> {
    for (const [file, breakpoints] of this.#bySource) {
      const survivors = this.#context.survivors(breakpoints);
      this.#bySource.set(file, survivors);
      await this.#send(file, survivors);
    }
  }

  #fileOf({ path = '', sourceReference }: DebugProtocol.Source): string {
    const { sources, clientPaths } = this.#context.session;
    const known = sourceReference ? sources.path(sourceReference) : undefined;
    return known ?? clientPaths.read(path);
  }

  /** Sets those of a file, with those that the client has set there by another path. */
  async #send(
    file: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BoundBreakpoint[]> {
    const { debuggee, clientPaths } = this.#context.session;
    const [path = file, ...others] = debuggee.paths.allInGuest(file);
    const elsewhere = [...this.#bySource]
      .filter(([other]) => other !== file && clientPaths.real(other) === clientPaths.real(file))
      .flatMap(([, set]) => set);
    const bound = await debuggee.command('setBreakpoints', {
      path,
      others,
      breakpoints: [...breakpoints, ...elsewhere],
    });
    return bound.slice(0, breakpoints.length);
  }
}
