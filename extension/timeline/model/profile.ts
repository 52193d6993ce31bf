import type { Recording, Run } from './recording.ts';
import type { Range } from './viewport.ts';

/** How long something ran, all in all and at most without a switch; in microseconds. */
export interface ProfileEntry {
  readonly name: string;
  /** The lanes that are counted together. */
  readonly lanes: readonly number[];
  readonly total: number;
  /** Of the stretch that the profile is of. */
  readonly share: number;
  readonly runs: number;
  /** The longest run: what held up all others. */
  readonly longest: Run;
}

/** What each continuation, or each function, did in a stretch of time; the busiest first. */
export function profile(
  recording: Recording,
  range: Range,
  by: 'continuation' | 'function',
): ProfileEntry[] {
  const sums = new Map<string, Sum>();
  const last = recording.countUpTo(range.to);
  for (let index = Math.max(0, recording.countUpTo(range.from) - 1); index < last; index++) {
    const run = clipped(recording.run(index), range);
    const { label } = recording.lanes[run.lane] as { label: string };
    const name = by === 'function' ? functionOf(label) : label;
    const sum = sums.get(name);
    if (sum === undefined)
      sums.set(name, { lanes: new Set([run.lane]), total: durationOf(run), runs: 1, longest: run });
    else include(sum, run);
  }
  const whole = Math.max(range.to - range.from, Number.MIN_VALUE);
  return [...sums]
    .map(([name, { lanes, total, runs, longest }]) => ({
      name,
      lanes: [...lanes],
      total,
      share: total / whole,
      runs,
      longest: recording.run(longest.index),
    }))
    .sort((a, b) => b.total - a.total);
}

interface Sum {
  readonly lanes: Set<number>;
  total: number;
  runs: number;
  longest: Run;
}

function include(sum: Sum, run: Run): void {
  sum.lanes.add(run.lane);
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
