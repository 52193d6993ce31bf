import type { Recording } from './recording.ts';
import type { Range } from './viewport.ts';

/** What counts for a run that took no time that could be measured, as a share of a pixel. */
const LEAST = 1e-3;

/**
 * How much of each pixel's time each row ran: `rows` times `width` shares from 0 to 1, row by
 * row. However many switches there are, a picture of them is no more than this.
 *
 * @param rowOf for each lane of a recording, the row that it is drawn in, or -1.
 * @param into is overwritten.
 */
export function coverage(
  recordings: readonly Recording[],
  range: Range,
  size: { readonly width: number; readonly rows: number },
  rowOf: (recording: Recording) => Int32Array,
  into: Float32Array,
): void {
  into.fill(0, 0, size.rows * size.width);
  for (const recording of recordings) {
    addCoverage(recording, range, size.width, rowOf(recording), into);
  }
}

function addCoverage(
  recording: Recording,
  { from, to }: Range,
  width: number,
  rowOf: Int32Array,
  into: Float32Array,
): void {
  const scale = width / (to - from);
  const last = recording.countUpTo(to);
  for (let index = Math.max(0, recording.countUpTo(from) - 1); index < last; index++) {
    const row = rowOf[recording.target(index)] as number;
    if (row < 0) continue;
    const end = index + 1 < recording.length ? recording.time(index + 1) : recording.now;
    const left = Math.max(0, (recording.time(index) - from) * scale);
    const right = Math.min(width, (end - from) * scale);
    cover(into, row * width, width, left, right);
  }
}

function cover(into: Float32Array, base: number, width: number, left: number, right: number): void {
  const first = Math.min(width - 1, Math.floor(left));
  const last = Math.min(width - 1, Math.floor(right));
  if (last <= first) {
    into[base + first] = (into[base + first] as number) + Math.max(LEAST, right - left);
    return;
  }
  into[base + first] = (into[base + first] as number) + first + 1 - left;
  into.fill(1, base + first + 1, base + last);
  into[base + last] = (into[base + last] as number) + right - last;
}
