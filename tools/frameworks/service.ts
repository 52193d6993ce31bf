/** A service in WASIX Python under the debug adapter, and somebody who asks it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';

/** After how many milliseconds somebody who was refused asks again. */
const BETWEEN_TRIES = 50;

/** How long to ask for an answer that does not come, in milliseconds. */
const PATIENCE = 60_000;

/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A port of loopback on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A program that is launched by the debug adapter, and listens on a port. */
export class Service implements AsyncDisposable {
  readonly client = new DapClient();
  readonly #port: number;
  #output = '';
  #hasEnded = false;

  private constructor(port: number) {
    this.#port = port;
    this.client.onMessage(message => {
      if (message.type !== 'event' || !('event' in message)) return;
      if (message.event === 'output') this.#output += message.body.output;
      if (message.event === 'terminated') this.#hasEnded = true;
    });
  }

  /** Launches it, with breakpoints in a file. */
  static async launch(
    port: number,
    configuration: object,
    { file, lines }: { readonly file: string; readonly lines: readonly number[] },
  ): Promise<Service> {
    const service = new Service(port);
    const { client } = service;
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', configuration);
    await client.event('initialized');
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: file },
      breakpoints: lines.map(line => ({ line })),
    });
    for (const { verified, message } of breakpoints) assert.ok(verified, message);
    await client.request('configurationDone');
    return service;
  }

  /** All that the program and the debugger have written. */
  get output(): string {
    return this.#output;
  }

  /** Asks once the service listens. @throws Error with its output if it ends before. */
  ask(path: string): Promise<Answer> {
    return this.#insist(path, () => true, ['ECONNREFUSED']);
  }

  /** Asks a service that starts again, until its answer contains a text. */
  async askUntil(path: string, text: string): Promise<void> {
    // The old one may still answer, and may be ended while it does.
    await this.#insist(path, answer => answer.text.includes(text), ['ECONNREFUSED', 'ECONNRESET']);
  }

  /** Asks again and again, until the answer will do. */
  async #insist(
    path: string,
    willDo: (answer: Answer) => boolean,
    passing: readonly string[],
  ): Promise<Answer> {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      try {
        const answer = await this.#askNow(path);
        if (willDo(answer)) return answer;
      } catch (error) {
        if (!passing.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
      if (this.#hasEnded) throw new Error(`it has ended: ${this.#output}`);
      await delay(BETWEEN_TRIES);
    }
    throw new Error(`asked ${path} for ${PATIENCE / 1000} s: ${this.#output}`);
  }

  async #askNow(path: string): Promise<Answer> {
    const request = http.get({ agent: false, host: '127.0.0.1', port: this.#port, path });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode ?? 0, text };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.client.close();
  }
}
