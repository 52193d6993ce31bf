import { arrowKind } from './arrows.ts';
import { isTask, type Lane } from './lanes.ts';
import type { ProgramRecording } from './programRecording.ts';
import type { Recording } from './recording.ts';

/** An event of the Trace Event Format, as far as it is used here. */
export interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  /** Complete (X), metadata (M), begin and end of a flow (s, f), instant (i). */
  readonly ph: 'X' | 'M' | 's' | 'f' | 'i';
  /** In microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly id?: number;
  /** The end of a flow binds to the slice that encloses it. */
  readonly bp?: 'e';
  readonly s?: 't';
  readonly args?: Readonly<Record<string, string | number>>;
}

/**
 * A recording in the Trace Event Format, which Perfetto and Chrome's `about:tracing` open: each
 * thread of the program is a process, each continuation a thread of it, each of its runs a slice,
 * each switch a flow from one to the other. A task is a thread with one slice: its life.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function traceEvents(recording: ProgramRecording, program: string): string {
  const ids = new Ids();
  const events = recording.recordings.flatMap((thread, index) => {
    const name = index === 0 ? program : `${program}: ${nameOf(thread)}`;
    const pid = index + 1;
    return [
      metadata('process_name', pid, 0, { name }),
      ...thread.lanes.flatMap((lane, order) => [
        metadata('thread_name', pid, ids.thread(lane), { name: lane.label }),
        metadata('thread_sort_index', pid, ids.thread(lane), { sort_index: order }),
        ...(isTask(lane) ? [lifeOf(lane, thread, pid, ids)] : []),
      ]),
      ...switchesOf(thread, pid, ids),
    ];
  });
  return JSON.stringify({
    traceEvents: events,
    displayTimeUnit: 'ns',
    otherData: { recorded: new Date(recording.toEpoch(0)).toISOString() },
  });
}

/** The numbers by which events belong together. */
class Ids {
  readonly #threads = new Map<number, number>();
  #flows = 0;

  /** Both programs treat a thread 0 as the idle one. */
  thread({ context }: Lane): number {
    const known = this.#threads.get(context);
    if (known !== undefined) return known;
    this.#threads.set(context, this.#threads.size + 1);
    return this.#threads.size;
  }

  nextFlow(): number {
    return ++this.#flows;
  }
}

function metadata(
  name: string,
  pid: number,
  tid: number,
  args: NonNullable<TraceEvent['args']>,
): TraceEvent {
  return { name, ph: 'M', pid, tid, args };
}

function nameOf({ lanes, thread }: Recording): string {
  return lanes.find(({ context }) => context === thread)?.label ?? 'asyncio';
}

function lifeOf(lane: Lane, { now }: Recording, pid: number, ids: Ids): TraceEvent {
  const dur = (lane.end ?? now) - lane.from;
  return { name: lane.label, cat: 'task', ph: 'X', ts: lane.from, dur, pid, tid: ids.thread(lane) };
}

function switchesOf(recording: Recording, pid: number, ids: Ids): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (let index = 0; index < recording.length; index++) {
    const { lane, begin, end } = recording.run(index);
    const target = recording.lanes[lane] as Lane;
    const to = { pid, tid: ids.thread(target) };
    events.push({ name: target.label, cat: 'run', ph: 'X', ts: begin, dur: end - begin, ...to });
    // What ran before the first one is no slice that a flow could begin in.
    if (index === 0) continue;
    const exception = recording.exception(index);
    const flow = {
      name: arrowKind(recording.mark(index)),
      cat: 'switch',
      id: ids.nextFlow(),
      ...(exception === undefined ? {} : { args: { exception } }),
    };
    const from = ids.thread(recording.lanes[recording.origin(index)] as Lane);
    const leaving = Math.max(recording.time(index - 1), begin - 0.001);
    events.push(
      { ...flow, ph: 's', ts: leaving, pid, tid: from },
      { ...flow, ph: 'f', bp: 'e', ts: begin, ...to },
    );
  }
  return events;
}
