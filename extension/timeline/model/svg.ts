import { escaped } from '../../webPage/markup.ts';
import { coverage } from './coverage.ts';
import { formatTick } from './durations.ts';
import {
  AXIS_HEIGHT,
  BAR_HEIGHT,
  MOST_ARROWS,
  middleOf,
  ROW_HEIGHT,
  TICK_DISTANCE,
} from './geometry.ts';
import { Mark, type Recording } from './recording.ts';
import { describeLane } from './rows.ts';
import { type Range, ticks } from './viewport.ts';

/** The colours of a picture, as CSS has them. */
export interface Colours {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly running: string;
  readonly start: string;
  readonly end: string;
}

/** What of a recording a picture shows. */
export interface Picture {
  readonly range: Range;
  /** The lanes, from top to bottom. */
  readonly rows: readonly number[];
  /** How wide the part with the runs is, in pixels. */
  readonly width: number;
  readonly labelWidth: number;
  readonly colours: Colours;
}

/** A picture as a file of its own: all rows, and runs as exact as its pixels. */
export function toSvg(recording: Recording, picture: Picture): string {
  const { rows, labelWidth, colours } = picture;
  const width = labelWidth + picture.width;
  const height = AXIS_HEIGHT + rows.length * ROW_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...axis(picture, height),
    `<g transform="translate(0 ${AXIS_HEIGHT})">`,
    ...rows.flatMap((lane, row) => label(recording, lane, row, colours)),
    `<g transform="translate(${labelWidth} 0)">`,
    ...lives(recording, picture),
    ...runs(recording, picture),
    ...arrows(recording, picture),
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

function label(recording: Recording, lane: number, row: number, { text }: Colours): string[] {
  const name = escaped(describeLane(recording.lanes[lane] as Recording['lanes'][number]));
  return [`<text x="8" y="${middleOf(row) + 4}" fill="${text}">${name}</text>`];
}

function lives(recording: Recording, { rows, range, width, colours }: Picture): string[] {
  return rows.flatMap((lane, row) => {
    const { from, end, born } = recording.lanes[lane] as Recording['lanes'][number];
    const left = Math.max(0, born ? xOf(from, range, width) : 0);
    const right = Math.min(width, xOf(end ?? recording.now, range, width));
    if (right <= left) return [];
    const line = `M${round(left)} ${middleOf(row)}H${round(right)}`;
    return [`<path d="${line}" stroke="${colours.faint}" stroke-opacity="0.6"/>`];
  });
}

function runs(recording: Recording, { rows, range, width, colours }: Picture): string[] {
  const rowOf = rowsByLane(recording.lanes.length, rows);
  const shares = new Float32Array(width * rows.length);
  coverage(recording, range, { width, rows: rows.length }, rowOf, shares);
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

function arrows(recording: Recording, { rows, range, width, colours }: Picture): string[] {
  const first = recording.countUpTo(range.from);
  const last = recording.countUpTo(range.to);
  if (last - first > MOST_ARROWS) return [];
  const rowOf = rowsByLane(recording.lanes.length, rows);
  const paths: string[] = [];
  for (let index = first; index < last; index++) {
    const from = rowOf[recording.origin(index)] as number;
    const to = rowOf[recording.target(index)] as number;
    if (from < 0 || to < 0 || from === to) continue;
    const x = round(xOf(recording.time(index), range, width));
    const tip = middleOf(to) + (to > from ? -1 : 1) * (BAR_HEIGHT / 2);
    const wing = tip + (to > from ? -4 : 4);
    const colour = colourOf(recording.mark(index), colours);
    paths.push(
      `<path d="M${x} ${middleOf(from)}V${tip}M${x - 3} ${wing}L${x} ${tip}L${x + 3} ${wing}" stroke="${colour}" fill="none"/>`,
    );
  }
  return paths;
}

/** The colour of a switch's arrow. */
export function colourOf(mark: number, { start, end, text }: Colours): string {
  if (mark & Mark.end) return end;
  return mark & Mark.start ? start : text;
}

/** How strongly a pixel is drawn of whose time a share was run: a little is still to be seen. */
export function opacityOf(share: number): number {
  return share <= 0 ? 0 : Math.round(10 * Math.min(1, 0.3 + 0.7 * share)) / 10;
}

/** For each lane its row, or -1. */
export function rowsByLane(lanes: number, rows: readonly number[]): Int32Array {
  const rowOf = new Int32Array(lanes).fill(-1);
  for (const [row, lane] of rows.entries()) rowOf[lane] = row;
  return rowOf;
}

function xOf(time: number, { from, to }: Range, width: number): number {
  return ((time - from) / (to - from)) * width;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
