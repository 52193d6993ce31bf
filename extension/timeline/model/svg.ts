import { escaped } from '../../webPage/markup.ts';
import { type ArrowKind, arrowsIn, THROW_DASHES } from './arrows.ts';
import { coverage } from './coverage.ts';
import { formatTick } from './durations.ts';
import {
  AXIS_HEIGHT,
  BAR_HEIGHT,
  LATER_VEIL,
  LIFE_DASHES,
  middleOf,
  ROW_HEIGHT,
  TICK_DISTANCE,
} from './geometry.ts';
import { lifeLines } from './lanes.ts';
import type { Recording } from './recording.ts';
import { describeLane, laneOf, type Row, type Rows } from './rows.ts';
import { type Range, ticks, xOf } from './viewport.ts';

/** The colours of a picture, as CSS has them. */
export interface Colours {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly running: string;
  readonly start: string;
  readonly throw: string;
  readonly end: string;
}

/** What of a recording a picture shows. */
export interface Picture {
  readonly range: Range;
  readonly rows: Rows;
  /** How wide the part with the runs is, in pixels. */
  readonly width: number;
  readonly labelWidth: number;
  /** Where a recorded program stands, and the word for it. */
  readonly present?: { readonly time: number; readonly label: string } | undefined;
  readonly colours: Colours;
}

/** A picture as a file of its own: all rows, and runs as exact as its pixels. */
export function toSvg(recordings: readonly Recording[], picture: Picture): string {
  const { rows, labelWidth, colours } = picture;
  const width = labelWidth + picture.width;
  const height = AXIS_HEIGHT + rows.length * ROW_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...axis(picture, height),
    `<g transform="translate(0 ${AXIS_HEIGHT})">`,
    ...rows.list.map((row, index) => label(row, index, colours)),
    `<g transform="translate(${labelWidth} 0)">`,
    ...rows.list.flatMap((row, index) => life(row, index, picture)),
    ...runs(recordings, picture),
    ...arrows(recordings, picture),
    ...later(picture, height),
    '</g>',
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function axis({ range, width, labelWidth, colours }: Picture, height: number): string[] {
  const times = ticks(range, width / TICK_DISTANCE);
  const step = (times[1] ?? range.to) - (times[0] ?? range.from);
  return times.map(time => {
    const x = round(labelWidth + xOf(time, range, width));
    return (
      `<path d="M${x} ${AXIS_HEIGHT - 6}V${height}" stroke="${colours.faint}" stroke-opacity="0.4"/>` +
      `<text x="${x + 4}" y="15" fill="${colours.faint}">${formatTick(time, step)}</text>`
    );
  });
}

function label(row: Row, index: number, { text }: Colours): string {
  const x = row.group === undefined ? 8 : 20;
  return `<text x="${x}" y="${middleOf(index) + 4}" fill="${text}">${escaped(describeLane(laneOf(row)))}</text>`;
}

function life(row: Row, index: number, { range, width, colours }: Picture): string[] {
  return lifeLines(laneOf(row), range.from, row.recording.now).flatMap(({ from, to, isDotted }) => {
    const left = Math.max(0, xOf(from, range, width));
    const right = Math.min(width, xOf(to, range, width));
    if (right <= left) return [];
    const line = `M${round(left)} ${middleOf(index)}H${round(right)}`;
    const dashes = isDotted ? ` stroke-dasharray="${LIFE_DASHES.join(' ')}"` : '';
    return [`<path d="${line}" stroke="${colours.faint}" stroke-opacity="0.6"${dashes}/>`];
  });
}

function runs(
  recordings: readonly Recording[],
  { rows, range, width, colours }: Picture,
): string[] {
  const shares = new Float32Array(width * rows.length);
  const size = { width, rows: rows.length };
  coverage(recordings, range, size, recording => rows.of(recording), shares);
  const rectangles: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    for (let x = 0; x < width; ) {
      const opacity = opacityOf(shares[row * width + x] as number);
      let end = x + 1;
      while (end < width && opacityOf(shares[row * width + end] as number) === opacity) end++;
      if (opacity > 0) {
        rectangles.push(
          `<rect x="${x}" y="${middleOf(row) - BAR_HEIGHT / 2}" width="${end - x}" height="${BAR_HEIGHT}" fill="${colours.running}" fill-opacity="${opacity}"/>`,
        );
      }
      x = end;
    }
  }
  return rectangles;
}

function arrows(
  recordings: readonly Recording[],
  { rows, range, width, colours }: Picture,
): string[] {
  return arrowsIn(recordings, rows, range).map(({ time, from, to, kind }) => {
    const x = round(xOf(time, range, width));
    const tip = middleOf(to) + (to > from ? -1 : 1) * (BAR_HEIGHT / 2);
    const wing = tip + (to > from ? -4 : 4);
    const dashes = kind === 'throw' ? ` stroke-dasharray="${THROW_DASHES.join(' ')}"` : '';
    return `<path d="M${x} ${middleOf(from)}V${tip}M${x - 3} ${wing}L${x} ${tip}L${x + 3} ${wing}" stroke="${colourOf(kind, colours)}" fill="none"${dashes}/>`;
  });
}

/** A veil on what is later than the present, and a line with a word where that begins. */
function later({ present, range, width, colours }: Picture, height: number): string[] {
  if (present === undefined || present.time > range.to) return [];
  const x = round(xOf(present.time, range, width));
  const left = Math.max(0, x);
  const rows = height - AXIS_HEIGHT;
  const veil = `<rect x="${left}" width="${round(width - left)}" height="${rows}" fill="${colours.background}" fill-opacity="${LATER_VEIL}"/>`;
  if (x < 0) return [veil];
  return [
    veil,
    `<path d="M${x} ${-AXIS_HEIGHT}V${rows}" stroke="${colours.text}" stroke-width="2"/>`,
    `<text x="${x + 4}" y="-2" fill="${colours.text}" font-weight="bold">${escaped(present.label)}</text>`,
  ];
}

/** The colour of a switch's arrow. */
export function colourOf(kind: ArrowKind, colours: Colours): string {
  return { switch: colours.text, start: colours.start, throw: colours.throw, death: colours.end }[
    kind
  ];
}

/** How strongly a pixel is drawn of whose time a share was run: a little is still to be seen. */
export function opacityOf(share: number): number {
  return share <= 0 ? 0 : Math.round(10 * Math.min(1, 0.3 + 0.7 * share)) / 10;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
