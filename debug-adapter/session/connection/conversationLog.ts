import fs from 'node:fs';
import path from 'node:path';
import { unwritableLog } from '../errors.ts';

/** Whose message it is. */
type Sender = 'client' | 'adapter';

/**
 * How many messages are kept until it is known whether anybody wants them, and how long they may
 * be, in characters: somebody who does not show the token shall not fill the memory.
 */
const MOST_EARLY = 8;
const LONGEST_EARLY = 65_536;

/** Attributes of configurations that hold secrets, or may. */
const SECRET = /^(?:token|env)$/;

/** The messages between the client and the adapter, for the user who asks for them in a file. */
export class ConversationLog {
  /** What was said before it was known whether there is a file; undefined from then on. */
  #early: string[] | undefined = [];
  #file: number | undefined;

  note(sender: Sender, message: object): void {
    if (this.#early === undefined && this.#file === undefined) return;
    const line = `${new Date().toISOString()} ${sender}: ${JSON.stringify(message, withoutSecret)}\n`;
    if (this.#file !== undefined) this.#write(line);
    else this.#keep(line);
  }

  /**
   * Writes to a file from now on, which begins with what was said before.
   *
   * @throws DebugError when that cannot be.
   */
  open(file: string): void {
    this.close();
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      // A program could have put a link there, which leads to a file that is not its own.
      fs.rmSync(file, { force: true });
      this.#file = fs.openSync(file, 'wx', 0o600);
    } catch (error) {
      throw unwritableLog(file, (error as NodeJS.ErrnoException).code ?? '');
    }
    for (const line of this.#early ?? []) this.#write(line);
    this.#early = undefined;
  }

  /** Nobody wants the messages. */
  drop(): void {
    this.#early = undefined;
  }

  close(): void {
    if (this.#file !== undefined) fs.closeSync(this.#file);
    this.#file = undefined;
  }

  #keep(line: string): void {
    const early = this.#early as string[];
    if (early.length < MOST_EARLY && line.length <= LONGEST_EARLY) early.push(line);
  }

  #write(line: string): void {
    try {
      fs.writeSync(this.#file as number, line);
    } catch {
      // The disk is full: what debugs goes on.
      this.close();
    }
  }
}

/** Replaces what is secret, and keeps the names of environment variables. */
function withoutSecret(name: string, value: unknown): unknown {
  if (!SECRET.test(name)) return value;
  if (typeof value !== 'object' || value === null) return '…';
  return Object.fromEntries(Object.keys(value).map(variable => [variable, '…']));
}
