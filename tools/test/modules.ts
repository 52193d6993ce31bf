/** `npm run test:modules`: has the dynamic linker link damaged modules. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { compileTestModules } from '../../debug-adapter/python/sideModules/test/testModules.ts';
import { defaultVersion } from '../../debug-adapter/session/python/versions.ts';
import type { ModuleOutcome } from '../fuzz/modules.ts';
import type { ModuleTask } from '../fuzz/moduleWorker.ts';

const USAGE = `usage: npm run test:modules [-- --modules NUMBER] [-- --seed NUMBER]

Damages modules in C and C++ in many ways, and has the dynamic linker link each. It has to link it
or to refuse it in words of its own; the host may not be touched. Code of a damaged module that does
not end is ended.

  --modules NUMBER  how many; 20000 by default. A million takes less than an hour.
  --seed NUMBER     repeats a run; by default, it is made up, and printed`;

const WORKER = path.join(import.meta.dirname, '../fuzz/moduleWorker.ts');

/** After so many modules a worker is replaced by another. */
const MODULES_OF_A_WORKER = 5_000;

/** For how long a module may be linked before its own code is taken to run without end, in milliseconds. */
const PATIENCE = 5_000;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    modules: { type: 'string', default: '20000' },
    seed: { type: 'string' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const modules = Number(values.modules);
if (![seed, modules].every(number => Number.isSafeInteger(number) && number >= 0)) {
  console.error(USAGE);
  process.exit(2);
}
const made = await compileTestModules(defaultVersion());
if (made === undefined) {
  console.error('There is no compiler for the modules: run npm run setup as root.');
  process.exit(1);
}
const read = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(file));
const library = read(made.library);
const whole = [...[...made.extensions, made.catcher].map(read), library];
const beside = { 'catcher.libs/libthrower.so': library };
const total = { linked: 0, refused: 0, endless: 0, failures: [] as string[] };

/** Links some modules in a worker. @returns how many of them it has got through. */
async function link(task: Omit<ModuleTask, 'progress'>): Promise<number> {
  const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const current = new Int32Array(progress);
  const worker = new Worker(WORKER, { workerData: { ...task, progress } satisfies ModuleTask });
  const done = once(worker, 'message') as Promise<[ModuleOutcome]>;
  const died = once(worker, 'exit').then(([code]) => `the worker ended with code ${code}`);
  let last = -1;
  for (;;) {
    const outcome = await Promise.race([done, died, sleep(PATIENCE, undefined)]);
    if (Array.isArray(outcome)) {
      total.linked += outcome[0].linked;
      total.refused += outcome[0].refused;
      total.failures.push(...outcome[0].failures);
      return task.count;
    }
    const number = Atomics.load(current, 0);
    if (outcome !== undefined) total.failures.push(`module ${number}: ${outcome}`);
    else if (number !== last) {
      last = number;
      continue;
    } else total.endless++;
    await worker.terminate();
    return number - task.from + 1;
  }
}

console.log(`seed ${seed}`);
const start = performance.now();
for (let from = 0; from < modules; ) {
  const count = Math.min(MODULES_OF_A_WORKER, modules - from);
  from += await link({ whole, beside, seed, from, count });
  if (process.stdout.isTTY) process.stdout.write(`\r${from} of ${modules} modules`);
}
for (const failure of total.failures) console.log(`\r${failure}`);
console.log(
  `\r${total.linked} linked, ${total.refused} refused, ${total.endless} with code without end: ` +
    `${total.failures.length} failures, ${((performance.now() - start) / 1000).toFixed(0)} s.`,
);
process.exit(total.failures.length === 0 ? 0 : 1);
