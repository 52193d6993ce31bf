/** `npm run test:modules`: has the dynamic linker link damaged modules. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ModuleOutcome } from '../fuzz/modules.ts';

const USAGE = `usage: npm run test:modules [-- --modules NUMBER] [-- --seed NUMBER]

Damages modules in C and C++ in many ways, and has the dynamic linker link each. It has to link it
or to refuse it in words of its own, and its process has to live. Code of a damaged module that does
not end is ended.

  --modules NUMBER  how many; 20000 by default. A million takes less than an hour.
  --seed NUMBER     repeats a run; by default, it is made up, and printed`;

const PROCESS = path.join(import.meta.dirname, '../fuzz/moduleProcess.ts');

/** So many modules are linked in a process. */
const MODULES_OF_A_PROCESS = 10_000;

/** For how long one module may be linked before its own code is taken to run without end, in milliseconds. */
const PATIENCE = 10_000;

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

const folder = mkdtempSync(path.join(os.tmpdir(), 'damaged-modules-'));
const progress = path.join(folder, 'progress');
const total = { linked: 0, refused: 0, endless: 0, failures: [] as string[] };

/** The module that is being linked; undefined before the first. */
function current(): number | undefined {
  try {
    return Number(readFileSync(progress, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Links some modules. @returns how many of them have had their turn. */
function link(from: number, count: number): Promise<number> {
  rmSync(progress, { force: true });
  return new Promise(resolve => {
    const args = [PROCESS, ...[seed, from, count].map(String), progress];
    let last: number | undefined;
    let isEndless = false;
    const child = execFile(process.execPath, args, (error, stdout) => {
      clearInterval(watch);
      const number = current() ?? from;
      if (error === null) {
        const { linked, refused, failures } = JSON.parse(stdout) as ModuleOutcome;
        total.linked += linked;
        total.refused += refused;
        total.failures.push(...failures);
        resolve(count);
        return;
      }
      if (isEndless) total.endless++;
      else total.failures.push(`module ${number}: the process died: ${error.message}`);
      resolve(number - from + 1);
    });
    const watch = setInterval(() => {
      const number = current();
      isEndless = number !== undefined && number === last;
      if (isEndless) child.kill('SIGKILL');
      last = number;
    }, PATIENCE);
  });
}

console.log(`seed ${seed}`);
const start = performance.now();
for (let from = 0; from < modules; ) {
  from += await link(from, Math.min(MODULES_OF_A_PROCESS, modules - from));
  if (process.stdout.isTTY) process.stdout.write(`\r${from} of ${modules} modules`);
}
rmSync(folder, { recursive: true });
for (const failure of total.failures) console.log(`\r${failure}`);
console.log(
  `\r${total.linked} linked, ${total.refused} refused, ${total.endless} with code without end: ` +
    `${total.failures.length} failures, ${((performance.now() - start) / 1000).toFixed(0)} s.`,
);
process.exit(total.failures.length === 0 ? 0 : 1);
