/**
 * `npm run test:replay`: records programs, replays each by its recording, and compares exit codes, output and
 * digests of memory.
 */
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { PROGRAMS, Recordings } from '../../debug-adapter/cli/test/recordedRun.ts';
import { PYTHON_VERSIONS } from '../../debug-adapter/session/python/versions.ts';

/** Memory is compared each so many system calls. */
const CHECKED_CALLS = 200;

const all = fs
  .readdirSync(PROGRAMS)
  .filter(name => name.endsWith('.py'))
  .map(name => path.basename(name, '.py'));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '1' },
    checks: { type: 'string', default: `${CHECKED_CALLS}` },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:replay [-- [--rounds N] [--checks CALLS] PROGRAM...]\n\n' +
      `Records and replays, by each version of Python, by default\n  ${all.join('\n  ')}`,
  );
  process.exit(0);
}

const recordings = new Recordings();
let failures = 0;
for (let round = 0; round < Number(values.rounds); round++) {
  for (const program of positionals.length > 0 ? positionals : all) {
    for (const version of PYTHON_VERSIONS) await test(program, version);
  }
}
recordings.remove();
console.log(failures === 0 ? 'All replays were the same.' : `${failures} replays were different.`);
process.exit(failures === 0 ? 0 : 1);

async function test(program: string, version: string): Promise<void> {
  const file = recordings.file('run.rec');
  const recorded = await recordings.record(
    file,
    ...['--python', version, '--record-checks', values.checks],
    path.join(PROGRAMS, `${program}.py`),
  );
  const { run, calls, checks } = await recordings.compare(file);
  const isSame = isDeepStrictEqual(run, recorded) && checks > 0;
  if (!isSame) failures++;
  const kilobytes = Math.round(fs.statSync(file).size / 1000);
  console.log(
    `${isSame ? 'same     ' : 'DIFFERENT'} ${program.padEnd(22)} ${version}  exit ${recorded.code}, ` +
      `${calls} calls, ${checks} checks, ${kilobytes} kB`,
  );
  if (!isSame) console.log(run.stderr);
}
