import { count, fill } from '../../webPage/page/texts.ts';
import { describePlace } from '../../webPage/place.ts';
import { type ArrowKind, arrowKind } from '../model/arrows.ts';
import { formatDuration } from '../model/durations.ts';
import { type LaneState, stateAt } from '../model/hits.ts';
import { isTask, type Lane } from '../model/lanes.ts';
import type { ProgramRecording } from '../model/programRecording.ts';
import { Mark, type Recording, type Run } from '../model/recording.ts';
import { laneOf, type Row } from '../model/rows.ts';
import { texts } from './texts.ts';

/**
 * What is known of a run, a line for each thing: for a tooltip, and for who listens.
 *
 * @param present where a recorded program stands.
 */
export function describeRun(run: Run, present: number | undefined): string[] {
  const { recording, index, begin, end } = run;
  const lane = laneOf(run);
  const next = index + 1;
  return [
    lane.label,
    fill(texts.ran, formatDuration(end - begin), formatDuration(begin)),
    ...describeLater(begin, present),
    describeArrival(recording, index),
    ...(recording.knowsThrow(index) ? [] : [describeIgnorance(recording, present)]),
    ...(next < recording.length ? [describeDeparture(recording, next)] : []),
    ...describeLane(recording, lane),
  ];
}

function describeArrival(recording: Recording, index: number): string {
  const mark = recording.mark(index);
  const origin = labelOf(recording, recording.origin(index));
  const exception = recording.exception(index);
  if (exception !== undefined) {
    return fill(mark & Mark.end ? texts.afterDeathBy : texts.thrownBy, origin, exception);
  }
  if (mark & Mark.end) return fill(texts.afterDeath, origin);
  return fill(mark & Mark.start ? texts.startedBy : texts.cameFrom, origin);
}

function describeDeparture(recording: Recording, index: number): string {
  const target = labelOf(recording, recording.target(index));
  const exception = recording.exception(index);
  const died = (recording.mark(index) & Mark.end) !== 0;
  if (exception !== undefined) {
    return fill(died ? texts.diedIntoBy : texts.threwInto, target, exception);
  }
  return fill(died ? texts.diedInto : texts.leftFor, target);
}

/** Says so of what a recorded program has not done where it stands. */
function describeLater(time: number, present = Number.POSITIVE_INFINITY): string[] {
  return time > present ? [texts.later] : [];
}

/** Why it is not known whether a switch brought an exception. */
function describeIgnorance({ thread }: Recording, present: number | undefined): string {
  if (present !== undefined) return texts.throwUnknownInReplay;
  return thread === 0 ? texts.throwUnknownYet : texts.throwUnknownHere;
}

/** What a lane does at a time when it does not run. */
export function describeState(row: Row, time: number, present: number | undefined): string[] {
  const { recording } = row;
  const lane = laneOf(row);
  const state = stateAt(recording, row.lane, time);
  const text = isTask(lane) ? stateOfTask(lane, time) : STATES[state];
  return [
    lane.label,
    fill(texts.since, text, formatDuration(time)),
    ...describeLater(time, present),
    ...describeLane(recording, lane),
  ];
}

function stateOfTask({ from, end }: Lane, time: number): string {
  if (time < from) return texts.taskNotKnownYet;
  return end !== undefined && time >= end ? texts.terminated : texts.taskLives;
}

const STATES: Readonly<Record<LaneState, string>> = {
  running: texts.running,
  suspended: texts.suspended,
  terminated: texts.terminated,
  'not started': texts.notStarted,
  'not switched': texts.notSwitched,
};

/** What was known of a continuation when the program last stood still. */
function describeLane({ thread }: Recording, { place, awaits, task, context }: Lane): string[] {
  return [
    ...(isTask({ context }) ? [texts.taskUnknown] : []),
    ...(thread !== 0 && context === thread ? [texts.isThread] : []),
    ...(task === undefined ? [] : [fill(texts.forTask, task)]),
    ...(awaits === undefined ? [] : [fill(texts.awaits, awaits)]),
    ...(place === undefined ? [] : [fill(texts.stands, describePlace(place))]),
  ];
}

/** Where a recorded program stands in its run, as far as that is known; undefined of others. */
export function describePresent(recording: ProgramRecording): string | undefined {
  const { present, length, laneCount, now } = recording;
  if (present === undefined) return undefined;
  return fill(
    texts.presentAt,
    count(recording.countUpTo(present)),
    count(length),
    count(laneCount),
    formatDuration(present),
    formatDuration(now),
  );
}

/** The kind of a switch, in a word, and the exception that it brought. */
export function kindOf(recording: Recording, index: number): string {
  const mark = recording.mark(index);
  const exception = recording.exception(index);
  // Its arrow is that of a throw where a death brought one; a word has room to say both.
  const kind = KINDS[mark & Mark.end ? 'death' : arrowKind(mark)];
  return exception === undefined ? kind : `${kind} · ${exception}`;
}

/** The kinds of switches, in a word. */
export const KINDS: Readonly<Record<ArrowKind, string>> = {
  switch: texts.kindSwitch,
  start: texts.kindStart,
  throw: texts.kindThrow,
  death: texts.kindDeath,
};

/** What a lane of a recording is called. */
export function labelOf(recording: Recording, lane: number): string {
  return laneOf({ recording, lane }).label;
}
