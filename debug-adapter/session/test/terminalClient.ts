import { type ChildProcess, spawn } from 'node:child_process';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient.ts';

/** A client that runs programs in terminals of its own: pipes, by which a test reads and types. */
export class TerminalClient {
  readonly client: DapClient;
  /** What the adapter has asked for. */
  readonly asked: DebugProtocol.RunInTerminalRequestArguments[] = [];
  /** What the terminal shows. */
  screen = '';
  #shell: ChildProcess | undefined;
  #onOutput = (): void => {};
  readonly #ended = Promise.withResolvers<number | null>();

  constructor() {
    this.client = new DapClient(undefined, {
      runInTerminal: args => this.#run(args as DebugProtocol.RunInTerminalRequestArguments),
    });
  }

  /** Launches a program, up to where breakpoints are set. */
  async launch(configuration: object): Promise<void> {
    await this.client.request('initialize', {
      adapterID: 'wasix-python',
      supportsRunInTerminalRequest: true,
    });
    await this.client.request('launch', { console: 'integratedTerminal', ...configuration });
    await this.client.event('initialized');
  }

  type(text: string): void {
    this.#shell?.stdin?.write(text);
  }

  /** Sends a signal to the program's process, as a terminal does. */
  signal(name: NodeJS.Signals): void {
    this.#shell?.kill(name);
  }

  /** Waits until the terminal shows a text. */
  async shows(text: string): Promise<void> {
    while (!this.screen.includes(text)) {
      await new Promise<void>(resolve => {
        this.#onOutput = resolve;
      });
    }
  }

  /** Waits for the end of the process in the terminal. @returns its exit code. */
  ended(): Promise<number | null> {
    return this.#ended.promise;
  }

  #run(args: DebugProtocol.RunInTerminalRequestArguments): object {
    this.asked.push(args);
    const [command = '', ...rest] = args.args;
    const shell = spawn(command, rest, { cwd: args.cwd, env: process.env });
    this.#shell = shell;
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.on('data', data => {
        this.screen += data;
        this.#onOutput();
      });
    }
    shell.on('close', code => this.#ended.resolve(code));
    return { processId: shell.pid };
  }
}
