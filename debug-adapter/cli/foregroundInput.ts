import { LineDiscipline } from '../runtime/hosting/lineDiscipline.ts';
import type { GuestWorker } from '../runtime/node/guestWorker.ts';
import { COOKED, type TerminalModes } from '../runtime/terminal.ts';

/**
 * This process's standard input as the guest's. The guest gets it when it asks
 * for it, and what it does not read is left alone.
 *
 * A terminal does as it always does until the guest wants other modes than that;
 * then this process takes every key, and does what the modes leave of the
 * terminal's work. A key for a signal has to be seen at once: such a terminal is
 * read whether or not the guest asks.
 */
export class ForegroundInput {
  readonly #guest: GuestWorker;
  readonly #discipline: LineDiscipline;
  #isStarted = false;
  /** Whether each key comes as it is typed. */
  #isRaw = false;

  constructor(guest: GuestWorker) {
    this.#guest = guest;
    this.#discipline = new LineDiscipline({
      deliver: bytes => guest.writeInput(bytes),
      end: () => guest.writeInput(undefined),
      show: bytes => process.stdout.write(bytes),
      signal: name => this.#raise(name),
    });
    guest.on('inputWanted', () => this.#want());
    guest.on('terminalModes', modes => this.#setModes(modes));
    // Whichever way this process ends.
    process.once('exit', this.close);
    process.on('SIGCONT', this.#goOn);
  }

  /** Gives the terminal back as it was, and leaves the rest of the input to the next guest. */
  readonly close = (): void => {
    if (this.#isRaw) process.stdin.setRawMode(false);
    this.#isRaw = false;
    process.off('exit', this.close).off('SIGCONT', this.#goOn);
    if (!this.#isStarted) return;
    process.stdin.off('data', this.#take).off('end', this.#end).pause();
  };

  #want(): void {
    if (process.stdin.readableEnded) {
      this.#guest.writeInput(undefined);
    } else {
      this.#start();
      process.stdin.resume();
    }
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    process.stdin.on('data', this.#take);
    process.stdin.on('end', this.#end);
  }

  readonly #take = (bytes: Buffer): void => {
    if (this.#isRaw) {
      this.#discipline.type(bytes);
    } else {
      process.stdin.pause();
      this.#guest.writeInput(new Uint8Array(bytes));
    }
  };

  readonly #end = (): void => this.#guest.writeInput(undefined);

  readonly #goOn = (): void => {
    if (this.#isRaw) process.stdin.setRawMode(true);
  };

  #setModes(modes: TerminalModes): void {
    if (!process.stdin.isTTY) return;
    this.#discipline.modes = modes;
    this.#isRaw = modes.echo !== COOKED.echo || modes.lineBuffered !== COOKED.lineBuffered;
    process.stdin.setRawMode(this.#isRaw);
    if (this.#isRaw) this.#want();
  }

  #raise(name: 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'): void {
    if (name === 'SIGINT') {
      process.emit(name);
    } else if (process.platform !== 'win32') {
      // This process stops or ends at once: the terminal must not stay as it is.
      process.stdin.setRawMode(false);
      // As a terminal does, to all processes of the command.
      process.kill(0, name);
    }
  }
}
