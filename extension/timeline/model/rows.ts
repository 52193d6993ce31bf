import { describePlace } from '../../webPage/place.ts';
import type { Lane, Recording } from './recording.ts';

/** What of the lanes is shown, and how. */
export interface LaneChoice {
  /** Words that the label or the place must have, all of them. */
  readonly search: string;
  /** The contexts of the lanes that stand first. */
  readonly pins: ReadonlySet<number>;
}

/** The lanes to show, by index, from top to bottom: the pinned ones, then by age. */
export function rowsOf({ lanes }: Recording, { search, pins }: LaneChoice): number[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (lane: Lane): number => (pins.has(lane.context) ? 0 : 1);
  return lanes
    .map((lane, index) => ({ lane, index }))
    .filter(({ lane }) => pins.has(lane.context) || matches(lane, words))
    .sort((a, b) => rank(a.lane) - rank(b.lane) || a.lane.context - b.lane.context)
    .map(({ index }) => index);
}

function matches(lane: Lane, words: readonly string[]): boolean {
  const text = describeLane(lane).toLowerCase();
  return words.every(word => text.includes(word));
}

/** A lane in a line of text: `worker (g3) · app.py:12`. */
export function describeLane({ label, place }: Lane): string {
  return place === undefined ? label : `${label} · ${describePlace(place)}`;
}
