import { type Arrow, arrowsIn, THROW_DASHES } from '../model/arrows.ts';
import { coverage } from '../model/coverage.ts';
import { formatTick } from '../model/durations.ts';
import {
  AXIS_HEIGHT,
  BAR_HEIGHT,
  LATER_VEIL,
  LIFE_DASHES,
  middleOf,
  ROW_HEIGHT,
  TICK_DISTANCE,
} from '../model/geometry.ts';
import { type LifeLine, lifeLines } from '../model/lanes.ts';
import type { Recording, Run } from '../model/recording.ts';
import { laneOf, type Rows } from '../model/rows.ts';
import { colourOf, opacityOf } from '../model/svg.ts';
import { type Range, ticks, xOf } from '../model/viewport.ts';
import { channelsOf, themeColours } from './theme.ts';

/** What a picture shows. */
export interface Scene {
  readonly range: Range;
  readonly rows: Rows;
  /** Which of them are in sight: from the first one up to, and without, the last one. */
  readonly first: number;
  readonly last: number;
  /** How far the rows are scrolled, in CSS pixels. */
  readonly scrolled: number;
  readonly selected: Run | undefined;
  /** Where a recorded program stands: what comes later is paler. */
  readonly present: number | undefined;
  /** A stretch that is being chosen, in CSS pixels. */
  readonly chosen: { readonly left: number; readonly right: number } | undefined;
}

