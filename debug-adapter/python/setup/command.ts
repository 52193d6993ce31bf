import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A program that the recipe ran has failed. */
export class CommandError extends Error {
  constructor(program: string, outcome: string, lastLines: string, logFile: string) {
    super(`${program} ${outcome}. The end of its output:\n\n${lastLines}\n\nAll of it: ${logFile}`);
    this.name = 'CommandError';
  }
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program prints is appended to it. */
  readonly logFile: string;
}

const LAST_LINES = 25;

async function lastLinesOf(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.slice(-LAST_LINES).join('\n');
}

async function execute(
  program: string,
  args: readonly string[],
  options: CommandOptions,
  standardOutput: 'log' | 'result',
): Promise<string> {
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = await open(options.logFile, 'a');
  const chunks: Buffer[] = [];
  try {
    await log.write(`$ ${[program, ...args].join(' ')}\n`);
    const outcome = await new Promise<string | undefined>(resolve => {
      const child = spawn(program, args, {
        cwd: options.cwd,
        env: { ...process.env, ...options.env },
        stdio: ['ignore', standardOutput === 'log' ? log.fd : 'pipe', log.fd],
      });
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', error => resolve(`could not be started (${error.message})`));
      child.on('close', (code, signal) =>
        resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
      );
    });
    if (outcome !== undefined) {
      const lastLines = await lastLinesOf(options.logFile);
      throw new CommandError(path.basename(program), outcome, lastLines, options.logFile);
    }
  } finally {
    await log.close();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Runs a program to its end; all it prints goes to the log file.
 * @throws {CommandError} when it cannot be started or does not exit with 0.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<void> {
  await execute(program, args, options, 'log');
}

/**
 * Runs a program to its end and returns what it prints; its errors go to the log file.
 * @throws {CommandError} as `run` does.
 */
export async function capture(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  return execute(program, args, options, 'result');
}
