import { Mark, type Recording } from './recording.ts';

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

const PROCESS = 1;

const KINDS: Readonly<Record<number, string>> = {
  [Mark.none]: 'switch',
  [Mark.start]: 'start',
  [Mark.end]: 'death',
};

/**
 * A recording in the Trace Event Format, which Perfetto and Chrome's `about:tracing` open: each
 * continuation is a thread, each of its runs a slice, each switch a flow from one to the other.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function traceEvents(recording: Recording, program: string): string {
  const events: TraceEvent[] = [
    { name: 'process_name', ph: 'M', pid: PROCESS, tid: 0, args: { name: program } },
    ...recording.lanes.flatMap(({ context, label }, order): TraceEvent[] => [
      { name: 'thread_name', ph: 'M', pid: PROCESS, tid: tidOf(context), args: { name: label } },
      {
        name: 'thread_sort_index',
        ph: 'M',
        pid: PROCESS,
        tid: tidOf(context),
        args: { sort_index: order },
      },
    ]),
  ];
  for (let index = 0; index < recording.length; index++) {
    const { lane, begin, end } = recording.run(index);
    const { context, label } = recording.lanes[lane] as Recording['lanes'][number];
    const thread = { pid: PROCESS, tid: tidOf(context) };
    events.push({ name: label, cat: 'run', ph: 'X', ts: begin, dur: end - begin, ...thread });
    const mark = recording.mark(index);
    const cat = 'switch';
    const name = KINDS[mark & Mark.end ? Mark.end : mark] as string;
    const origin = recording.lanes[recording.origin(index)] as Recording['lanes'][number];
    // What ran before the first one is no slice that a flow could begin in.
    if (index === 0) continue;
    const flow = { name, cat, id: recording.sequence(index) };
    const before = recording.time(index - 1);
    events.push(
      {
        ...flow,
        ph: 's',
        ts: Math.max(before, begin - 0.001),
        pid: PROCESS,
        tid: tidOf(origin.context),
      },
      { ...flow, ph: 'f', bp: 'e', ts: begin, ...thread },
    );
  }
  return JSON.stringify({
    traceEvents: events,
    displayTimeUnit: 'ns',
    otherData: { recorded: new Date(recording.toEpoch(0)).toISOString() },
  });
}

/** Both programs treat a thread 0 as the idle one. */
function tidOf(context: number): number {
  return context + 1;
}
