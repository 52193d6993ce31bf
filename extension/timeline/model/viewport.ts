/** A stretch of time, in microseconds of the recording. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The shortest stretch that is shown: a tenth of how exact the times are. */
const SHORTEST = 1;

/** The same stretch, made shorter (`factor` below 1) or longer around a time, which stays where it is. */
export function zoomed({ from, to }: Range, factor: number, around: number, whole: Range): Range {
  const length = Math.min(
    Math.max((to - from) * factor, SHORTEST),
    Math.max(whole.to - whole.from, SHORTEST),
  );
  const share = to > from ? (around - from) / (to - from) : 0;
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole);
}

/** The same stretch, later or, with a negative share of its length, earlier. */
export function panned({ from, to }: Range, share: number, whole: Range): Range {
  const distance = (to - from) * share;
  return within({ from: from + distance, to: to + distance }, whole);
}

/** A stretch of that length which does not reach beyond the whole, as far as it can. */
export function within({ from, to }: Range, whole: Range): Range {
  const length = to - from;
  if (length >= whole.to - whole.from) {
    return { from: whole.from, to: Math.max(whole.to, whole.from + SHORTEST) };
  }
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: begin, to: begin + length };
}

/**
 * Round times to write on an axis.
 *
 * @param most how many there is room for.
 */
export function ticks({ from, to }: Range, most: number): number[] {
  const least = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(size => size >= least) as number;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

/** Where a time is in a range that is drawn in a width. */
export function xOf(time: number, { from, to }: Range, width: number): number {
  return ((time - from) / (to - from)) * width;
}
