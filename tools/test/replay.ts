/**
 * `npm run test:replay`: records programs, replays each by its recording, and compares exit codes, output and
 * digests of memory.
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type Comparison,
  type Nodes,
  Recordings,
} from '../../debug-adapter/cli/test/recordedRun.ts';
import {
  PYTHON_VERSIONS,
  type PythonVersion,
} from '../../debug-adapter/session/python/versions.ts';
import { installNode, nodeVersion } from './otherNode.ts';
import { RECORDED, type RecordedProgram, recordProgram } from './replayed/programs.ts';
import { walk } from './replayed/walks.ts';

/** Memory is compared each so many system calls. */
const CHECKED_CALLS = 200;

const USAGE = `usage: npm run test:replay [-- [--rounds N] [--checks CALLS] [--files no] [--node VERSION]... PROGRAM...]
       npm run test:replay -- --walk ACTIONS [--seed N] [--recording FILE] [--verbose] PROGRAM...

Records and replays programs by each version of Python, by default all:
  ${Object.keys(RECORDED).join('\n  ')}

  --rounds N        records each so many times
  --checks CALLS    compares memory each so many system calls; ${CHECKED_CALLS} by default
  --files no        leaves files where they are that programs only read
  --node VERSION    replays what this Node has recorded with another one, such as 26, and the other
                    way round
  --walk ACTIONS    walks through replays at random, under the debugger: wherever it comes to a position
                    again, stacks and variables must be the same
  --seed N          of the first walk; those that follow have the next ones
  --recording FILE  walks through that recording alone
  --verbose         prints each action`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '1' },
    checks: { type: 'string', default: `${CHECKED_CALLS}` },
    files: { type: 'string', default: 'yes' },
    node: { type: 'string', multiple: true, default: [] },
    walk: { type: 'string' },
    seed: { type: 'string' },
    recording: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = positionals.find(name => !(name in RECORDED));
if (unknown !== undefined) {
  console.error(`There is no program "${unknown}"; there are ${Object.keys(RECORDED).join(', ')}.`);
  process.exit(2);
}
if (values.walk !== undefined) {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const isWell = await walk({
    actions: Number(values.walk),
    seed,
    names: positionals,
    recording: values.recording,
    isVerbose: values.verbose,
  });
  process.exit(isWell ? 0 : 1);
}
const names = positionals.length > 0 ? positionals : Object.keys(RECORDED);

let runs = 0;
let failures = 0;
for (const { title, ...nodes } of await nodesInTurn()) {
  console.log(`\n━━━ ${title}`);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const name of names) {
      const { versions = PYTHON_VERSIONS } = RECORDED[name] as RecordedProgram;
      for (const version of versions) await test(name, version, nodes);
    }
  }
}
console.log(
  failures === 0
    ? `\nAll ${runs} replays were the same.`
    : `\n${failures} of ${runs} replays were different.`,
);
process.exit(failures === 0 ? 0 : 1);

/** By which Nodes programs are recorded and replayed. */
async function nodesInTurn(): Promise<(Nodes & { title: string })[]> {
  const own = process.version.slice(1);
  if (values.node.length === 0) return [{ title: `recorded and replayed by Node ${own}` }];
  const turns: (Nodes & { title: string })[] = [];
  for (const version of values.node.map(nodeVersion)) {
    const other = await installNode(version);
    turns.push(
      { title: `recorded by Node ${own}, replayed by ${version}`, replaying: other },
      { title: `recorded by Node ${version}, replayed by ${own}`, recording: other },
    );
  }
  return turns;
}

async function test(name: string, version: PythonVersion, nodes: Nodes): Promise<void> {
  const recordings = new Recordings(nodes);
  runs++;
  let said: string;
  try {
    const file = recordings.file('run.rec');
    const { difference, calls, checks } = await recordAndReplay(name, version, recordings, file);
    if (difference !== undefined) throw new Error(difference);
    const kilobytes = Math.round(fs.statSync(file).size / 1000);
    said = `same       ${describe()}  ${calls} calls, ${checks} checks, ${kilobytes} kB`;
  } catch (error) {
    failures++;
    said = `DIFFERENT  ${describe()}  ${(error as Error).message}`;
  } finally {
    recordings.remove();
  }
  console.log(said);

  function describe(): string {
    return `${name.padEnd(26)} ${version}`;
  }
}

async function recordAndReplay(
  name: string,
  version: PythonVersion,
  recordings: Recordings,
  file: string,
): Promise<Comparison> {
  const options = ['--record-checks', values.checks, '--record-files', values.files];
  return recordings.compare(file, await recordProgram(name, version, recordings, file, options));
}
