import type { DebugProtocol } from '@vscode/debugprotocol';
import path from '#platform/path.ts';
import { startInTerminal } from '#platform/terminalStart.ts';
import { DebugError, noTerminal, programEnded, terminalFailed } from '../errors.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';
import type { Session } from '../session.ts';
import type { Relay } from './relay.ts';
import type { TerminalClient } from './terminalClient.ts';

/** Launching a program in a terminal of the client's, where an adapter of its own debugs it. */
export class TerminalLaunch {
  readonly #session: Session;
  readonly #client: TerminalClient;

  constructor(session: Session, client: TerminalClient) {
    this.#session = session;
    this.#client = client;
  }

  /**
   * Whether a configuration asks for a terminal.
   *
   * @throws DebugError when the client has none.
   */
  isWantedBy({ console, replay }: LaunchConfiguration): boolean {
    // What a recorded run reads and prints is in the recording.
    if (console === 'internalConsole' || replay !== undefined) return false;
    if (!this.#session.client.supportsRunInTerminalRequest) throw noTerminal(console);
    return true;
  }

  /**
   * Launches the program there, up to where breakpoints are set.
   *
   * @param args what the client sent with `launch`.
   * @throws DebugError when the terminal, or the program, does not start.
   */
  async start(configuration: LaunchConfiguration, args: object): Promise<Relay> {
    const title = titleOf(configuration);
    const relay = await startInTerminal(configuration, title, this.#client.runInTerminal);
    await relay.ask('initialize', this.#session.client);
    const response = await relay.ask('launch', { ...args, ...absolutePaths(configuration) });
    if (response?.success) return relay;
    relay.close();
    throw failureOf(response);
  }

  /** Lets the client and the adapter in the terminal talk to each other from now on. */
  connect(relay: Relay): void {
    this.#session.relay = relay;
    let isOver = false;
    relay.on('message', message => {
      const { event } = message as DebugProtocol.Event;
      // The client has heard that already, from here.
      if (event === 'initialized') return;
      const { command, success } = message as DebugProtocol.Response;
      isOver ||= event === 'terminated' || (command === 'disconnect' && success);
      this.#client.pass(message);
    });
    relay.on('closed', unanswered => {
      this.#session.relay = undefined;
      for (const { seq, command } of unanswered) {
        // What was to end has ended; anything else is answered as without a program.
        const success = command === 'disconnect' || command === 'terminate';
        const message = success ? {} : { message: programEnded().message };
        this.#client.pass({
          seq: 0,
          type: 'response',
          request_seq: seq,
          command,
          success,
          ...message,
        });
      }
      if (!isOver) this.#session.emit('terminated');
    });
  }
}

function titleOf({ program, module }: LaunchConfiguration): string {
  return `WASIX Python: ${program === undefined ? module : path.basename(program)}`;
}

/** The paths that are taken from where this adapter runs, which is elsewhere than the terminal. */
function absolutePaths({ program, cwd, mounts }: LaunchConfiguration): object {
  return {
    cwd: path.resolve(cwd),
    mounts: mounts.map(mount => ({ ...mount, source: path.resolve(mount.source) })),
    ...(program === undefined ? {} : { program: path.resolve(program) }),
  };
}

function failureOf(response: DebugProtocol.Response | undefined): Error {
  if (response === undefined) return terminalFailed('it ended before the program began');
  const { id, showUser = false } = (response as DebugProtocol.ErrorResponse).body.error ?? {};
  return new DebugError(id ?? 0, response.message ?? '', showUser);
}
