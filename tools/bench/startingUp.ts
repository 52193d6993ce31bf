import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { copySamplePackages, samplePackages } from '../samplePackages.ts';
import { adapterBefore, commandBefore } from './buildBefore.ts';
import { timeLaunch, warmUp } from './debugging.ts';
import { type Figure, median, round } from './figure.ts';
import { nativeCommand } from './nativePython.ts';
import { TodoService } from './todoService.ts';
import { CLI, LAUNCHER, LAUNCHER_VARIABLES } from './wasixPython.ts';

const RUNS = 15;

/** Those that take longer. */
const LONG_RUNS = 9;

const execute = promisify(execFile);

/** What is measured, and what it gives. */
type Measure = () => Promise<number>;

/** Measures some things in turn, since the machine's speed drifts. @returns the median of each. */
async function inTurns(runs: number, measures: readonly Measure[]): Promise<number[]> {
  const results: number[][] = measures.map(() => []);
  // The first time fills the caches.
  for (let turn = 0; turn <= runs; turn++) {
    for (const [index, measure] of measures.entries()) {
      const result = await measure();
      if (turn > 0) results[index]?.push(result);
    }
  }
  return results.map(median);
}

/** How long a process takes, in milliseconds. */
function duration(
  [program = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Measure {
  const env = { ...process.env, ...variables };
  return async () => {
    const start = performance.now();
    await execute(program, args, { env });
    return performance.now() - start;
  };
}

/** The number that a process prints. */
function printed([program = '', ...args]: readonly string[]): Measure {
  return async () => Number((await execute(program, args)).stdout);
}

/** How long a service takes from the start of its process to its first answer, in seconds. */
function firstAnswer(start: () => Promise<TodoService>): Measure {
  return async () => {
    const service = await start();
    await service.stop();
    return service.startUp;
  };
}

const IMPORT = `
import time
start = time.perf_counter()
import asyncio, sqlalchemy
print((time.perf_counter() - start) * 1e3)
`;

const BEFORE = 'before threads were stacks';
const NATIVE = 'native CPython 3.13';

/** What there is to wait for before a program, a debugger, a service or an import begins. */
export async function startingFigures(): Promise<Figure[]> {
  await copySamplePackages();
  const wasix = (cli: string, ...args: string[]): string[] => [process.execPath, cli, ...args];
  const [print, node, printBefore] = await inTurns(RUNS, [
    duration([LAUNCHER, '-c', 'print(1)'], LAUNCHER_VARIABLES),
    duration([process.execPath, '-e', '0']),
    duration(wasix(await commandBefore(), '-c', 'print(1)')),
  ]);
  const oldAdapter = await adapterBefore();
  await warmUp();
  const [launch, launchBefore] = await inTurns(RUNS, [
    () => timeLaunch(),
    () => timeLaunch(oldAdapter),
  ]);
  const [answer, nativeAnswer] = await inTurns(LONG_RUNS, [
    firstAnswer(() => TodoService.wasix()),
    firstAnswer(() => TodoService.native()),
  ]);
  const packages = ['--packages', await samplePackages()];
  const [imports, nativeImports] = await inTurns(LONG_RUNS, [
    printed(wasix(CLI, 'run', ...packages, '-c', IMPORT)),
    printed(await nativeCommand(IMPORT)),
  ]);
  const figure = (
    name: string,
    unit: string,
    value: number | undefined,
    reference: { name: string; value: number | undefined },
    most?: number,
  ): Figure => {
    const ratio = ((value ?? Number.NaN) / (reference.value ?? Number.NaN)).toFixed(2);
    return {
      name,
      value: round(value ?? Number.NaN),
      unit,
      reference: { name: reference.name, value: round(reference.value ?? Number.NaN), unit },
      ...(most === undefined
        ? {}
        : { target: `at most ${most} × the reference (it is ${ratio} ×)` }),
    };
  };
  const whole = 'print(1), from the start of the process to its end';
  return [
    figure(whole, 'ms', print, { name: 'node -e 0', value: node }, 3),
    figure(whole, 'ms', print, { name: BEFORE, value: printBefore }, 0.5),
    figure('launch to first stop', 's', launch, { name: BEFORE, value: launchBefore }, 0.6),
    figure(
      'Todo service, from the start of the process to its first answer',
      's',
      answer,
      { name: NATIVE, value: nativeAnswer },
      1.1,
    ),
    figure('import asyncio, sqlalchemy', 'ms', imports, { name: NATIVE, value: nativeImports }),
  ];
}
