import type { InstructionBreakpoint } from '../../protocol/breakpoints.ts';
import type { RequestHandlers } from '../requests.ts';
import type { BreakpointContext } from './breakpointContext.ts';

/** What all instruction breakpoints belong to, where each kind has its own. */
const OWNER = '<instructions>';

/** Breakpoints on instructions of the bytecode. */
export class InstructionBreakpoints {
  readonly #context: BreakpointContext;
  #ids: readonly number[] = [];

  constructor(context: BreakpointContext) {
    this.#context = context;
  }

  readonly handlers: RequestHandlers = {
    setInstructionBreakpoints: async ({ breakpoints }) => {
      const { session, continuations } = this.#context;
      const contexts = continuations.choose(
        OWNER,
        breakpoints.map(({ instructionReference, offset = 0, mode }) => ({
          mode,
          on: `${instructionReference}:${offset}`,
        })),
      );
      const requested = breakpoints.map(
        ({ instructionReference, offset, condition, hitCondition }, at): InstructionBreakpoint => ({
          id: this.#context.nextId(),
          reference: instructionReference,
          offset,
          condition,
          hitCondition,
          context: contexts[at],
        }),
      );
      this.#ids = requested.map(({ id }) => id);
      return this.#context.describeAll(
        await session.debuggee.command('setInstructionBreakpoints', { breakpoints: requested }),
      );
    },
  };

  /** Tells the client that the addresses of the last run mean nothing any more. */
  restore(): void {
    for (const id of this.#ids) {
      this.#context.reportChange({ id, message: 'The bytecode was unloaded with the last run.' });
    }
    this.#ids = [];
  }
}
