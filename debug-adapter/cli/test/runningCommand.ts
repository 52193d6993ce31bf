import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** What a command did. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs, and by what. */
export interface CommandPlace {
  readonly folder: string;
  /** The program of Node's; by default the one that runs this. */
  readonly node?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** The command `wasix-python` while it runs. */
export class RunningCommand {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #text = { stdout: '', stderr: '' };
  /** That it prints something. */
  #news = Promise.withResolvers<void>();
  /** What it did, when it is over. */
  readonly ended: Promise<CommandRun>;

  constructor(args: readonly string[], { folder, node = process.execPath, env }: CommandPlace) {
    this.#child = spawn(node, [CLI, ...args], { cwd: folder, env: { ...process.env, ...env } });
    // It may end without having read what it was given.
    this.#child.stdin.on('error', () => {});
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#child[stream].setEncoding('utf8').on('data', text => {
        this.#text[stream] += text;
        this.#news.resolve();
        this.#news = Promise.withResolvers();
      });
    }
    this.ended = once(this.#child, 'close').then(([code]) => ({ code, ...this.#text }));
  }

  /**
   * Waits until it has printed something, on either stream.
   * @throws Error when it ends before.
   */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    let isOver = false;
    const end = this.ended.then(() => (isOver = true));
    for (;;) {
      const found = pattern.exec(this.#text.stdout) ?? pattern.exec(this.#text.stderr);
      if (found !== null) return found;
      if (isOver) throw new Error(`it ended before it printed ${pattern}`);
      await Promise.race([this.#news.promise, end]);
    }
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  endInput(text = ''): void {
    this.#child.stdin.end(text);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}
