import type { FunctionBreakpoint } from '../../protocol/breakpoints.ts';
import type { RequestHandlers } from '../requests.ts';
import type { BreakpointContext } from './breakpointContext.ts';

/** Breakpoints on functions, by name. */
export class FunctionBreakpoints {
  readonly #context: BreakpointContext;
  #all: readonly FunctionBreakpoint[] = [];

  constructor(context: BreakpointContext) {
    this.#context = context;
  }

  readonly handlers: RequestHandlers = {
    setFunctionBreakpoints: async ({ breakpoints }) => {
      this.#all = breakpoints.map(({ name, condition, hitCondition }) => ({
        id: this.#context.nextId(),
        name,
        condition,
        hitCondition,
      }));
      return this.#context.describeAll(await this.#send());
    },
  };

  /** Sets all breakpoints again, in a program that was just started. */
  async restore(): Promise<void> {
    if (this.#all.length > 0) await this.#send();
  }

  #send() {
    return this.#context.session.debuggee.command('setFunctionBreakpoints', {
      breakpoints: this.#all,
    });
  }
}
