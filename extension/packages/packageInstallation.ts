import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { NodeProgram } from '../nodeFinder.ts';

/** What is to be installed, and where. */
export interface Installation {
  /** Names of packages, and whatever else belongs after `pip install`. */
  readonly packages: readonly string[];
  /** The folder of the programs that are to import them. */
  readonly folder: string;
  /** What is asked besides pip's own index: see `wasix-python pip`; undefined leaves it to that. */
  readonly wheelIndex: string | undefined;
}

/** Installs packages by the command, as a person would in a terminal. */
export class PackageInstallation {
  readonly #process: ChildProcess;
  /** What pip says last of all that went wrong, or else the command. */
  #problem: string | undefined;

  /**
   * @param command the path of `cli.js`.
   * @param onLine gets each line that pip prints.
   */
  constructor(
    { file, env }: NodeProgram,
    command: string,
    { packages, folder, wheelIndex }: Installation,
    onLine: (line: string) => void,
  ) {
    const index = wheelIndex === undefined ? [] : ['--wheel-index', wheelIndex];
    this.#process = spawn(file, [command, 'pip', 'install', ...index, ...packages], {
      cwd: folder,
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: pip is a process that the command waits for.
      detached: process.platform !== 'win32',
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', line => {
        const [, teller, problem] = /^(ERROR|wasix-python): (.*)/.exec(line) ?? [];
        if (teller === 'ERROR') this.#problem = problem;
        else this.#problem ??= problem;
        onLine(line);
      });
    }
  }

  /** @throws Error that says why the packages could not be installed. */
  async finished(): Promise<void> {
    const code = await new Promise<number | null>((resolve, reject) => {
      this.#process.on('error', reject);
      this.#process.on('close', resolve);
    });
    if (code !== 0) {
      throw new Error(this.#problem ?? `pip ended with exit code ${code}.`);
    }
  }

  /** Ends it before it has finished. */
  cancel(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    if (process.platform === 'win32') this.#process.kill();
    else process.kill(-pid, 'SIGTERM');
  }
}
