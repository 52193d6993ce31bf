import type { Lane } from './lanes.ts';
import type { Recording, Run } from './recording.ts';
import type { Range } from './viewport.ts';

/** How long something ran, all in all and at most without a switch; in microseconds. */
export interface ProfileEntry {
  readonly name: string;
  /** How many lanes are counted together. */
  readonly lanes: number;
  readonly total: number;
  /** Of the stretch that the profile is of. */
  readonly share: number;
  readonly runs: number;
  /** The longest run: what held up all others. */
  readonly longest: Run;
}

/** What each continuation, or each function, did in a stretch of time; the busiest first. */
export function profile(
  recordings: readonly Recording[],
  range: Range,
  by: 'continuation' | 'function',
): ProfileEntry[] {
  const sums = new Map<string, Sum>();
  for (const recording of recordings) addRuns(sums, recording, range, by);
  const whole = Math.max(range.to - range.from, Number.MIN_VALUE);
  return [...sums]
    .map(([name, { lanes, total, runs, longest }]) => ({
      name,
      lanes: lanes.size,
      total,
      share: total / whole,
      runs,
      longest: longest.recording.run(longest.index),
    }))
    .sort((a, b) => b.total - a.total);
}

function addRuns(
  sums: Map<string, Sum>,
  recording: Recording,
  range: Range,
  by: 'continuation' | 'function',
): void {
  const last = recording.countUpTo(range.to);
  for (let index = Math.max(0, recording.countUpTo(range.from) - 1); index < last; index++) {
    const run = clipped(recording.run(index), range);
    const lane = recording.lanes[run.lane] as Lane;
    const name = by === 'function' ? functionOf(lane.label) : lane.label;
    const sum = sums.get(name);
    if (sum === undefined)
      sums.set(name, { lanes: new Set([lane]), total: durationOf(run), runs: 1, longest: run });
    else include(sum, run, lane);
  }
}

interface Sum {
  readonly lanes: Set<Lane>;
  total: number;
  runs: number;
  longest: Run;
}

function include(sum: Sum, run: Run, lane: Lane): void {
  sum.lanes.add(lane);
  sum.total += durationOf(run);
  sum.runs++;
  if (durationOf(run) > durationOf(sum.longest)) sum.longest = run;
}

function clipped(run: Run, { from, to }: Range): Run {
  return { ...run, begin: Math.max(run.begin, from), end: Math.min(run.end, to) };
}

function durationOf({ begin, end }: Run): number {
  return Math.max(0, end - begin);
}

/** What a continuation runs, of its label: `worker` of `worker (g3)`. */
function functionOf(label: string): string {
  return label.replace(/ \(g\d+\)$/, '');
}