/** Paints pictures of a recording into a canvas: as quickly for 65,536 switches as for ten. */
export class Painter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  /** The runs: a pixel for each pixel of time and each row. */
  readonly #runs = document.createElement('canvas');
  #shares = new Float32Array(0);
  #colours = themeColours();
  #running = channelsOf(this.#colours.running);
  #ratio = 1;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d') as CanvasRenderingContext2D;
  }

  get colours(): ReturnType<typeof themeColours> {
    return this.#colours;
  }

  /** Takes over a new theme. */
  readTheme(): void {
    this.#colours = themeColours();
    this.#running = channelsOf(this.#colours.running);
  }

  /** How wide the canvas is, in CSS pixels. */
  get width(): number {
    return this.#canvas.width / this.#ratio;
  }

  /** Gives the canvas a size, in CSS pixels. */
  resize(width: number, height: number, ratio: number): void {
    this.#ratio = ratio;
    this.#canvas.width = Math.max(1, Math.round(width * ratio));
    this.#canvas.height = Math.max(1, Math.round(height * ratio));
  }

  paint(recordings: readonly Recording[], scene: Scene): void {
    const context = this.#context;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.fillStyle = this.#colours.background;
    context.fillRect(0, 0, this.width, this.#canvas.height / this.#ratio);
    this.#paintGrid(scene.range);
    context.save();
    context.beginPath();
    context.rect(0, AXIS_HEIGHT, this.width, this.#canvas.height);
    context.clip();
    context.translate(0, AXIS_HEIGHT - scene.scrolled);
    this.#paintSelectedRow(scene);
    this.#paintLives(scene);
    this.#paintRuns(recordings, scene);
    this.#paintArrows(recordings, scene);
    this.#paintLater(scene);
    this.#paintSelection(scene);
    context.restore();
    this.#paintChosen(scene);
  }

  #x(time: number, range: Range): number {
    return xOf(time, range, this.width);
  }

  #paintGrid(range: Range): void {
    const context = this.#context;
    const times = ticks(range, this.width / TICK_DISTANCE);
    const step = (times[1] ?? range.to) - (times[0] ?? range.from);
    context.font = this.#colours.font;
    context.fillStyle = this.#colours.faint;
    for (const time of times) {
      const x = Math.round(this.#x(time, range));
      context.globalAlpha = 0.2;
      context.fillRect(x, 0, 1, this.#canvas.height);
      context.globalAlpha = 1;
      context.fillText(formatTick(time, step), x + 4, 15);
    }
    context.globalAlpha = 0.4;
    context.fillRect(0, AXIS_HEIGHT - 1, this.width, 1);
    context.globalAlpha = 1;
  }

  #paintSelectedRow({ selected, rows }: Scene): void {
    const row = rowOf(rows, selected);
    if (row < 0) return;
    this.#context.globalAlpha = 0.08;
    this.#context.fillStyle = this.#colours.text;
    this.#context.fillRect(0, row * ROW_HEIGHT, this.width, ROW_HEIGHT);
    this.#context.globalAlpha = 1;
  }

  /** A line from a continuation's birth to its death, which ends in a bar. */
  #paintLives({ rows, first, last, range }: Scene): void {
    const context = this.#context;
    for (const [offset, row] of rows.list.slice(first, last).entries()) {
      const lane = laneOf(row);
      const y = middleOf(first + offset);
      for (const line of lifeLines(lane, range.from, row.recording.now)) {
        this.#paintLife(line, y, range);
      }
      if (lane.end === undefined) continue;
      const x = this.#x(lane.end, range);
      if (x < 0 || x >= this.width) continue;
      context.fillStyle = this.#colours.end;
      context.fillRect(x - 1, y - BAR_HEIGHT / 2, 2, BAR_HEIGHT);
    }
  }

  #paintLife({ from, to, isDotted }: LifeLine, y: number, range: Range): void {
    const left = Math.max(0, this.#x(from, range));
    const right = Math.min(this.width, this.#x(to, range));
    if (right <= left) return;
    const context = this.#context;
    context.strokeStyle = this.#colours.faint;
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.setLineDash(isDotted ? [...LIFE_DASHES] : []);
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  #paintRuns(recordings: readonly Recording[], { rows, first, last, range }: Scene): void {
    const shown = Math.min(rows.length, last) - first;
    if (shown <= 0) return;
    const width = this.#canvas.width;
    const size = { width, rows: shown };
    if (this.#shares.length < width * shown) this.#shares = new Float32Array(width * shown);
    const inSight = (recording: Recording): Int32Array =>
      rows.of(recording).map(row => (row >= first && row < last ? row - first : -1));
    coverage(recordings, range, size, inSight, this.#shares);
    this.#drawShares(size);
    const context = this.#context;
    context.imageSmoothingEnabled = false;
    for (let row = 0; row < shown; row++) {
      const y = middleOf(first + row) - BAR_HEIGHT / 2;
      context.drawImage(this.#runs, 0, row, width, 1, 0, y, this.width, BAR_HEIGHT);
    }
  }

  #drawShares({ width, rows }: { width: number; rows: number }): void {
    if (this.#runs.width !== width || this.#runs.height !== rows) {
      this.#runs.width = width;
      this.#runs.height = rows;
    }
    const context = this.#runs.getContext('2d') as CanvasRenderingContext2D;
    const image = context.createImageData(width, rows);
    const [red, green, blue] = this.#running;
    const colour = red | (green << 8) | (blue << 16);
    const pixels = new Uint32Array(image.data.buffer);
    for (let index = 0; index < pixels.length; index++) {
      const share = this.#shares[index] as number;
      if (share > 0) pixels[index] = colour | ((opacityOf(share) * 255) << 24);
    }
    context.putImageData(image, 0, 0);
  }

  #paintArrows(recordings: readonly Recording[], { rows, range }: Scene): void {
    for (const arrow of arrowsIn(recordings, rows, range)) this.#paintArrow(arrow, range);
  }

  #paintArrow({ time, from, to, kind }: Arrow, range: Range): void {
    const context = this.#context;
    const x = Math.round(this.#x(time, range)) + 0.5;
    const direction = to > from ? -1 : 1;
    const tip = middleOf(to) + (direction * BAR_HEIGHT) / 2;
    context.strokeStyle = colourOf(kind, this.#colours);
    context.lineWidth = 1;
    context.setLineDash(kind === 'throw' ? [...THROW_DASHES] : []);
    context.beginPath();
    context.moveTo(x, middleOf(from));
    context.lineTo(x, tip);
    context.moveTo(x - 3, tip + 4 * direction);
    context.lineTo(x, tip);
    context.lineTo(x + 3, tip + 4 * direction);
    context.stroke();
    context.setLineDash([]);
  }

  #paintLater({ present, range, rows }: Scene): void {
    if (present === undefined) return;
    const left = Math.max(0, this.#x(present, range));
    if (left >= this.width) return;
    this.#context.globalAlpha = LATER_VEIL;
    this.#context.fillStyle = this.#colours.background;
    this.#context.fillRect(left, 0, this.width - left, rows.length * ROW_HEIGHT);
    this.#context.globalAlpha = 1;
  }

  #paintSelection({ selected, rows, range }: Scene): void {
    const row = rowOf(rows, selected);
    if (selected === undefined || row < 0) return;
    const left = Math.max(-4, this.#x(selected.begin, range));
    const right = Math.min(this.width + 4, this.#x(selected.end, range));
    if (right < 0 || left > this.width) return;
    this.#context.strokeStyle = this.#colours.focus;
    this.#context.lineWidth = 2;
    const y = middleOf(row) - BAR_HEIGHT / 2 - 2;
    this.#context.strokeRect(left - 2, y, Math.max(1, right - left) + 4, BAR_HEIGHT + 4);
  }

  #paintChosen({ chosen }: Scene): void {
    if (chosen === undefined) return;
    this.#context.globalAlpha = 0.25;
    this.#context.fillStyle = this.#colours.focus;
    this.#context.fillRect(chosen.left, 0, chosen.right - chosen.left, this.#canvas.height);
    this.#context.globalAlpha = 1;
  }
}

/** The row that a run is in, or -1. */
function rowOf(rows: Rows, run: Run | undefined): number {
  return run === undefined ? -1 : (rows.of(run.recording)[run.lane] ?? -1);
}
