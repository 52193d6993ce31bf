import { openLogFile } from '#platform/logFile.ts';
import type { LogFile } from './platform/logFile.ts';

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
  #file: LogFile | undefined;

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
    this.#file = openLogFile(file);
    for (const line of this.#early ?? []) this.#write(line);
    this.#early = undefined;
  }

  /** Nobody wants the messages. */
  drop(): void {
    this.#early = undefined;
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #keep(line: string): void {
    const early = this.#early as string[];
    if (early.length < MOST_EARLY && line.length <= LONGEST_EARLY) early.push(line);
  }

  #write(line: string): void {
    try {
      this.#file?.write(line);
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
