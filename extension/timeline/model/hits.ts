import type { Lane } from './lanes.ts';
import type { Recording, Run } from './recording.ts';

/** What ran at a time. */
export function runAt(recording: Recording, time: number): Run | undefined {
  const index = recording.countUpTo(time) - 1;
  return index < 0 || time > recording.now ? undefined : recording.run(index);
}

/**
 * The run of a lane that is nearest to a time, if one is within the tolerance. Of those that are
 * drawn in the same place, the longest is meant.
 */
export function runNear(
  recording: Recording,
  lane: number,
  time: number,
  tolerance: number,
): Run | undefined {
  let best: Run | undefined;
  const last = recording.countUpTo(time + tolerance);
  for (let index = Math.max(0, recording.countUpTo(time - tolerance) - 1); index < last; index++) {
    if (recording.target(index) !== lane) continue;
    const run = recording.run(index);
    if (run.end < time - tolerance) continue;
    if (run.begin <= time && time < run.end) return run;
    if (best === undefined || run.end - run.begin > best.end - best.begin) best = run;
  }
  return best;
}

/** The next run of a lane after a switch, or before it; undefined when there is none. */
export function neighbour(
  recording: Recording,
  lane: number,
  index: number,
  direction: 1 | -1,
): Run | undefined {
  for (let other = index + direction; other >= 0 && other < recording.length; other += direction) {
    if (recording.target(other) === lane) return recording.run(other);
  }
  return undefined;
}

/** What a continuation does at a time. `not switched`: it is alone in its thread, and may wait. */
export type LaneState = 'running' | 'suspended' | 'terminated' | 'not started' | 'not switched';

/** What a lane does at a time. */
export function stateAt(recording: Recording, lane: number, time: number): LaneState {
  const { from, end, born, context } = recording.lanes[lane] as Lane;
  if (born && time < from) return 'not started';
  if (end !== undefined && time >= end) return 'terminated';
  if (runAt(recording, time)?.lane === lane) return 'running';
  const hasSwitched = recording.length > 0 && time >= recording.time(0);
  if (context === recording.thread && !hasSwitched) return 'not switched';
  return 'suspended';
}
