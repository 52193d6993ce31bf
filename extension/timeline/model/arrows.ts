import { MOST_ARROWS } from './geometry.ts';
import { Mark, type Recording } from './recording.ts';
import type { Rows } from './rows.ts';
import type { Range } from './viewport.ts';

/** What a switch is shown as: `throw` where it brought an exception, by whatever it was. */
export type ArrowKind = 'switch' | 'start' | 'death' | 'throw';

/** The kinds, in the order in which a legend has them. */
export const ARROW_KINDS: readonly ArrowKind[] = ['switch', 'start', 'throw', 'death'];

/** The dashes and gaps of a throw's arrow, in pixels: its colour alone would not tell it to everybody. */
export const THROW_DASHES: readonly number[] = [4, 2];

/** A switch between two rows. */
export interface Arrow {
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly kind: ArrowKind;
}

export function arrowKind(mark: number): ArrowKind {
  if (mark & Mark.throw) return 'throw';
  if (mark & Mark.end) return 'death';
  return mark & Mark.start ? 'start' : 'switch';
}

/** How many switches there are in a stretch of time. */
export function countSwitches(recordings: readonly Recording[], { from, to }: Range): number {
  return recordings.reduce(
    (count, recording) => count + recording.countUpTo(to) - recording.countUpTo(from),
    0,
  );
}

/** The switches in a stretch of time; none where there are too many to follow one. */
export function arrowsIn(recordings: readonly Recording[], rows: Rows, range: Range): Arrow[] {
  if (countSwitches(recordings, range) > MOST_ARROWS) return [];
  return recordings.flatMap(recording => {
    const rowOf = rows.of(recording);
    const arrows: Arrow[] = [];
    const last = recording.countUpTo(range.to);
    for (let index = recording.countUpTo(range.from); index < last; index++) {
      const from = rowOf[recording.origin(index)] as number;
      const to = rowOf[recording.target(index)] as number;
      if (from < 0 || to < 0 || from === to) continue;
      arrows.push({
        time: recording.time(index),
        from,
        to,
        kind: arrowKind(recording.mark(index)),
      });
    }
    return arrows;
  });
}
