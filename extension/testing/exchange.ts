import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseEvent, type TestEvent, type TestRequest } from './events.ts';

/** How often to look for news, in milliseconds: not every file system tells of them. */
const INTERVAL = 50;

const CHUNK = 65_536;

/**
 * The folder by which the editor and `wasix_tests` talk to each other, whatever else the program
 * prints or may reach. It is the user's alone, and goes with this object.
 */
export class Exchange implements Disposable {
  readonly #home = fs.mkdtempSync(path.join(os.tmpdir(), 'wasix-python-tests-'));
  /** What the program is given. */
  readonly folder = path.join(this.#home, 'exchange');
  /** For the launch configuration, which the program is not given. */
  readonly launchFile = path.join(this.#home, 'launch.json');
  readonly #events = path.join(this.folder, 'events.jsonl');
  readonly #onEvent: (event: TestEvent) => void;
  readonly #descriptor: number;
  readonly #decoder = new TextDecoder();
  readonly #timer: NodeJS.Timeout;
  #rest = '';

  /** @param onEvent gets each event, in order. */
  constructor(request: TestRequest, onEvent: (event: TestEvent) => void) {
    this.#onEvent = onEvent;
    fs.mkdirSync(this.folder);
    fs.writeFileSync(path.join(this.folder, 'request.json'), JSON.stringify(request));
    this.#descriptor = fs.openSync(this.#events, 'a+');
    this.#timer = setInterval(() => this.read(), INTERVAL);
  }

  /** Passes on what was told since the last time; to be called when the program has ended, too. */
  read(): void {
    const chunk = Buffer.alloc(CHUNK);
    for (;;) {
      const length = fs.readSync(this.#descriptor, chunk);
      if (length === 0) return;
      const text = this.#rest + this.#decoder.decode(chunk.subarray(0, length), { stream: true });
      const lines = text.split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) {
        const event = parseEvent(line);
        if (event !== undefined) this.#onEvent(event);
      }
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    fs.closeSync(this.#descriptor);
    fs.rmSync(this.#home, { recursive: true, force: true });
  }
}
