import type { DebugProtocol } from '@vscode/debugprotocol';
import type { EventFilter } from '../../protocol/breakpoints.ts';
import type { ExceptionDescription } from '../../protocol/program.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { exceptionFilters, fromExceptionOptions } from './exceptionFilters.ts';

/** What stops the program beside breakpoints: exceptions and switches. Remembers the filters. */
export class ExceptionArea {
  readonly #session: Session;
  #filters: readonly EventFilter[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  readonly handlers: RequestHandlers = {
    setExceptionBreakpoints: async ({ filters, filterOptions = [], exceptionOptions = [] }) => {
      const requested = [
        ...filters.map(filter => ({ filter })),
        ...filterOptions.map(({ filterId, condition }) => ({ filter: filterId, condition })),
      ];
      const known = requested.filter(isKnown);
      this.#filters = [...known, ...fromExceptionOptions(exceptionOptions)];
      const problems = await this.#send();
      return {
        breakpoints: requested.map(request => describe(problems[known.indexOf(request as never)])),
      };
    },

    exceptionInfo: async () => {
      const exception = await this.#session.debuggee.inspect('exceptionInfo', {});
      const { message, explanation } = exception;
      return {
        exceptionId: exception.fullTypeName,
        description: [message, explanation].filter(Boolean).join('\n\n'),
        breakMode: breakMode(exception),
        details: describeDetails(exception),
      };
    },
  };

  /** Sets the filters again, in a program that was just started. */
  async restore(): Promise<void> {
    await this.#send();
  }

  #send(): Promise<readonly (string | null)[]> {
    return this.#session.debuggee.command('setFilters', { filters: this.#filters });
  }
}

function isKnown(request: { filter: string }): request is EventFilter {
  return exceptionFilters.some(({ filter }) => filter === request.filter);
}

/** @param problem undefined for a filter that this adapter does not have. */
function describe(problem: string | null | undefined): DebugProtocol.Breakpoint {
  if (problem === null) return { verified: true };
  return { verified: false, message: problem ?? 'This debugger has no such filter.' };
}

/** The protocol knows no exceptions that cross from a greenlet to its parent; there, nobody caught them. */
function breakMode({ breakMode: mode }: ExceptionDescription): DebugProtocol.ExceptionBreakMode {
  return mode === 'crossing' ? 'unhandled' : mode;
}

function describeDetails(exception: ExceptionDescription): DebugProtocol.ExceptionDetails {
  return {
    message: exception.message,
    typeName: exception.typeName,
    fullTypeName: exception.fullTypeName,
    stackTrace: exception.stackTrace,
    innerException: exception.inner.map(describeDetails),
  };
}
