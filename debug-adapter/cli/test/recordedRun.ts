import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type CommandPlace, type CommandRun, RunningCommand } from './runningCommand.ts';

/** The folder of programs that are recorded and replayed. */
export const PROGRAMS = path.join(import.meta.dirname, 'recorded');

/** How a replay compares to what was recorded. */
export interface Comparison {
  /** What is not the same, if anything. */
  readonly difference: string | undefined;
  /** How many calls were replayed, and how often memory was compared. */
  readonly calls: number;
  readonly checks: number;
}

/** Programs that run; by which Node they are recorded, and by which replayed. */
export interface Nodes {
  readonly recording?: string | undefined;
  readonly replaying?: string | undefined;
}

/** Uses a program while it runs. */
export type Use = (program: RunningCommand) => Promise<void>;

const SUMMARY =
  /^wasix-python: (?<calls>\d+) calls replayed; memory was the same at (?<checks>\d+) checks$/;

/** What the command says itself of a program, which prints the rest. */
const NOTE = /^wasix-python: .*\n/gm;

/** A folder for recordings, and what is done with them by the command. */
export class Recordings {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recordings-test-'));
  readonly #nodes: Nodes;

  constructor(nodes: Nodes = {}) {
    this.#nodes = nodes;
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** @param options of the command, then Python's command line. */
  record(file: string, ...options: string[]): Promise<CommandRun> {
    return this.recordUse(file, options, readLines);
  }

  /** The same of a program that somebody uses. */
  async recordUse(file: string, options: readonly string[], use: Use): Promise<CommandRun> {
    const program = new RunningCommand(['run', '--record', file, ...options], this.#recording);
    await use(program);
    return program.ended;
  }

  replay(file: string, ...options: string[]): Promise<CommandRun> {
    const program = new RunningCommand(['replay', ...options, file], this.#replaying);
    program.endInput();
    return program.ended;
  }

  /** Replays what was recorded, and compares. */
  async compare(file: string, recorded: CommandRun): Promise<Comparison> {
    const run = await this.replay(file, '--verbose');
    // A replay has nothing to say of what the program may not reach.
    const saidBefore = notesOf(recorded);
    const notes = notesOf(run).filter(note => !saidBefore.includes(note));
    const { calls = '0', checks = '0' } = SUMMARY.exec(notes.at(-1) ?? '')?.groups ?? {};
    const difference = notes.slice(0, -1).join('\n') || differenceOf(run, recorded, checks !== '0');
    return { difference, calls: Number(calls), checks: Number(checks) };
  }

  get #recording(): CommandPlace {
    return { folder: this.folder, node: this.#nodes.recording };
  }

  get #replaying(): CommandPlace {
    return { folder: this.folder, node: this.#nodes.replaying };
  }
}

function notesOf({ stderr }: CommandRun): string[] {
  return (stderr.match(NOTE) ?? []).map(note => note.trimEnd());
}

function differenceOf(
  replayed: CommandRun,
  recorded: CommandRun,
  isCompared: boolean,
): string | undefined {
  if (!isCompared) return `memory has never been compared:\n${replayed.stderr}`;
  const [now, before] = [replayed, recorded].map(run => ({
    ...run,
    stderr: run.stderr.replace(NOTE, ''),
  }));
  if (isDeepStrictEqual(now, before)) return undefined;
  return `it was ${JSON.stringify(before)}\nand is ${JSON.stringify(now)}`;
}

/** What a program finds on standard input that nobody uses. */
async function readLines(program: RunningCommand): Promise<void> {
  program.endInput('first line\nsecond line\n');
}
