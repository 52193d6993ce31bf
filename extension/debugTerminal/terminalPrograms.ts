import * as vscode from 'vscode';
import {
  DEBUG_TERMINAL_VARIABLE,
  TERMINAL_PROGRAM_EVENT,
  type TerminalProgram,
} from '../../debug-adapter/session/connection/debugTerminal.ts';
import { PrivateDoor } from '../../debug-adapter/session/connection/privateDoor.ts';
import type { AdapterMessage } from '../../debug-adapter/session/lifecycle/relay.ts';
import { TerminalRelay } from '../../debug-adapter/session/node/terminalRelay.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { TypedCommands } from './typedCommands.ts';

/** The attribute by which a session finds the program that it is for; nobody writes it. */
const NUMBER = '__terminalProgram';

/** The programs that people start in debug terminals: each becomes a debug session. */
export class TerminalPrograms implements vscode.Disposable {
  readonly #door: PrivateDoor;
  /** Those whose sessions begin, by numbers that they are known by. */
  readonly #waiting = new Map<number, TerminalRelay>();
  readonly #commands = new TypedCommands<vscode.TerminalShellExecution>();
  readonly #watch: vscode.Disposable;
  #lastNumber = 0;

  private constructor(door: PrivateDoor) {
    this.#door = door;
    this.#watch = this.#watchForOthers();
    door.welcome(socket => {
      const relay = new TerminalRelay(socket);
      relay.once('message', message => void this.#debug(relay, message));
    });
  }

  /** @throws Error when there can be no door for them. */
  static async open(): Promise<TerminalPrograms> {
    return new TerminalPrograms(await PrivateDoor.open());
  }

  /** Where they are to tell of themselves. */
  get address(): string {
    return this.#door.address;
  }

  /** The adapter of the program that a session is for, if it is for one of these. */
  adapterOf(configuration: vscode.DebugConfiguration): vscode.DebugAdapter | undefined {
    const relay = this.#waiting.get(configuration[NUMBER]);
    return relay === undefined ? undefined : new TerminalAdapter(relay);
  }

  dispose(): void {
    this.#watch.dispose();
    this.#door.close();
  }

  /** Warns, once, of a command that another program has taken, and that nobody debugs. */
  #watchForOthers(): vscode.Disposable {
    const isHere = ({ creationOptions }: vscode.Terminal): boolean =>
      (creationOptions as vscode.TerminalOptions).env?.[DEBUG_TERMINAL_VARIABLE] === this.address;
    let hasWarned = false;
    return vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        if (isHere(terminal)) this.#commands.begin(execution, execution.commandLine.value);
      }),
      vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
        const name = this.#commands.end(execution);
        if (name === undefined || hasWarned) return;
        hasWarned = true;
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'Another {0} has run in this debug terminal, since it comes first on PATH: deactivate its environment.',
            name,
          ),
        );
      }),
    );
  }

  /** Leaves it to run by itself if nothing comes of its session. */
  async #debug(relay: TerminalRelay, message: AdapterMessage): Promise<void> {
    this.#commands.see();
    const { event, body } = message as { event?: string; body?: TerminalProgram };
    const number = ++this.#lastNumber;
    this.#waiting.set(number, relay);
    const isTaken =
      event === TERMINAL_PROGRAM_EVENT &&
      body !== undefined &&
      (await vscode.debug.startDebugging(folderOf(body), {
        type: DEBUG_TYPE,
        request: 'launch',
        name: body.name,
        ...body.configuration,
        // Who has typed in a terminal looks at it.
        internalConsoleOptions: 'neverOpen',
        [NUMBER]: number,
      }));
    this.#waiting.delete(number);
    if (!isTaken) relay.close();
  }
}

/** Passes on all between the editor and the adapter that runs in the program's process. */
class TerminalAdapter implements vscode.DebugAdapter {
  readonly #relay: TerminalRelay;
  readonly #messages = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.#messages.event;

  constructor(relay: TerminalRelay) {
    this.#relay = relay;
    relay.on('message', message => this.#messages.fire(message));
    // A terminal that was closed took its program along.
    relay.once('closed', () => {
      this.#messages.fire({ seq: 0, type: 'event', event: 'terminated' } as AdapterMessage);
    });
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.#relay.forward(message as Parameters<TerminalRelay['forward']>[0]);
  }

  dispose(): void {
    this.#relay.close();
    this.#messages.dispose();
  }
}

/** The folder of the workspace whose settings hold. */
function folderOf({ configuration }: TerminalProgram): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(configuration.cwd));
}
