/** Two replays do not stand nearer to each other, in instructions: to run so far takes no time. */
export const SMALLEST_DISTANCE = 2 ** 18;

/**
 * Where replays are to stand for a program that stands at a position: at distances before it that
 * are powers of two, and at the program's first line, from which any position is reached.
 *
 * @param first the position of that line.
 * @param count how many there can be, at least one.
 * @returns positions, the latest first.
 */
export function wantedPositions(present: number, first: number, count: number): number[] {
  const powers: number[] = [];
  for (let distance = SMALLEST_DISTANCE; distance < present - first; distance *= 2)
    powers.push(distance);
  const room = Math.min(count - 1, powers.length);
  const chosen = Array.from({ length: room }, (_, index) => {
    // With less room than there are powers, each is left out as often as another.
    const step = room === 1 ? 0 : (powers.length - 1) / (room - 1);
    return powers[Math.round(index * step)] as number;
  });
  // A replay stands at instructions, and not where one of them raises an exception.
  return [...chosen.map(distance => Math.floor(present) - distance), first];
}

/** Something that stands at a position. */
interface Standing {
  readonly position: number;
}

/** Which replays are to be started, and which are of no use any more. */
export interface Rearrangement<Replay> {
  /** Where replays are wanted, and none is: the program's first line first, then the nearest. */
  readonly missing: readonly number[];
  /** Those that can be done without: the least useful first. */
  readonly needless: readonly Replay[];
}

/**
 * Compares where replays stand with where they are wanted: one is good for what is wanted next
 * behind it.
 *
 * @param standing in any order.
 * @param wanted as of {@link wantedPositions}.
 */
export function rearrange<Replay extends Standing>(
  standing: readonly Replay[],
  wanted: readonly number[],
  present: number,
): Rearrangement<Replay> {
  const first = wanted.at(-1);
  const missing: number[] = [];
  const needed = new Set<Replay>();
  const earlier = standing
    .filter(({ position }) => position < present || position === first)
    .sort((a, b) => b.position - a.position);
  wanted.forEach((position, index) => {
    const next = wanted[index + 1] ?? -1;
    // What stands nearer than is wanted first is as good.
    const found = earlier.find(
      each =>
        !needed.has(each) && each.position > next && (each.position <= position || index === 0),
    );
    if (found === undefined) missing.push(position);
    else needed.add(found);
  });
  if (missing.at(-1) === first) missing.unshift(...missing.splice(-1));
  const needless = standing
    .filter(each => !needed.has(each))
    .sort((a, b) => Math.abs(b.position - present) - Math.abs(a.position - present));
  return { missing, needless };
}
