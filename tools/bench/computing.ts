import path from 'node:path';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { commandBefore } from './buildBefore.ts';
import { type Figure, geometricMean, round } from './figure.ts';
import { plainNativePython } from './nativePython.ts';
import { temporaryFolder } from './programs.ts';
import { type Times, timesInTurns } from './timesInTurns.ts';
import { CLI } from './wasixPython.ts';

const RUNS = 7;

/** Small programs, each timed; this one's own, of which none is what the interpreter is trained on. */
const PROGRAMS = path.join(import.meta.dirname, 'computing.py');

/** How fast Python computes: here, before the work on speed, and natively, in turns. */
export async function computingFigures(): Promise<Figure[]> {
  const before = await commandBefore();
  const wasix = (cli: string, ...options: string[]): string[] => [
    process.execPath,
    ...[cli, 'run', ...options, PROGRAMS],
  ];
  const native = async (version: PythonVersion): Promise<string[]> => [
    // Compiled modules are kept, as they are for the others: the first run writes them.
    ...['env', '-u', 'PYTHONDONTWRITEBYTECODE', `PYTHONPYCACHEPREFIX=${temporaryFolder()}`],
    ...[await plainNativePython(version), PROGRAMS],
  ];
  const [then = {}, of313 = {}, of314 = {}, native313 = {}, native314 = {}] = await timesInTurns(
    RUNS,
    [
      wasix(before),
      wasix(CLI, '--python', '3.13'),
      wasix(CLI, '--python', '3.14'),
      await native('3.13'),
      await native('3.14'),
    ],
  );
  return [
    ...Object.entries(of313).map(([name, time]) =>
      figure(name, time, { name: 'native CPython 3.13', value: native313[name] }),
    ),
    mean('Python 3.13', of313, { name: 'the build before', times: then }, 1.3),
    mean('Python 3.14', of314, { name: 'the build before', times: then }, 1.3),
    mean('Python 3.13', of313, { name: 'native CPython 3.13', times: native313 }, 0.5),
    mean('Python 3.14', of314, { name: 'native CPython 3.14', times: native314 }, 0.5),
    calls('3.13', of313, native313),
    calls('3.14', of314, native314),
  ];
}

function figure(
  name: string,
  value: number,
  reference: { readonly name: string; readonly value: number | undefined },
  target?: number,
): Figure {
  const its = reference.value ?? Number.NaN;
  const times = (its / value).toFixed(2);
  return {
    name: `computing: ${name}`,
    value: round(value),
    unit: 'ms',
    reference: { name: reference.name, value: round(its), unit: 'ms' },
    target:
      target === undefined
        ? `(${times} times as fast)`
        : `at least ${target} times as fast as the reference (it is ${times})`,
  };
}

function mean(
  python: string,
  times: Times,
  reference: { readonly name: string; readonly times: Times },
  target: number,
): Figure {
  const of = (each: Times): number => geometricMean(Object.values(each));
  const name = `geometric mean of ${Object.keys(times).length} programs, ${python}`;
  return figure(name, of(times), { name: reference.name, value: of(reference.times) }, target);
}

function calls(version: PythonVersion, { calls = Number.NaN }: Times, native: Times): Figure {
  const reference = { name: `native CPython ${version}`, value: native.calls };
  return figure(`calls, Python ${version}`, calls, reference, 0.6);
}
