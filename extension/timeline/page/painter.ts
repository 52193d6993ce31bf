import { coverage } from '../model/coverage.ts';
import { formatTick } from '../model/durations.ts';
import {
  AXIS_HEIGHT,
  BAR_HEIGHT,
  MOST_ARROWS,
  middleOf,
  ROW_HEIGHT,
  TICK_DISTANCE,
} from '../model/geometry.ts';
import type { Lane, Recording, Run } from '../model/recording.ts';
import { colourOf, opacityOf } from '../model/svg.ts';
import { type Range, ticks } from '../model/viewport.ts';
import { channelsOf, themeColours } from './theme.ts';

/** What a picture shows. */
export interface Scene {
  readonly range: Range;
  /** The lanes that are in sight, from top to bottom. */
  readonly rows: readonly number[];
  /** For each lane its row among all, or -1. */
  readonly rowOf: Int32Array;
  /** How far the rows are scrolled, in CSS pixels. */
  readonly scrolled: number;
  readonly selected: Run | undefined;
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

  paint(recording: Recording, scene: Scene): void {
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
    this.#paintLives(recording, scene);
    this.#paintRuns(recording, scene);
    this.#paintArrows(recording, scene);
    this.#paintSelection(scene);
    context.restore();
    this.#paintChosen(scene);
  }

  #x(time: number, { from, to }: Range): number {
    return ((time - from) / (to - from)) * this.width;
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

  #paintSelectedRow({ selected, rowOf }: Scene): void {
    const row = selected === undefined ? -1 : (rowOf[selected.lane] as number);
    if (row < 0) return;
    this.#context.globalAlpha = 0.08;
    this.#context.fillStyle = this.#colours.text;
    this.#context.fillRect(0, row * ROW_HEIGHT, this.width, ROW_HEIGHT);
    this.#context.globalAlpha = 1;
  }

  /** A line from a continuation's birth to its death, which ends in a bar. */
  #paintLives(recording: Recording, { rows, rowOf, range }: Scene): void {
    const context = this.#context;
    for (const lane of rows) {
      const { from, end, born } = recording.lanes[lane] as Lane;
      const y = middleOf(rowOf[lane] as number);
      const left = Math.max(0, born ? this.#x(from, range) : 0);
      const right = Math.min(this.width, this.#x(end ?? recording.now, range));
      context.fillStyle = this.#colours.faint;
      context.globalAlpha = 0.55;
      if (right > left) context.fillRect(left, y - 0.5, right - left, 1);
      context.globalAlpha = 1;
      if (end === undefined || right < 0 || right >= this.width) continue;
      context.fillStyle = this.#colours.end;
      context.fillRect(right - 1, y - BAR_HEIGHT / 2, 2, BAR_HEIGHT);
    }
  }

  #paintRuns(recording: Recording, { rows, rowOf, range }: Scene): void {
    const top = rows[0];
    if (top === undefined) return;
    const width = this.#canvas.width;
    const size = { width, rows: rows.length };
    if (this.#shares.length < width * rows.length)
      this.#shares = new Float32Array(width * rows.length);
    const inSight = new Int32Array(rowOf.length).fill(-1);
    for (const [row, lane] of rows.entries()) inSight[lane] = row;
    coverage(recording, range, size, inSight, this.#shares);
    this.#drawShares(size);
    const context = this.#context;
    context.imageSmoothingEnabled = false;
    for (const [row, lane] of rows.entries()) {
      const y = middleOf(rowOf[lane] as number) - BAR_HEIGHT / 2;
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

  #paintArrows(recording: Recording, { rowOf, range }: Scene): void {
    const first = recording.countUpTo(range.from);
    const last = recording.countUpTo(range.to);
    if (last - first > MOST_ARROWS) return;
    for (let index = first; index < last; index++) {
      const from = rowOf[recording.origin(index)] as number;
      const to = rowOf[recording.target(index)] as number;
      if (from < 0 || to < 0 || from === to) continue;
      this.#paintArrow(
        Math.round(this.#x(recording.time(index), range)) + 0.5,
        middleOf(from),
        middleOf(to),
        colourOf(recording.mark(index), this.#colours),
      );
    }
  }

  #paintArrow(x: number, from: number, to: number, colour: string): void {
    const context = this.#context;
    const direction = to > from ? -1 : 1;
    const tip = to + (direction * BAR_HEIGHT) / 2;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, from);
    context.lineTo(x, tip);
    context.moveTo(x - 3, tip + 4 * direction);
    context.lineTo(x, tip);
    context.lineTo(x + 3, tip + 4 * direction);
    context.stroke();
  }

  #paintSelection({ selected, rowOf, range }: Scene): void {
    const row = selected === undefined ? -1 : (rowOf[selected.lane] as number);
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
