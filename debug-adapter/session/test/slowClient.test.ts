import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { MessageReader } from '../connection/messageReader.ts';
import { ADAPTER } from './dapClient.ts';
import { Program } from './program.ts';
import { framed } from './rawClient.ts';

/** What may wait for a client: what is between the adapter and the guest, and the client. */
const MOST_WAITING = 16e6;

/** How often to look at what the adapter has written or has in memory, in milliseconds. */
const GLANCE = 50;

const PROGRAM = new Program('printing_without_end.py');

/** A client that reads only when it wants to. */
class SlowClient {
  readonly #adapter: ChildProcessWithoutNullStreams = spawn(process.execPath, [ADAPTER]);
  readonly #reader = new MessageReader(() => true);
  readonly exited = new Promise<number | null>(resolve => this.#adapter.on('close', resolve));
  #lastSeq = 0;
  #read = 0;
  #onMessage = (_: DebugProtocol.ProtocolMessage): void => {};

  constructor() {
    this.#adapter.stdout.on('data', bytes => {
      this.#read += bytes.length;
      this.#reader.read(bytes);
    });
    this.#reader.on('message', message => this.#onMessage(message));
  }

  /** How many bytes were read. */
  get bytesRead(): number {
    return this.#read;
  }

  stopReading(): void {
    this.#adapter.stdout.pause();
  }

  goOnReading(): void {
    this.#adapter.stdout.resume();
  }

  send(command: string, args: object = {}): number {
    this.#lastSeq++;
    const seq = this.#lastSeq;
    this.#adapter.stdin.write(framed({ seq, type: 'request', command, arguments: args }));
    return seq;
  }

  async request(command: string, args: object = {}): Promise<DebugProtocol.Response> {
    const seq = this.send(command, args);
    return (await this.next(
      message =>
        message.type === 'response' && (message as DebugProtocol.Response).request_seq === seq,
    )) as DebugProtocol.Response;
  }

  async event(name: string): Promise<DebugProtocol.Event> {
    return (await this.next(
      message => (message as DebugProtocol.Event).event === name,
    )) as DebugProtocol.Event;
  }

  /** The next message that is looked for. */
  next(
    isIt: (message: DebugProtocol.ProtocolMessage) => boolean,
  ): Promise<DebugProtocol.ProtocolMessage> {
    return new Promise(resolve => {
      this.#onMessage = message => {
        if (isIt(message)) resolve(message);
      };
    });
  }

  /** Waits until the program has counted no further for a while. @returns how far it got. */
  async standstill(progress: string): Promise<number> {
    let last = -1;
    for (let same = 0; same < 20; ) {
      await new Promise(resolve => setTimeout(resolve, GLANCE));
      const size = fs.statSync(progress, { throwIfNoEntry: false })?.size ?? 0;
      same = size === last && size > 0 ? same + 1 : 0;
      last = size;
    }
    return last;
  }
}

describe('R9: a client that does not read', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slow-client-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  for (const how of ['print', 'write', 'error']) {
    test(`lets the program wait that prints by ${how}, and finds it where it was`, async () => {
      const client = new SlowClient();
      const progress = `${folder}/${how}`;
      await client.request('initialize', { adapterID: 'wasix-python' });
      const launched = await client.request('launch', {
        program: PROGRAM.file,
        args: [how, progress],
        mounts: [{ source: folder }],
      });
      assert.ok(launched.success, launched.message);
      client.send('configurationDone');
      await client.event('output');
      client.stopReading();
      const beforehand = client.bytesRead;
      // A byte for each thousand that it has printed.
      const printed = (await client.standstill(progress)) * 1000;
      assert.ok(printed - beforehand < MOST_WAITING, `${printed} bytes wait`);
      // What is asked meanwhile is answered when there is somebody who reads.
      const paused = client.event('stopped');
      client.send('pause', { threadId: 1 });
      client.goOnReading();
      await paused;
      const { body } = await client.request('evaluate', { expression: 'how' });
      assert.equal(body.result, `'${how}'`);
      await client.request('continue', { threadId: 1 });
      client.stopReading();
      await client.standstill(progress);
      client.send('disconnect');
      client.goOnReading();
      assert.equal(await client.exited, 0);
    });
  }
});
