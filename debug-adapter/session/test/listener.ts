import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ADAPTER, DapClient } from './dapClient.ts';
import { RawClient } from './rawClient.ts';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** A process that listens for debug clients, on a port that is free. */
export class Listener {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #stderr = '';
  #stdout = '';
  #onOutput = (): void => {};

  private constructor(args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string) {
    this.#child = spawn(process.execPath, args, { env: { ...process.env, ...env }, cwd });
    this.#child.stderr?.on('data', data => {
      this.#stderr += data;
      this.#onOutput();
    });
    this.#child.stdout?.on('data', data => {
      this.#stdout += data;
      this.#onOutput();
    });
    this.#ended = new Promise(resolve => this.#child.on('close', resolve));
  }

  /** A program under `wasix-python debug`. */
  static program(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Listener {
    return new Listener([CLI, 'debug', '--listen', '127.0.0.1:0', ...args], env, cwd);
  }

  /** The debug adapter alone, which starts programs. */
  static adapter(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Listener {
    return new Listener([ADAPTER, '--port', '0', ...args], env);
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  type(text: string): void {
    this.#child.stdin?.end(text);
  }

  async port(): Promise<number> {
    return Number(await this.#printed(/listening (?:for a debug client )?on 127\.0\.0\.1:(\d+)\n/));
  }

  /** The token that it has printed. */
  async token(): Promise<string> {
    return this.#printed(/its token is (\S+)\n/);
  }

  /** The launch configuration that it has printed. */
  async configuration(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.#printed(/in launch\.json: (\{.*\})\n/));
  }

  /** Connects somebody who has not said anything yet. */
  async connect(): Promise<RawClient> {
    const socket = net.connect(await this.port(), '127.0.0.1');
    socket.unref();
    return new RawClient(socket, socket);
  }

  /** Connects a client, which has not shown the token yet. */
  async client(): Promise<DapClient> {
    const client = DapClient.connect(await this.port());
    await client.request('initialize', { adapterID: 'wasix-python', pathFormat: 'path' });
    return client;
  }

  /** Connects a client, and attaches it to the program. */
  async attached(configuration: object = {}): Promise<DapClient> {
    const client = await this.client();
    await client.request('attach', { token: await this.token(), ...configuration });
    await client.event('initialized');
    return client;
  }

  /** Connects a client, and has it start a program, which still waits to be let run. */
  async launched(configuration: object): Promise<DapClient> {
    const client = await this.client();
    await client.request('launch', { token: await this.token(), ...configuration });
    await client.event('initialized');
    return client;
  }

  /** How much of this machine's memory the process has, in MB. Only Linux tells it. */
  get residentMemory(): number {
    const status = fs.readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
  }

  /** Waits for the end. @returns the exit code. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Ends it as a terminal does, and waits for that. @returns the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  async #printed(text: RegExp): Promise<string> {
    for (;;) {
      const found = text.exec(this.#stdout + this.#stderr)?.[1];
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(`it has ended: ${this.#stderr}`);
      await new Promise<void>(resolve => {
        this.#onOutput = resolve;
        void this.#ended.then(() => resolve());
      });
    }
  }
}
