import { type ChildProcess, spawn } from 'node:child_process';

/** How long a program may take to print what is waited for, in milliseconds. */
const PATIENCE = 60_000;

/**
 * A command that runs on a terminal of its own, made by `script` of util-linux,
 * and a person who sees what it prints and types.
 */
export class Terminal {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #screen = '';
  #onOutput = (): void => {};

  /** @param command for `sh`. */
  constructor(command: string, cwd: string) {
    this.#child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd,
      // `script` runs the command by the user's shell: the tests shall not depend on whose.
      env: { ...process.env, SHELL: '/bin/sh', TERM: 'dumb' },
    });
    this.#child.stdout?.on('data', data => {
      this.#screen += data;
      this.#onOutput();
    });
    this.#ended = new Promise(resolve => this.#child.on('close', resolve));
  }

  /** All that the terminal has shown, echoes included. */
  get screen(): string {
    return this.#screen.replaceAll('\r\n', '\n');
  }

  /** Waits until the terminal has shown a text. */
  async shows(text: string): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!this.screen.includes(text)) {
      const remaining = deadline - performance.now();
      if (remaining <= 0 || this.#child.exitCode !== null) {
        this.#child.stdin?.end();
        this.#child.kill('SIGKILL');
        throw new Error(`the terminal never showed ${JSON.stringify(text)} in:\n${this.screen}`);
      }
      await new Promise<void>(resolve => {
        this.#onOutput = resolve;
        setTimeout(resolve, Math.min(remaining, 100)).unref();
      });
    }
  }

  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Waits until the command is over. @returns its exit code. */
  async ended(): Promise<number | null> {
    const code = await this.#ended;
    this.#child.stdin?.end();
    return code;
  }
}
