import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pythonWithPip } from '../../../tools/test/pythonWithPip.ts';
import { WHEEL_INDEX_VARIABLE } from '../wheelIndex.ts';
import { PackageIndex } from './packageIndex.ts';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** How a command ended, and what it printed. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a user's whose pip is configured for an index of the test's own. */
export class PipProject {
  readonly folder: string;
  readonly index: PackageIndex;
  readonly #python: string;

  private constructor(folder: string, index: PackageIndex, python: string) {
    this.folder = folder;
    this.index = index;
    this.#python = python;
  }

  static async make(): Promise<PipProject> {
    const python = await pythonWithPip();
    const index = await PackageIndex.start();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pip-test-'));
    fs.writeFileSync(path.join(folder, 'pip.conf'), `[global]\nindex-url = ${index.url}\n`);
    return new PipProject(folder, index, python);
  }

  /** Writes a file into the folder. */
  write(name: string, content: string | Buffer): void {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }

  /** Runs the command `wasix-python` in the folder. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: this.folder,
      env: {
        HOME: this.folder,
        PATH: `${this.#python}:${process.env.PATH}`,
        PIP_CONFIG_FILE: path.join(this.folder, 'pip.conf'),
        PIP_NO_CACHE_DIR: '1',
        // Nobody else's index is asked.
        [WHEEL_INDEX_VARIABLE]: '',
        ...env,
      },
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', data => (text.stdout += data));
    child.stderr.on('data', data => (text.stderr += data));
    child.stdin.end();
    return new Promise(resolve => child.on('close', code => resolve({ code, ...text })));
  }

  remove(): void {
    this.index.close();
    fs.rmSync(this.folder, { recursive: true });
  }
}
