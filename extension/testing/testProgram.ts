import { type ChildProcess, spawn } from 'node:child_process';
import type { NodeProgram } from '../nodeFinder.ts';

/** What a line of standard error begins with that says why no tests were run. */
const REASON = /^(?:ERROR|pytest: error|wasix-python): (.*)/gm;

/** Tests that run in a process, without the debugger. */
export class TestProgram {
  readonly #process: ChildProcess;
  #errors = '';

  /**
   * @param command the path of `cli.js`.
   * @param launchFile holds the launch configuration.
   * @param onOutput gets what is printed beside what the tests print.
   */
  constructor(
    { file, env }: NodeProgram,
    command: string,
    launchFile: string,
    onOutput: (text: string) => void,
  ) {
    this.#process = spawn(file, [command, 'launch', launchFile], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process.stdout?.setEncoding('utf8').on('data', onOutput);
    this.#process.stderr?.setEncoding('utf8').on('data', text => {
      this.#errors += text;
      onOutput(text);
    });
  }

  /** @throws Error when it cannot be started. */
  async finished(): Promise<void> {
    await new Promise((resolve, reject) => {
      this.#process.on('error', reject);
      this.#process.on('close', resolve);
    });
  }

  /** The last reason that it gave for doing nothing, if it gave one. */
  get reason(): string | undefined {
    return [...this.#errors.matchAll(REASON)].at(-1)?.[1];
  }

  /** Ends it before it has finished. */
  cancel(): void {
    this.#process.kill();
  }
}
