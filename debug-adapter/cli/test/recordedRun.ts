import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CLI = path.join(ROOT, 'dist/cli.js');

/** The folder of programs that are recorded and replayed. */
export const PROGRAMS = path.join(import.meta.dirname, 'recorded');

/** What a command did. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A replay, and how much of it has been compared. */
export interface Comparison {
  readonly run: CommandRun;
  readonly calls: number;
  readonly checks: number;
}

/** What those programs find on standard input. */
const INPUT = 'first line\nsecond line\n';

const SUMMARY =
  /wasix-python: (?<calls>\d+) calls replayed; memory was the same at (?<checks>\d+) checks\n$/;

/** A folder for recordings, and what is done with them by the command. */
export class Recordings {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recordings-test-'));

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** @param options of the command, then Python's command line. */
  record(file: string, ...options: string[]): Promise<CommandRun> {
    return command(['run', '--record', file, ...options], this.folder);
  }

  replay(file: string, ...options: string[]): Promise<CommandRun> {
    return command(['replay', ...options, file], this.folder);
  }

  /** Replays it, and tells how much has been compared. */
  async compare(file: string): Promise<Comparison> {
    const run = await this.replay(file, '--verbose');
    const { calls = '0', checks = '0' } = SUMMARY.exec(run.stderr)?.groups ?? {};
    const stderr = run.stderr.replace(SUMMARY, '');
    return { run: { ...run, stderr }, calls: Number(calls), checks: Number(checks) };
  }
}

/** Starts the command. */
export function start(args: readonly string[], cwd: string): ReturnType<typeof spawn> {
  return spawn(process.execPath, [CLI, ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs the command to its end. */
function command(args: readonly string[], cwd: string): Promise<CommandRun> {
  const child = start(args, cwd);
  child.stdin?.on('error', () => {}).end(INPUT);
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', text => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', text => (output.stderr += text));
  return new Promise(resolve => child.on('close', code => resolve({ code, ...output })));
}
