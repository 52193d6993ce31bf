/** Random walks through recorded programs: `npm run test:replay -- --walk N`. */
import fs from 'node:fs';
import { Recordings } from '../../../debug-adapter/cli/test/recordedRun.ts';
import type { PythonVersion } from '../../../debug-adapter/session/python/versions.ts';
import { PYTHON_VERSIONS } from '../../../debug-adapter/session/python/versions.ts';
import { WalkDifference, Walker } from '../../../debug-adapter/session/test/replayWalk/walker.ts';
import { Random } from '../../fuzz/random.ts';
import { RECORDED, recordProgram } from './programs.ts';

/** The programs that are walked through where none is named. */
const WALKED = [
  'travelled',
  'generators',
  'exceptions',
  'uncaught',
  'greenlet_lives',
  'greenlets_in_threads',
  'context_variables',
  'computing_threads',
  'thread_locks',
  'task_groups',
  'asyncio_timers',
  'signals',
  'weak_references',
  'database',
  'sample switch',
  'sample producer-consumer',
  'sample scheduler',
  'sample gevent-style',
  'sample time-travel',
  'native stateful',
  'native switcher',
];

/** What to walk, and how. */
export interface WalksOptions {
  /** How many actions in all. */
  readonly actions: number;
  readonly seed: number;
  /** Programs by their names; none stands for the usual ones. */
  readonly names: readonly string[];
  /** Path of a recording that is walked through instead of new ones. */
  readonly recording?: string | undefined;
  readonly isVerbose: boolean;
}

/** One walk. */
interface Walk {
  readonly title: string;
  readonly actions: number;
  readonly seed: number;
}

/** Walks through programs by each version of Python. @returns whether all went well. */
export async function walk({
  actions,
  seed,
  names,
  recording,
  isVerbose,
}: WalksOptions): Promise<boolean> {
  if (recording !== undefined) {
    return walkThrough(recording, { title: recording, actions, seed }, isVerbose);
  }
  const programs = (names.length > 0 ? names : WALKED).flatMap(name =>
    (RECORDED[name]?.versions ?? PYTHON_VERSIONS).map(version => ({ name, version })),
  );
  const share = Math.ceil(actions / programs.length);
  let failures = 0;
  for (const [index, { name, version }] of programs.entries()) {
    const own = seed + index;
    const title = `${name.padEnd(26)} ${version}`;
    if (!(await walkProgram(name, version, { title, actions: share, seed: own }, isVerbose))) {
      failures++;
    }
  }
  console.log(
    failures === 0
      ? `\nAll ${programs.length} walks went well.`
      : `\n${failures} of ${programs.length} walks met something wrong.`,
  );
  return failures === 0;
}

async function walkProgram(
  name: string,
  version: PythonVersion,
  walk: Walk,
  isVerbose: boolean,
): Promise<boolean> {
  const recordings = new Recordings();
  let isKept = false;
  try {
    const file = recordings.file('run.rec');
    await recordProgram(name, version, recordings, file);
    isKept = !(await walkThrough(file, walk, isVerbose));
    return !isKept;
  } finally {
    // The other walks go on in it.
    if (!isKept) recordings.remove();
  }
}

async function walkThrough(
  recording: string,
  { title, actions, seed }: Walk,
  isVerbose: boolean,
): Promise<boolean> {
  const begun = performance.now();
  const log = isVerbose ? console.log : undefined;
  try {
    const report = await new Walker({ recording, random: new Random(seed), log }).walk(actions);
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(
      `same       ${title}  seed ${seed}: ${report.actions} actions, ${report.positions} positions, ` +
        `${report.again} seen again, ${seconds} s`,
    );
    for (const line of report.slow) console.log(`           slow: ${line}`);
    return true;
  } catch (error) {
    if (error instanceof WalkDifference) {
      fs.writeFileSync(`${recording}.before.txt`, error.before);
      fs.writeFileSync(`${recording}.now.txt`, error.now);
    }
    console.log(
      `DIFFERENT  ${title}  seed ${seed}, ${(error as Error).message}\n` +
        `to repeat it: npm run test:replay -- --walk ${actions} --seed ${seed} --recording ${recording}`,
    );
    return false;
  }
}
