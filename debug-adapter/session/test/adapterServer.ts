import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { ADAPTER, DapClient } from './dapClient.ts';

/** The built adapter on a port: one process for any number of sessions. */
export class AdapterServer {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(): Promise<AdapterServer> {
    const child = spawn(process.execPath, [ADAPTER, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    return new AdapterServer(child, Number(/:(\d+)$/m.exec(line)?.[1]));
  }

  /** Connects a client, for a session of its own. */
  client(): DapClient {
    return DapClient.connect(this.#port);
  }

  /** How much of this machine's memory the process has, in MB. Only Linux tells it. */
  get residentMemory(): number {
    const status = fs.readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}
