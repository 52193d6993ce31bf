import { fill } from '../../webPage/page/texts.ts';
import { describePlace } from '../../webPage/place.ts';
import { formatDuration } from '../model/durations.ts';
import { stateAt } from '../model/hits.ts';
import { type Lane, Mark, type Recording, type Run } from '../model/recording.ts';
import { texts } from './texts.ts';

/** What is known of a run, a line for each thing: for a tooltip, and for who listens. */
export function describeRun(recording: Recording, run: Run): string[] {
  const { label, place } = laneOf(recording, run.lane);
  const lines = [
    label,
    fill(texts.ran, formatDuration(run.end - run.begin), formatDuration(run.begin)),
  ];
  lines.push(describeArrival(recording, run));
  const next = run.index + 1;
  if (next < recording.length) {
    const died = (recording.mark(next) & Mark.end) !== 0;
    const target = laneOf(recording, recording.target(next)).label;
    lines.push(fill(died ? texts.diedInto : texts.leftFor, target));
  }
  if (place !== undefined) lines.push(fill(texts.stands, describePlace(place)));
  return lines;
}

function describeArrival(recording: Recording, { index }: Run): string {
  const mark = recording.mark(index);
  const origin = laneOf(recording, recording.origin(index)).label;
  if (mark & Mark.end) return fill(texts.afterDeath, origin);
  return fill(mark & Mark.start ? texts.startedBy : texts.cameFrom, origin);
}

/** What a lane does at a time when it does not run. */
export function describeState(recording: Recording, lane: number, time: number): string[] {
  const { label, place } = laneOf(recording, lane);
  const state = {
    running: texts.running,
    suspended: texts.suspended,
    terminated: texts.terminated,
    'not started': texts.notStarted,
  }[stateAt(recording, lane, time)];
  const lines = [label, fill(texts.since, state, formatDuration(time))];
  if (place !== undefined) lines.push(fill(texts.stands, describePlace(place)));
  return lines;
}

/** The kind of a switch, in a word. */
export function kindOf(mark: number): string {
  if (mark & Mark.end) return texts.kindDeath;
  return mark & Mark.start ? texts.kindStart : texts.kindSwitch;
}

export function laneOf(recording: Recording, lane: number): Lane {
  return recording.lanes[lane] as Lane;
}
