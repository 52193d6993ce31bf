import type { Debuggee } from '../program/debuggee.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { BreakpointContext } from './breakpointContext.ts';
import { DataBreakpoints } from './dataBreakpoints.ts';
import { FunctionBreakpoints } from './functionBreakpoints.ts';
import { InstructionBreakpoints } from './instructionBreakpoints.ts';
import { SourceBreakpoints } from './sourceBreakpoints.ts';

/** Breakpoints of all kinds. Remembers them, for a restart. */
export class BreakpointArea {
  readonly #context: BreakpointContext;
  readonly #source: SourceBreakpoints;
  readonly #functions: FunctionBreakpoints;
  readonly #instructions: InstructionBreakpoints;
  readonly #data: DataBreakpoints;
  readonly handlers: RequestHandlers;

  constructor(session: Session) {
    this.#context = new BreakpointContext(session);
    this.#source = new SourceBreakpoints(this.#context);
    this.#functions = new FunctionBreakpoints(this.#context);
    this.#instructions = new InstructionBreakpoints(this.#context);
    this.#data = new DataBreakpoints(this.#context);
    this.handlers = {
      ...this.#source.handlers,
      ...this.#functions.handlers,
      ...this.#instructions.handlers,
      ...this.#data.handlers,
    };
  }

  /** Listens to what a program that was just started does to breakpoints. */
  follow(debuggee: Debuggee): void {
    this.#context.continuations.forget();
    debuggee.on('breakpoint', bound => this.#context.reportChange(bound));
    debuggee.on('stopped', ({ context }) => {
      this.#context.continuations.current = context;
    });
  }

  /** Sets all breakpoints again, in a program that was just started. */
  async restore(): Promise<void> {
    await this.#source.restore();
    await this.#functions.restore();
    this.#instructions.restore();
    await this.#data.restore();
  }
}
