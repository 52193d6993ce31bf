import fs from 'node:fs';
import path from 'node:path';
import { GuestWorker } from '../../debug-adapter/runtime/node/guestWorker.ts';
import { findPython } from '../../debug-adapter/session/node/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';
import { parseTrace, type Trace } from './trace.ts';

/** What the programs import that is nobody's own code. */
export const LIBRARY = path.join(import.meta.dirname, 'library');

/** What a program does without the debugger. */
export interface Truth {
  readonly trace: Trace;
  readonly stdout: string;
  readonly code: number;
}

/** Runs programs without the debugger, one after the other, in one Python. */
export class Oracle {
  readonly #guest: GuestWorker;
  #said = '';
  #onWord: () => void = () => {};
  #hasEnded = false;

  /** @param folder holds the folders of all programs that it will be asked about. */
  constructor(folder: string) {
    const python = findPython();
    if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
    const mounts = [folder, import.meta.dirname].map(
      point => ({ kind: 'directory', point, source: point, isReadOnly: false }) as const,
    );
    this.#guest = new GuestWorker({
      ...pythonGuest(python, {
        args: [path.join(import.meta.dirname, 'tracer.py')],
        env: { PYTHONPATH: LIBRARY, PYTHONDONTWRITEBYTECODE: '1' },
        cwd: '/tmp',
        mounts,
        network: 'off',
        packages: [],
      }),
      output: 'message',
    });
    this.#guest.on('output', (_stream, bytes) => {
      this.#said += Buffer.from(bytes).toString();
      this.#onWord();
    });
    this.#guest.on('ended', () => {
      this.#hasEnded = true;
      this.#onWord();
    });
  }

  /** Asks what the `main.py` of a folder does. @throws Error when Python itself has failed. */
  async consult(folder: string): Promise<Truth> {
    if (!this.#hasEnded) this.#said = '';
    this.#guest.writeInput(Buffer.from(`${folder}\n`));
    while (!this.#said.includes('done\n')) {
      if (this.#hasEnded) throw new Error(`the oracle has failed: ${this.#said}`);
      await new Promise<void>(resolve => (this.#onWord = resolve));
    }
    const file = path.join(folder, 'trace.json');
    const { events, stdout, code } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return { trace: parseTrace(events), stdout, code };
  }

  async close(): Promise<void> {
    await this.#guest.terminate();
  }
}
