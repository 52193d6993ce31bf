import type { DataBreakpoint } from '../../protocol/breakpoints.ts';
import type { RequestHandlers } from '../requests.ts';
import type { BreakpointContext } from './breakpointContext.ts';

/** Breakpoints on variables that change. */
export class DataBreakpoints {
  readonly #context: BreakpointContext;
  #all: readonly DataBreakpoint[] = [];

  constructor(context: BreakpointContext) {
    this.#context = context;
  }

  readonly handlers: RequestHandlers = {
    dataBreakpointInfo: async ({ name, variablesReference, frameId }) => {
      const info = await this.#context.session.debuggee.inspect('dataInfo', {
        name,
        reference: variablesReference || undefined,
        frame: frameId,
      });
      const { dataId, description, canPersist = false } = info;
      if (dataId === undefined) return { dataId: null, description };
      // Reading leaves no trace that could be watched.
      return { dataId, description, accessTypes: ['write'], canPersist };
    },

    setDataBreakpoints: async ({ breakpoints }) => {
      this.#all = breakpoints.map(({ dataId, condition, hitCondition }) => ({
        id: this.#context.nextId(),
        dataId,
        condition,
        hitCondition,
      }));
      return this.#context.describeAll(await this.#send());
    },
  };

  /** Sets those breakpoints again that have a meaning in a program that was just started. */
  async restore(): Promise<void> {
    if (this.#all.length === 0) return;
    for (const bound of await this.#send()) this.#context.reportChange(bound);
  }

  #send() {
    return this.#context.session.debuggee.command('setDataBreakpoints', {
      breakpoints: this.#all,
    });
  }
}
