/** How high the row of a continuation is, in CSS pixels, and the bar in it. */
export const ROW_HEIGHT = 22;
export const BAR_HEIGHT = 12;

/** How high the axis above the rows is. */
export const AXIS_HEIGHT = 24;

/** How far apart the times on the axis stand at least. */
export const TICK_DISTANCE = 96;

/** So many switches at most are drawn as arrows: of more, nobody could follow one. */
export const MOST_ARROWS = 400;

/** The dashes and gaps of a life of which nothing is known yet. */
export const LIFE_DASHES: readonly number[] = [2, 3];

/** How much of what is later than the present is veiled by the background. */
export const LATER_VEIL = 0.55;

/** The middle of a row, below the top of the first one. */
export function middleOf(row: number): number {
  return row * ROW_HEIGHT + ROW_HEIGHT / 2;
}
