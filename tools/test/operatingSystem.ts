import { once } from 'node:events';
import net from 'node:net';
import type { GuestWorker } from '../../debug-adapter/runtime/node/guestWorker.ts';
import type { PythonRun } from './guestPython.ts';

/** A program that a guest wants to be run. */
export interface WantedProgram {
  /** Python's arguments. */
  readonly run: readonly string[];
  /** Its environment variables, if not those of every guest that is tested. */
  readonly env?: Readonly<Record<string, string>>;
  /** After how many milliseconds without a word it is ended. */
  readonly patience?: number;
}

/** A line of JSON from `operating_system.py`. */
type Request = WantedProgram | { readonly memory: true };

/**
 * Plays the operating system for a guest that is tested, which has none: starts
 * other Pythons, and tells how much memory the guest has. The guest asks on a port
 * of loopback.
 */
export class OperatingSystem {
  readonly #server: net.Server;
  readonly #run: (program: WantedProgram) => Promise<PythonRun>;
  /** The guest that asks. */
  guest: GuestWorker | undefined;

  /** @param run starts a Python. */
  constructor(run: (program: WantedProgram) => Promise<PythonRun>) {
    this.#run = run;
    this.#server = net.createServer({ allowHalfOpen: true }, socket => {
      socket.once('data', line => {
        void this.#answer(JSON.parse(String(line))).then(answer =>
          socket.end(JSON.stringify(answer)),
        );
      });
    });
  }

  /** The environment variable that tells the guest where to ask. */
  async listen(): Promise<Record<string, string>> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as net.AddressInfo;
    return { TEST_OPERATING_SYSTEM: String(port) };
  }

  close(): void {
    this.#server.close();
  }

  async #answer(request: Request): Promise<PythonRun | { bytes: number }> {
    if ('run' in request) return this.#run(request);
    return { bytes: this.guest?.memory?.buffer.byteLength ?? 0 };
  }
}
