import * as vscode from 'vscode';
import type { OverviewResponse } from '../../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import type { ProgramStates } from '../programStates.ts';

/** How often a running program is asked how many continuations live, in milliseconds. */
const INTERVAL = 1_000;

/** What is known of the program of the active session. */
export class Overviews implements vscode.Disposable {
  readonly #states: ProgramStates;
  readonly #changed = new vscode.EventEmitter<OverviewResponse>();
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Which look at a program is the latest: an answer to an earlier one comes too late. */
  #look = 0;

  /** There is another overview. */
  readonly onDidChange = this.#changed.event;

  constructor(states: ProgramStates) {
    this.#states = states;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      states.onDidChange(session => {
        if (session.id === vscode.debug.activeDebugSession?.id) void this.#refresh();
      }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#refresh()),
    );
    void this.#refresh();
  }

  dispose(): void {
    this.#look++;
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  async #refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const look = ++this.#look;
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return;
    try {
      const overview: OverviewResponse = await session.customRequest('overview');
      if (look !== this.#look) return;
      this.#changed.fire(overview);
    } catch {
      // It is over, or not there yet: then there is another look.
      return;
    }
    if (!this.#states.stands(session)) this.#timer = setTimeout(() => this.#refresh(), INTERVAL);
  }
}
