import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { AdapterProcess } from './adapterProcess.ts';
import { Numbers } from './numbers.ts';
import type { Random } from './random.ts';
import { someRequest } from './requests.ts';
import { wrongValue } from './values.ts';

const PROGRAM = path.join(import.meta.dirname, 'program.py');

/** The line of the program at which a normal session stops. */
const TURN =
  fs
    .readFileSync(PROGRAM, 'utf8')
    .split('\n')
    .findIndex(text => text.includes('@turn')) + 1;

/** How many messages are sent at most before the answers are waited for. */
const LONGEST_BURST = 60;

/** What is no content of a message. */
const NO_CONTENT = ['', '{', 'null', '[]', '"text"', '{"type":"request"}', '{"type":"x"}', '\0'];

/** What nothing can be read after. */
const BROKEN = [
  '\n',
  'GET / HTTP/1.1\r\n',
  'Content-Length: -1\r\n\r\n',
  'Content-Length: 1e3\r\n\r\n',
];

/**
 * One session in which an adapter is sent what nobody should send it, in every state that it
 * knows. After that it has to serve a normal session, and to end in order.
 *
 * @throws Error that says what was not held.
 */
export class FuzzedSession {
  readonly #random: Random;
  readonly #numbers = new Numbers(PROGRAM);
  readonly #adapter = new AdapterProcess(message => this.#learn(message));
  readonly #length: number;
  #sent = 0;
  #isStopped = false;

  /** @param length how many messages to send. */
  constructor(random: Random, length: number) {
    this.#random = random;
    this.#length = length;
  }

  /** The latest messages, one a line. */
  get log(): string {
    return this.#adapter.log.join('\n');
  }

  async run(): Promise<void> {
    const adapter = this.#adapter;
    try {
      // Before anything, …
      await this.#bursts(0.15);
      await adapter.succeed('initialize', { adapterID: 'fuzz' });
      // … before there is a program, …
      await this.#bursts(0.4);
      await this.#launch();
      // … before it runs, and in all that may come then.
      await this.#bursts(0.4);
      adapter.request('configurationDone');
      await this.#bursts(0.9);
      // Ended, if it has not yet.
      adapter.request('terminate');
      await this.#bursts(1);
      await this.#serveNormally();
      await this.#end();
    } finally {
      adapter.kill();
    }
  }

  #learn(message: DebugProtocol.ProtocolMessage): void {
    const { event, body } = message as DebugProtocol.Event;
    this.#numbers.learn(body);
    if (event === 'stopped') this.#isStopped = true;
    if (event === 'continued' || event === 'terminated') this.#isStopped = false;
  }

  /** Sends bursts of messages until a part of all of them is sent. */
  async #bursts(part: number): Promise<void> {
    while (this.#sent < part * this.#length) {
      const endless: number[] = [];
      const size = 1 + this.#random.below(LONGEST_BURST);
      for (let index = 0; index < size; index++) this.#sendSomething(endless);
      for (const requestId of endless) this.#adapter.request('cancel', { requestId });
      await this.#adapter.settled();
      if (this.#isStopped) this.#lookAround();
    }
  }

  #sendSomething(endless: number[]): void {
    const random = this.#random;
    this.#sent++;
    if (random.happens(0.02)) {
      this.#adapter.sendContent(random.of(NO_CONTENT));
      return;
    }
    if (random.happens(0.01)) {
      // It cannot be answered unless it has a number.
      this.#adapter.sendContent(
        JSON.stringify({ type: 'request', seq: 'x', command: wrongValue(random) }),
      );
      return;
    }
    const { command, arguments: args, isEndless = false } = someRequest(random, this.#numbers);
    const seq = this.#adapter.request(command, args);
    this.#numbers.lastRequest = seq;
    if (isEndless) endless.push(seq);
    // Some clients count from 1 again.
    else if (random.happens(0.02)) this.#adapter.request(command, args, seq);
  }

  /** Asks for what there is, so that later messages can be about it. */
  #lookAround(): void {
    const threadId = this.#numbers.threads.choose(this.#random);
    this.#adapter.request('stackTrace', { threadId });
    const frameId = this.#numbers.frames.choose(this.#random);
    this.#adapter.request('scopes', { frameId });
    this.#adapter.request('evaluate', { expression: 'buffer', frameId });
  }

  async #launch(): Promise<void> {
    this.#adapter.request('launch', { program: PROGRAM });
    // One of what was sent before may have done so.
    await this.#adapter.settled();
  }

  /** A session as an editor has it: a breakpoint, a stop, a look, a step. */
  async #serveNormally(): Promise<void> {
    const adapter = this.#adapter;
    await adapter.succeed('initialize', { adapterID: 'fuzz' });
    // The program may have ended by what was done to it.
    await adapter.succeed('restart', { arguments: { program: PROGRAM } });
    for (const kind of ['Function', 'Instruction', 'Data']) {
      await adapter.succeed(`set${kind}Breakpoints`, { breakpoints: [] });
    }
    await adapter.succeed('setExceptionBreakpoints', { filters: [] });
    const source = { path: PROGRAM };
    await adapter.succeed('setBreakpoints', { source, breakpoints: [] });
    // Whatever held it up is gone.
    adapter.request('continue', { threadId: 1 });
    await adapter.settled();
    adapter.forgetEvents();
    const breakpoints = [{ line: TURN }];
    const set = await adapter.succeed('setBreakpoints', { source, breakpoints });
    hold(set.breakpoints[0].verified, 'a breakpoint was not set');
    const { threadId, reason } = (await adapter.event('stopped')).body;
    hold(reason === 'breakpoint', `it stopped for ${reason}`);
    const { stackFrames } = await adapter.succeed('stackTrace', { threadId });
    hold(stackFrames[0].line === TURN, `it stopped at line ${stackFrames[0].line}`);
    const frameId = stackFrames[0].id;
    const { result } = await adapter.succeed('evaluate', { expression: 'rounds > 0', frameId });
    hold(result === 'True', `rounds > 0 is ${result}`);
    await adapter.succeed('next', { threadId });
    const stop = (await adapter.event('stopped')).body;
    hold(stop.reason === 'step', `the step ended by ${stop.reason}`);
  }

  async #end(): Promise<void> {
    const adapter = this.#adapter;
    const isBroken = this.#random.happens(0.3);
    if (isBroken) adapter.sendBytes(this.#random.of(BROKEN));
    else adapter.request('disconnect');
    const code = await adapter.exitCode();
    hold(code === (isBroken ? 1 : 0), `it ended with ${code}`);
    const said = isBroken ? /^debug-adapter: .+\n$/ : /^$/;
    hold(
      said.test(adapter.stderr),
      `on standard error there was ${JSON.stringify(adapter.stderr)}`,
    );
    if (!isBroken) await adapter.settled();
  }
}

function hold(isHeld: boolean, sentence: string): void {
  if (!isHeld) throw new Error(sentence);
}

/** Writes down the messages of a session that failed. @returns the path of the file. */
export function keepLog(session: FuzzedSession, name: string): string {
  const file = path.join(os.tmpdir(), `${name}.log`);
  fs.writeFileSync(file, session.log);
  return file;
}
