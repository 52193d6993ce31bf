import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BoundBreakpoint, SourceBreakpoint } from '../protocol/messages.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** Breakpoints on lines. Remembers them, for a restart. */
export class BreakpointArea {
  readonly #session: Session;
  /** By the path on this machine. */
  readonly #bySource = new Map<string, readonly SourceBreakpoint[]>();
  #lastId = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly handlers: RequestHandlers = {
    setBreakpoints: async ({ source, breakpoints = [] }) => {
      const file = this.#fileOf(source);
      const requested = breakpoints.map(
        ({ line, condition, hitCondition }): SourceBreakpoint => ({
          id: ++this.#lastId,
          line: this.#session.fromClientLine(line),
          condition,
          hitCondition,
        }),
      );
      this.#bySource.set(file, requested);
      const bound = await this.#send(file, requested);
      return { breakpoints: bound.map(breakpoint => this.#describe(breakpoint)) };
    },
  };

  /** Sets all breakpoints again, in a program that was just started. */
  async restore(): Promise<void> {
    for (const [file, breakpoints] of this.#bySource) await this.#send(file, breakpoints);
  }

  #fileOf({ path = '', sourceReference }: DebugProtocol.Source): string {
    return sourceReference ? (this.#session.sources.path(sourceReference) ?? path) : path;
  }

  #send(
    file: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BoundBreakpoint[]> {
    const { debuggee } = this.#session;
    return debuggee.command('setBreakpoints', { path: debuggee.paths.toGuest(file), breakpoints });
  }

  #describe({ id, line, message }: BoundBreakpoint): DebugProtocol.Breakpoint {
    return {
      id,
      verified: line !== undefined,
      ...(line === undefined ? {} : { line: this.#session.toClientLine(line) }),
      ...(message === undefined ? {} : { message }),
    };
  }
}
