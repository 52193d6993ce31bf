import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BoundBreakpoint, BreakpointRequest } from '../../protocol/breakpoints.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import type { Session } from '../session.ts';
import { ContinuationChoice } from './modes.ts';

/** What the kinds of breakpoints share. */
export class BreakpointContext {
  readonly session: Session;
  readonly continuations = new ContinuationChoice();
  #lastId = 0;

  constructor(session: Session) {
    this.session = session;
  }

  /** A number that no other breakpoint of the session has. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** A breakpoint as the client is told of it. */
  describe(bound: BoundBreakpoint): DebugProtocol.Breakpoint {
    const { id, path, line, column, reference, isWatching = false, message } = bound;
    const { session } = this;
    return {
      id,
      verified: line !== undefined || reference !== undefined || isWatching,
      ...(path === undefined
        ? {}
        : { source: session.sources.describe(path, session.debuggee.paths) }),
      ...(line === undefined ? {} : { line: session.toClientLine(line) }),
      ...(column === undefined ? {} : { column: session.toClientColumn(column) }),
      ...(reference === undefined ? {} : { instructionReference: reference }),
      ...(message === undefined ? {} : { message }),
    };
  }

  describeAll(bound: readonly BoundBreakpoint[]): { breakpoints: DebugProtocol.Breakpoint[] } {
    return { breakpoints: bound.map(breakpoint => this.describe(breakpoint)) };
  }

  /** Tells the client of breakpoints that are somewhere else now, or have ended. */
  reportChange(bound: BoundBreakpoint): void {
    const breakpoint = this.describe(bound);
    this.session.emit('breakpoint', { reason: 'changed', breakpoint });
  }

  /**
   * Those breakpoints of the last run that have a meaning in the next one. The
   * client is told of the others, whose continuation is gone.
   */
  survivors<Request extends BreakpointRequest>(breakpoints: readonly Request[]): Request[] {
    return breakpoints.filter(({ id, context = MAIN_CONTEXT }) => {
      const survives = context === MAIN_CONTEXT;
      if (!survives)
        this.reportChange({ id, message: 'Its continuation ended with the last run.' });
      return survives;
    });
  }
}
