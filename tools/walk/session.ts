import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';

/** What a debugger did that it may not do. */
export class Violation extends Error {}

/** A debug adapter that debugs one program after another, each restarted as the next. */
export class Session {
  readonly client = new DapClient();
  stdout = '';
  logged: string[] = [];
  exitCode: number | undefined;
  readonly #answers = new Map<number, number>();
  #hasBegun = false;

  constructor() {
    this.client.onMessage(message => {
      if (message.type === 'response') {
        const { request_seq } = message as DebugProtocol.Response;
        this.#answers.set(request_seq, (this.#answers.get(request_seq) ?? 0) + 1);
      } else if (message.type === 'event') {
        this.#note(message as DebugProtocol.Event);
      }
    });
  }

  #note({ event, body }: DebugProtocol.Event): void {
    if (event === 'exited') this.exitCode = body.exitCode;
    if (event !== 'output') return;
    if (body.category === 'stdout') this.stdout += body.output;
    // The name of the continuation goes before.
    const [logged] = /\blog \d+ .*/.exec(body.output) ?? [];
    if (logged !== undefined) this.logged.push(logged);
  }

  /** Begins a program. @returns whether it still waits for the configuration to be done. */
  async begin(configuration: object): Promise<boolean> {
    this.stdout = '';
    this.logged = [];
    this.exitCode = undefined;
    if (this.#hasBegun) {
      await this.request('restart', { arguments: { ...configuration, stopOnEntry: true } });
      return false;
    }
    this.#hasBegun = true;
    await this.request('initialize', { adapterID: 'walk', pathFormat: 'path' });
    await this.request('launch', configuration);
    await this.client.event('initialized');
    return true;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the body is a response's
  request(command: string, args: object = {}): Promise<any> {
    return this.client.request(command, args);
  }

  /** @throws Violation when a request has been answered more than once. */
  checkAnswers(): void {
    for (const [seq, count] of this.#answers) {
      if (count !== 1) throw new Violation(`request ${seq} was answered ${count} times`);
    }
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
