import path from 'node:path';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { commandBefore } from './buildBefore.ts';
import { type Figure, geometricMean, median, round } from './figure.ts';
import { plainNativePython } from './nativePython.ts';
import { temporaryFolder } from './programs.ts';
import { CLI, outputOf } from './wasixPython.ts';

const RUNS = 7;

/** Small programs, each timed; this one's own, of which none is what the interpreter is trained on. */
const PROGRAMS = path.join(import.meta.dirname, 'computing.py');

/** How long each program takes, in ms. */
type Times = Readonly<Record<string, number>>;

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
  const commands = {
    before: wasix(before),
    now313: wasix(CLI, '--python', '3.13'),
    now314: wasix(CLI, '--python', '3.14'),
    native313: await native('3.13'),
    native314: await native('3.14'),
  };
  const runs = new Map(Object.keys(commands).map(name => [name, [] as Times[]]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, command] of Object.entries(commands)) {
      runs.get(name)?.push(JSON.parse(await outputOf(command)));
    }
  }
  const times = (name: keyof typeof commands): Times => medians(runs.get(name) ?? []);
  const [then, of313, of314] = [times('before'), times('now313'), times('now314')];
  const [native313, native314] = [times('native313'), times('native314')];
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

function medians(runs: readonly Times[]): Times {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    names.map(name => [name, median(runs.map(run => run[name] ?? Number.NaN))]),
  );
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
