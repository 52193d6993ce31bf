import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';

/** The requests that let a program go on, of VS Code and of this extension. */
const RESUMING = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'goto',
  'resume',
  'stepToSwitch',
  'runToContinuation',
  'stepBack',
  'reverseContinue',
  'reverseToSwitch',
  'reverseToChange',
  'travelTo',
]);

/** Which programs stand still, as VS Code and their adapters tell each other. */
export class ProgramStates implements vscode.Disposable {
  readonly #standing = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.DebugSession>();
  readonly #subscriptions: vscode.Disposable;

  /** A program has stopped, goes on, or is over; or what there is to see of it has changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
        createDebugAdapterTracker: session => ({
          onDidSendMessage: message => this.#read(session, message),
        }),
      }),
      vscode.debug.onDidTerminateDebugSession(session => this.#set(session, false)),
    );
  }

  stands({ id }: vscode.DebugSession): boolean {
    return this.#standing.has(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #read(session: vscode.DebugSession, message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') this.#readEvent(session, message as DebugProtocol.Event);
    if (message.type !== 'response') return;
    const { command, success } = message as DebugProtocol.Response;
    // They have other numbers now.
    if (command === 'setBreakpoints' && this.stands(session)) this.#changed.fire(session);
    if (success && RESUMING.has(command)) this.#set(session, false);
  }

  #readEvent(session: vscode.DebugSession, { event, body }: DebugProtocol.Event): void {
    // One that is about a single thread only shows that.
    if (event === 'stopped' && body?.allThreadsStopped) this.#set(session, true);
    if (event === 'continued' || event === 'terminated') this.#set(session, false);
    // A statement in the console has let others run, or a continuation was ended.
    if (event === 'invalidated' && this.stands(session)) this.#changed.fire(session);
  }

  #set(session: vscode.DebugSession, stands: boolean): void {
    if (stands) this.#standing.add(session.id);
    else this.#standing.delete(session.id);
    this.#changed.fire(session);
  }
}
