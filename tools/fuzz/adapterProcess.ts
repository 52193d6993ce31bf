import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { MessageReader } from '../../debug-adapter/session/connection/messageReader.ts';
import { ADAPTER } from '../../debug-adapter/session/test/dapClient.ts';

/** How long to wait for an answer before it is taken for missing, in milliseconds. */
const PATIENCE = 120_000;

/** How many of the latest messages of a session are kept, to be shown when it fails. */
const MOST_KEPT = 3_000;

/** What shows of the inside in a sentence that a client is told. */
const INSIDE =
  /The debug adapter failed|fault of its own|is not a function|Cannot read prop|undefined|positional argument|object Object/;

/** The requests whose failure is an exception of the program, which may say anything. */
const SAY_ANYTHING = new Set(['evaluate', 'setVariable', 'setExpression', 'terminateThreads']);

/** An adapter on standard streams, and what it owes. A breach of what is held is thrown as an Error. */
export class AdapterProcess {
  /** The latest messages in both directions, as they were on the wire. */
  readonly log: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #reader = new MessageReader(() => true);
  /** How many answers each request is to get still, by its number. */
  readonly #owed = new Map<number, number>();
  readonly #events: DebugProtocol.Event[] = [];
  readonly #exited: Promise<number | null>;
  readonly #onMessage: (message: DebugProtocol.ProtocolMessage) => void;
  #stderr = '';
  #lastSeq = 0;
  #problem: string | undefined;
  #look = (): void => {};

  /** @param onMessage is told of all that comes. */
  constructor(onMessage: (message: DebugProtocol.ProtocolMessage) => void) {
    this.#onMessage = onMessage;
    this.#child = spawn(process.execPath, [ADAPTER]);
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.on('data', bytes => this.#reader.read(bytes));
    this.#child.stderr.on('data', bytes => {
      this.#stderr += bytes;
    });
    this.#reader.on('message', message => this.#receive(message));
    this.#reader.on('invalid', ({ message }) => this.#fail(`it sent no message: ${message}`));
    this.#exited = new Promise(resolve =>
      this.#child.on('close', code => {
        resolve(code);
        this.#look();
      }),
    );
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Sends a request. @returns its number. */
  request(command: string, args?: unknown, seq = ++this.#lastSeq): number {
    this.#owed.set(seq, (this.#owed.get(seq) ?? 0) + 1);
    this.sendContent(JSON.stringify({ seq, type: 'request', command, arguments: args }));
    return seq;
  }

  /** Sends the content of a message, be it none. */
  sendContent(content: string): void {
    this.sendBytes(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
  }

  sendBytes(bytes: string): void {
    this.#note(`> ${bytes}`);
    this.#child.stdin.write(bytes);
  }

  /** Sends a request that has to succeed. @returns the body of the response. */
  // biome-ignore lint/suspicious/noExplicitAny: any body of the protocol
  async succeed(command: string, args?: object): Promise<any> {
    const seq = this.request(command, args);
    const response = await this.#next(() => this.#responses.get(seq), `a response to ${command}`);
    this.#responses.delete(seq);
    if (!response.success) throw new Error(`${command} failed: ${response.message}`);
    return response.body;
  }

  /** Waits until all requests are answered. */
  async settled(): Promise<void> {
    await this.#next(
      () => (this.#owed.size === 0 ? true : undefined),
      () => `the answers to ${[...this.#owed.keys()].slice(0, 5).join(', ')}`,
    );
    this.#responses.clear();
  }

  /** The next event of a kind that comes after all that was read. */
  event(name: string): Promise<DebugProtocol.Event> {
    return this.#next(() => {
      const at = this.#events.findIndex(({ event }) => event === name);
      return at < 0 ? undefined : this.#events.splice(0, at + 1).at(-1);
    }, `the event ${name}`);
  }

  /** Forgets the events that have come. */
  forgetEvents(): void {
    this.#events.length = 0;
  }

  /** Waits for the end of the process. @returns its exit code. */
  async exitCode(): Promise<number | null> {
    const code = await withPatience(this.#exited, () => 'the exit of the adapter');
    if (this.#problem !== undefined) throw new Error(this.#problem);
    return code;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  readonly #responses = new Map<number, DebugProtocol.Response>();

  #note(line: string): void {
    this.log.push(line);
    if (this.log.length > MOST_KEPT) this.log.shift();
  }

  #fail(problem: string): void {
    this.#problem ??= problem;
    this.#look();
  }

  #receive(message: DebugProtocol.ProtocolMessage): void {
    this.#note(`< ${JSON.stringify(message).slice(0, 2_000)}`);
    if (message.type === 'event') this.#events.push(message as DebugProtocol.Event);
    else this.#receiveResponse(message as DebugProtocol.Response);
    this.#onMessage(message);
    this.#look();
  }

  #receiveResponse(response: DebugProtocol.Response): void {
    const { request_seq: seq, success, command, message = '' } = response;
    const owed = this.#owed.get(seq);
    if (owed === undefined) this.#fail(`request ${seq} was answered once too often`);
    else if (owed === 1) this.#owed.delete(seq);
    else this.#owed.set(seq, owed - 1);
    this.#responses.set(seq, response);
    const showsInside = !success && INSIDE.test(message) && !SAY_ANYTHING.has(command);
    if (showsInside) this.#fail(`the answer to ${command} shows the inside: ${message}`);
  }

  /** Waits until there is something to find. */
  async #next<Found>(find: () => Found | undefined, what: string | (() => string)): Promise<Found> {
    const found = Promise.withResolvers<Found>();
    const name = typeof what === 'string' ? () => what : what;
    this.#look = (): void => {
      if (this.#problem !== undefined) found.reject(new Error(this.#problem));
      const result = find();
      if (result !== undefined) found.resolve(result);
      else if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        found.reject(new Error(`the adapter died before ${name()}: ${this.#stderr}`));
      }
    };
    this.#look();
    try {
      return await withPatience(found.promise, name);
    } finally {
      this.#look = (): void => {};
    }
  }
}

async function withPatience<Result>(work: Promise<Result>, what: () => string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came of ${what()}`)), PATIENCE);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
