import * as vscode from 'vscode';
import { Program } from '../../debug-adapter/model-tools/program.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { connectionTo } from './sessionConnection.ts';

/** The programs of this editor's sessions, followed from their beginning: models ask later. */
export class DebuggedPrograms implements vscode.Disposable {
  readonly #programs = new Map<vscode.DebugSession, Program>();
  readonly #subscriptions: vscode.Disposable;
  readonly #refused = new vscode.EventEmitter<Program>();
  #latest: Program | undefined;

  /** An adapter would not start a program. */
  readonly onDidRefuse = this.#refused.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#refused,
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
        createDebugAdapterTracker: session => {
          const program = new Program(connectionTo(session));
          this.#programs.set(session, program);
          this.#latest = program;
          return {
            onDidSendMessage: message => {
              program.read(message);
              if (program.refusal !== undefined) this.#refused.fire(program);
            },
          };
        },
      }),
      vscode.debug.onDidTerminateDebugSession(session => {
        this.#programs.get(session)?.end();
        this.#programs.delete(session);
      }),
    );
  }

  /** That of the session which has the focus, or the one that was started last. */
  get current(): Program | undefined {
    const { activeDebugSession } = vscode.debug;
    return (activeDebugSession && this.#programs.get(activeDebugSession)) ?? this.#latest;
  }

  /** The one that was started last. */
  get latest(): Program | undefined {
    return this.#latest;
  }

  /** The session of a program that is not over. */
  sessionOf(program: Program): vscode.DebugSession | undefined {
    return [...this.#programs].find(([, each]) => each === program)?.[0];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
