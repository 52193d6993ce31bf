import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LaunchAttributes } from '../../launchDefaults.ts';
import type { TestEvent, TestRequest } from '../events.ts';
import { Exchange } from '../exchange.ts';
import { testLaunch } from '../testLaunch.ts';
import { TestProgram } from '../testProgram.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CLI = path.join(ROOT, 'dist/cli.js');
const RUNNER = path.resolve(import.meta.dirname, '../runner');

/** What happened when tests were looked for, or run. */
export interface TestedRun {
  /** A line for each event that the editor gets, but the starts. */
  readonly told: readonly string[];
  /** What was printed beside what tests print. */
  readonly printed: string;
  /** Why nothing was done, if that was so. */
  readonly reason: string | undefined;
}

/** A folder with tests, which WASIX Python runs as the extension has it do. */
export class TestedFolder implements Disposable {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'tested-folder-'));
  readonly #attributes: LaunchAttributes;

  /** @param attributes what the user's launch configuration has. */
  constructor(files: Readonly<Record<string, string>>, attributes: LaunchAttributes = {}) {
    this.#attributes = attributes;
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** @param onEvent gets each event while the tests run, and the way to end them. */
  async ask(
    request: Partial<TestRequest>,
    onEvent: (event: TestEvent, cancel: () => void) => void = () => {},
  ): Promise<TestedRun> {
    const told: string[] = [];
    const whole = { framework: 'unittest', runs: false, arguments: [] } as const;
    const rest = { include: [], exclude: [], debugs: false, covers: false };
    let cancel = (): void => {};
    using exchange = new Exchange({ ...whole, ...rest, ...request }, event => {
      if (event.event !== 'started') told.push(describeEvent(event));
      onEvent(event, cancel);
    });
    const launch = testLaunch(
      this.#attributes,
      { name: 'tested', path: this.path },
      { runner: RUNNER, exchange: exchange.folder },
    );
    writeFileSync(exchange.launchFile, JSON.stringify(launch));
    let printed = '';
    const node = { file: process.execPath, env: {} };
    const program = new TestProgram(node, CLI, exchange.launchFile, text => {
      printed += text;
    });
    cancel = () => program.cancel();
    await program.finished();
    exchange.read();
    return { told, printed, reason: program.reason };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

/** An event as a person would tell it. */
function describeEvent(event: TestEvent): string {
  switch (event.event) {
    case 'file':
      return event.id;
    case 'item':
      return `${event.id}${event.line === undefined ? '' : ` line ${event.line}`}`;
    case 'problem':
      return `problem ${event.file ?? ''}:${event.line ?? ''} ${lastLine(event.message)}`;
    case 'missing':
      return `${event.module} is missing`;
    case 'passed':
    case 'failed':
    case 'errored':
    case 'skipped': {
      const { message, expected, actual, stack } = event;
      const [frame] = stack;
      return [
        `${event.event} ${event.id}`,
        ...(frame === undefined ? [] : [`at ${frame.file}:${frame.line}`]),
        ...(message === undefined ? [] : [`(${message.split('\n', 1)[0]})`]),
        ...(expected === undefined ? [] : [`expected ${expected}, not ${actual}`]),
      ].join(' ');
    }
    case 'output':
      return `output of ${event.id}: ${JSON.stringify(event.text)}`;
    case 'coverage': {
      const missed = event.functions.filter(({ isExecuted }) => !isExecuted);
      const names = missed.map(({ name }) => name);
      return `coverage of ${event.file}: ${event.executed} but not ${event.missed}; never called: ${names}`;
    }
    default:
      return event.event;
  }
}

function lastLine(text = ''): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
