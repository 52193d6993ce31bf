import { describePlace } from '../../webPage/place.ts';
import { isTask, type Lane } from './lanes.ts';
import type { Recording } from './recording.ts';

/** What of the lanes is shown, and how. */
export interface LaneChoice {
  /** Words that the label, the place, the thread or the task must have, all of them. */
  readonly search: string;
  /** The contexts of the lanes that stand first. */
  readonly pins: ReadonlySet<number>;
}

/** A lane that is shown. */
export interface Row {
  readonly recording: Recording;
  /** Its index there. */
  readonly lane: number;
  /** What its thread is called, where there is more than one group of lanes and it is not that itself. */
  readonly group: string | undefined;
}

/** The lanes to show, from top to bottom: the pinned ones, then those of each thread, by age. */
export class Rows {
  readonly list: readonly Row[];
  readonly #rowOf = new Map<Recording, Int32Array>();

  constructor(recordings: readonly Recording[], { search, pins }: LaneChoice) {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = recordings.flatMap(recording => rowsOfThread(recording, recordings.length > 1));
    const isPinned = (row: Row): boolean => pins.has(laneOf(row).context);
    this.list = [
      ...rows.filter(isPinned),
      ...rows.filter(row => !isPinned(row) && matches(row, words)),
    ];
    for (const recording of recordings) {
      this.#rowOf.set(recording, new Int32Array(recording.lanes.length).fill(-1));
    }
    for (const [index, { recording, lane }] of this.list.entries())
      this.of(recording)[lane] = index;
  }

  get length(): number {
    return this.list.length;
  }

  /** Of each lane of a recording its row, or -1. */
  of(recording: Recording): Int32Array {
    return this.#rowOf.get(recording) as Int32Array;
  }
}

export function laneOf({ recording, lane }: { recording: Recording; lane: number }): Lane {
  return recording.lanes[lane] as Lane;
}

/** A lane in a line of text: `worker (g3) · app.py:12`. */
export function describeLane({ label, place }: Lane): string {
  return place === undefined ? label : `${label} · ${describePlace(place)}`;
}

function rowsOfThread(recording: Recording, isGrouped: boolean): Row[] {
  const { lanes, thread } = recording;
  const rank = (context: number): number => (context === thread ? -1 : Math.abs(context));
  const main = lanes.find(({ context }) => context === thread);
  return lanes
    .map((lane, index) => ({
      recording,
      lane: index,
      group: isGrouped && lane !== main && !isTask(lane) ? (main?.label ?? '') : undefined,
    }))
    .sort((a, b) => rank(laneOf(a).context) - rank(laneOf(b).context));
}

function matches(row: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const lane = laneOf(row);
  const text = `${describeLane(lane)} ${row.group ?? ''} ${lane.task ?? ''}`.toLowerCase();
  return words.every(word => text.includes(word));
}
