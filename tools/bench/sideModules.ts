/** Modules in native code: what loading them takes, what calls between them take, and gevent on them. */
import fs from 'node:fs';
import path from 'node:path';
import { obtainGevent } from '../../debug-adapter/python/gevent/geventPackage.ts';
import { compileSideModule } from '../../debug-adapter/python/sideModules/cachedModule.ts';
import { findPython } from '../../debug-adapter/session/node/distribution.ts';
import { USUAL_VERSION } from '../../debug-adapter/session/python/versions.ts';
import { pythonWithPackages } from '../pythonWithPackages.ts';
import { type Figure, round } from './figure.ts';
import { type Times, timesInTurns } from './timesInTurns.ts';
import { CLI } from './wasixPython.ts';

const RUNS = 9;
const CALLS = 20_000_000;
const YIELDS = 200_000;

/** OpenSSL, and a small module that needs it. */
const IMPORTS = `
import json, socket, time
start = time.perf_counter()
import _ssl
print(json.dumps({"milliseconds": (time.perf_counter() - start) * 1e3}))
`;

const SIDE_CALLS = `
import json, sideCalls
sideCalls.measure(1000000)
interpreter, own, _ = sideCalls.measure(${CALLS})
print(json.dumps({"interpreter": interpreter, "own": own}))
`;

/** Two greenlets that let one another run, by way of the hub. */
const HUB = `
import json, time
import gevent

def work(count):
    for _ in range(count):
        gevent.sleep(0)

def measure(count):
    start = time.perf_counter()
    gevent.joinall([gevent.spawn(work, count // 2) for _ in range(2)])
    return count / (time.perf_counter() - start)

measure(${YIELDS} // 10)
print(json.dumps({"perSecond": measure(${YIELDS})}))
`;

/** What the modules that are imported have in all, in megabytes. */
function sizeOfModules(): number {
  const folder = findPython()?.sharedModules ?? '';
  const files = fs.readdirSync(folder).filter(name => /^(_ssl|libopenssl)\./.test(name));
  return files.reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0) / 1e6;
}

function nativeGevent(): Promise<string> {
  return pythonWithPackages({
    name: 'native-gevent',
    lock: path.join(import.meta.dirname, 'gevent-lock.json'),
    packages: ({ interpreter }) => path.dirname(interpreter),
    command: 'python',
  });
}

export async function sideModuleFigures(): Promise<Figure[]> {
  const module = await compileSideModule({
    name: 'sideCalls',
    python: USUAL_VERSION,
    sources: [path.join(import.meta.dirname, 'sideCalls.c')],
  });
  const { packages } = await obtainGevent(USUAL_VERSION);
  const wasix = (code: string, folder?: string): string[] => [
    ...[process.execPath, CLI, 'run'],
    ...(folder === undefined ? [] : ['--packages', folder]),
    ...['-c', code],
  ];
  const native = await nativeGevent();
  const [loading, calls, hub, nativeLoading, nativeHub] = await timesInTurns<string>(RUNS, [
    wasix(IMPORTS),
    wasix(SIDE_CALLS, path.dirname(module)),
    wasix(HUB, packages),
    [native, '-c', IMPORTS],
    [native, '-c', HUB],
  ]);
  const of = (times: Times | undefined, name: string): number => round(times?.[name] ?? Number.NaN);
  const megabytes = sizeOfModules();
  return [
    {
      name: `import of _ssl with OpenSSL, ${round(megabytes)} MB of side modules`,
      value: of(loading, 'milliseconds'),
      unit: 'ms',
      reference: {
        name: 'native CPython, from the same sources',
        value: of(nativeLoading, 'milliseconds'),
        unit: 'ms',
      },
      target: `at most 40 ms for a megabyte (${round(40 * megabytes)} ms)`,
    },
    {
      name: 'call from a side module into the interpreter',
      value: of(calls, 'interpreter'),
      unit: 'ns',
      reference: { name: 'call inside of the module', value: of(calls, 'own'), unit: 'ns' },
      target: 'at most 5 ns',
    },
    {
      name: "switches by way of gevent's hub",
      value: of(hub, 'perSecond'),
      unit: '1/s',
      reference: {
        name: "native CPython, Debian's gevent",
        value: of(nativeHub, 'perSecond'),
        unit: '1/s',
      },
      higherIsBetter: true,
    },
  ];
}
