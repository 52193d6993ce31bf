import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { samplePackages } from '../samplePackages.ts';
import { type Figure, median, round } from './figure.ts';
import { nativeCommand } from './nativePython.ts';
import { CLI } from './wasixPython.ts';

const RUNS = 11;

const execute = promisify(execFile);

/** Runs commands in turn. @returns what each printed last, and how long its process took, in ms. */
async function run(commands: readonly (readonly string[])[], runs = RUNS) {
  const results = commands.map(() => ({ printed: [] as number[], took: [] as number[] }));
  // The first time fills the caches.
  for (let turn = 0; turn <= runs; turn++) {
    for (const [index, [program = '', ...args]] of commands.entries()) {
      const start = performance.now();
      const { stdout } = await execute(program, args);
      if (turn === 0) continue;
      results[index]?.took.push(performance.now() - start);
      results[index]?.printed.push(Number(stdout));
    }
  }
  return results.map(({ printed, took }) => ({ printed: median(printed), took: median(took) }));
}

const IMPORT = `
import time
start = time.perf_counter()
import asyncio, sqlalchemy
print((time.perf_counter() - start) * 1e3)
`;

/** What there is to wait for before a program or an import begins. */
export async function startingFigures(): Promise<Figure[]> {
  const wasix = (...args: string[]): string[] => [process.execPath, CLI, ...args];
  const [print, node] = await run([
    wasix('-c', 'print(1)'),
    [process.execPath, '-e', 'console.log(1)'],
  ]);
  const packages = ['--packages', await samplePackages()];
  const [imports, nativeImports] = await run([
    wasix('run', ...packages, '-c', IMPORT),
    await nativeCommand(IMPORT),
  ]);
  const figure = (
    name: string,
    value: number | undefined,
    unit: string,
    reference: { name: string; value: number | undefined },
    target?: string,
  ): Figure => ({
    name,
    value: round(value ?? Number.NaN),
    unit,
    reference: { name: reference.name, value: round(reference.value ?? Number.NaN), unit },
    ...(target === undefined ? {} : { target }),
  });
  return [
    figure(
      'print(1), from the start of the process to its end',
      print?.took,
      'ms',
      { name: 'node -e "console.log(1)"', value: node?.took },
      'at most 350 ms',
    ),
    figure('import asyncio, sqlalchemy', imports?.printed, 'ms', {
      name: 'native CPython 3.13',
      value: nativeImports?.printed,
    }),
  ];
}
