import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** A message that the adapter sent. */
export type ServerMessage = DebugProtocol.Event | DebugProtocol.Response;

/** How long to wait for something that does not come, in milliseconds. */
const PATIENCE = 60_000;

/** The adapter, as built. */
export const ADAPTER = path.resolve(import.meta.dirname, '../../../dist/debug-adapter.js');

/** An environment variable with the port of an adapter that is to be driven instead of the built one. */
export const OTHER_ADAPTER_VARIABLE = 'WASIX_PYTHON_TESTED_PORT';

/** A client of the Debug Adapter Protocol that drives the built adapter as an editor would. */
export class DapClient {
  readonly #adapter: ChildProcess;
  readonly #listeners = new Set<(message: ServerMessage) => void>();
  readonly #responses = new Map<number, PromiseWithResolvers<DebugProtocol.Response>>();
  /** Events that nobody has waited for yet, in order. */
  readonly #unread: DebugProtocol.Event[] = [];
  readonly #handlers: Record<string, (args: object) => object>;
  #input = Buffer.alloc(0);
  #lastSeq = 0;

  /**
   * @param command starts an adapter that serves its standard input and output.
   * @param handlers what the client does when the adapter asks it to; what one throws is the answer.
   */
  constructor(
    command: readonly string[] = usualCommand(),
    handlers: Record<string, (args: object) => object> = {},
  ) {
    this.#handlers = handlers;
    const [program = '', ...args] = command;
    this.#adapter = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#adapter.stdout?.on('data', this.#receive);
    // A test that fails half-way must not keep its process waiting for the
    // adapter, which ends when its standard input does.
    this.#adapter.unref();
    for (const stream of [this.#adapter.stdin, this.#adapter.stdout]) (stream as Socket).unref();
    this.#adapter.on('exit', () => this.#fail(new Error('the adapter has exited')));
  }

  /** A client of an adapter that listens on a port of this machine. */
  static connect(port: number): DapClient {
    return new DapClient(commandThatConnects(port));
  }

  /** Called with every message of the adapter, in order. */
  onMessage(listener: (message: ServerMessage) => void): void {
    this.#listeners.add(listener);
  }

  /** Sends a request. @returns the response's body. @throws Error with the adapter's sentence. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields that it expects
  async request(command: string, args: object = {}): Promise<any> {
    const response = await this.send(command, args);
    if (!response.success) throw new Error(response.message);
    return response.body;
  }

  /** Sends a request. @returns the response, failed or not. */
  send(command: string, args: object = {}): Promise<DebugProtocol.Response> {
    return this.begin(command, args).response;
  }

  /** Sends a request. @returns its number, and the response, failed or not. */
  begin(
    command: string,
    args: object = {},
  ): { seq: number; response: Promise<DebugProtocol.Response> } {
    const seq = ++this.#lastSeq;
    const response = Promise.withResolvers<DebugProtocol.Response>();
    this.#responses.set(seq, response);
    this.#write({ seq, type: 'request', command, arguments: args });
    return { seq, response: withPatience(response.promise, `a response to ${command}`) };
  }

  /** The next event of a kind that has not been waited for, now or when it comes. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields that it expects
  async event(name: string, matches: (body: any) => boolean = () => true): Promise<any> {
    const { body } = await this.#nextEvent(
      event => event.event === name && matches(event.body),
      `the event ${name}`,
    );
    return body;
  }

  /** The next event of any of these kinds. */
  eventOf(...names: string[]): Promise<DebugProtocol.Event> {
    return this.#nextEvent(({ event }) => names.includes(event), `one of ${names.join(', ')}`);
  }

  #nextEvent(
    isIt: (event: DebugProtocol.Event) => boolean,
    what: string,
  ): Promise<DebugProtocol.Event> {
    const found = Promise.withResolvers<DebugProtocol.Event>();
    const search = (): void => {
      const index = this.#unread.findIndex(isIt);
      if (index < 0) return;
      this.#listeners.delete(search);
      found.resolve(this.#unread.splice(index, 1)[0] as DebugProtocol.Event);
    };
    this.#listeners.add(search);
    search();
    return withPatience(found.promise, what);
  }

  /** Leaves the adapter's input and output to somebody else, and does not listen meanwhile. */
  async lend<Result>(use: (input: Writable, output: Readable) => Promise<Result>): Promise<Result> {
    const { stdin, stdout } = this.#adapter;
    if (stdin === null || stdout === null) throw new Error('the adapter has no such streams');
    stdout.off('data', this.#receive);
    try {
      return await withPatience(use(stdin, stdout), 'what the streams were lent for');
    } finally {
      stdout.on('data', this.#receive);
    }
  }

  /** Ends the adapter, politely, and waits for that. */
  async close(): Promise<void> {
    if (this.#adapter.exitCode !== null) return;
    const exited = new Promise(resolve => this.#adapter.once('exit', resolve));
    // Some adapters end only when their input does.
    this.send('disconnect').then(
      () => this.#adapter.stdin?.end(),
      () => {},
    );
    await withPatience(exited, 'the exit of the adapter');
  }

  #write(message: object): void {
    const content = JSON.stringify(message);
    this.#adapter.stdin?.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
  }

  /** Does what the adapter asks for, and answers. */
  #serve({ seq, command, arguments: args }: DebugProtocol.Request): void {
    const response = { seq: ++this.#lastSeq, type: 'response', request_seq: seq, command };
    try {
      this.#write({ ...response, success: true, body: this.#handlers[command]?.(args) });
    } catch (error) {
      this.#write({ ...response, success: false, message: (error as Error).message });
    }
  }

  /** Closes the adapter's input without a word, as an editor that dies does. */
  leave(): void {
    this.#adapter.stdin?.end();
  }

  readonly #receive = (data: Buffer): void => {
    this.#input = Buffer.concat([this.#input, data]);
    for (;;) {
      const headerEnd = this.#input.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const header = this.#input.toString('utf8', 0, headerEnd);
      const length = Number(/Content-Length: (\d+)/i.exec(header)?.[1]);
      const end = headerEnd + 4 + length;
      if (this.#input.length < end) return;
      const message = JSON.parse(this.#input.toString('utf8', headerEnd + 4, end));
      this.#input = this.#input.subarray(end);
      if (message.type === 'request') this.#serve(message);
      else this.#deliver(message);
    }
  };

  #deliver(message: ServerMessage): void {
    if (message.type === 'event') this.#unread.push(message as DebugProtocol.Event);
    for (const listener of [...this.#listeners]) listener(message);
    if (message.type !== 'response') return;
    const response = message as DebugProtocol.Response;
    this.#responses.get(response.request_seq)?.resolve(response);
    this.#responses.delete(response.request_seq);
  }

  #fail(error: Error): void {
    for (const response of this.#responses.values()) response.reject(error);
    this.#responses.clear();
  }
}

function usualCommand(): readonly string[] {
  const port = process.env[OTHER_ADAPTER_VARIABLE];
  return port === undefined ? [process.execPath, ADAPTER] : commandThatConnects(Number(port));
}

/** Any program that passes bytes on is an adapter on standard streams. */
function commandThatConnects(port: number): readonly string[] {
  const relay = `const s = require('net').connect(${port}, '127.0.0.1'); process.stdin.pipe(s).pipe(process.stdout)`;
  return [process.execPath, '-e', relay];
}

function withPatience<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  const error = new Error(`waited ${PATIENCE / 1000} s for ${what}`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(error), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
