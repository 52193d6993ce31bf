import type { DebugProtocol } from '@vscode/debugprotocol';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';

const ANY = 'any';
const THIS = 'this';

/** In which continuations a breakpoint stops. */
export const BREAKPOINT_MODES: DebugProtocol.BreakpointMode[] = [
  {
    mode: ANY,
    label: 'Any Continuation',
    description: 'Stops in every continuation.',
    appliesTo: ['source', 'instruction'],
  },
  {
    mode: THIS,
    label: 'This Continuation',
    description:
      'Stops only in the continuation that stopped last when the breakpoint was set; before any stop, in main.',
    appliesTo: ['source', 'instruction'],
  },
];

/** Says to which continuation each breakpoint of the mode "this continuation" belongs. */
export class ContinuationChoice {
  /** The context that stopped last. */
  current = MAIN_CONTEXT;
  /** By what tells a breakpoint from all others: clients send all of them again at each change. */
  #chosen = new Map<string, number>();

  /**
   * The context of each breakpoint, undefined for any. A breakpoint that was
   * there before keeps its own.
   *
   * @param owner what the breakpoints belong to; those set there before are replaced.
   * @param requests the mode of each breakpoint, and what it is on.
   */
  choose(
    owner: string,
    requests: readonly { readonly mode?: string | undefined; readonly on: string }[],
  ): (number | undefined)[] {
    const before = this.#chosen;
    const prefix = `${owner}\n`;
    this.#chosen = new Map([...before].filter(([key]) => !key.startsWith(prefix)));
    return requests.map(({ mode, on }) => {
      if (mode !== THIS) return undefined;
      const key = prefix + on;
      const context = before.get(key) ?? this.current;
      this.#chosen.set(key, context);
      return context;
    });
  }

  /** Forgets the contexts of a program that is over. */
  forget(): void {
    this.current = MAIN_CONTEXT;
    this.#chosen.clear();
  }
}
