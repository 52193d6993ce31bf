import { AXIS_HEIGHT, ROW_HEIGHT } from '../model/geometry.ts';
import { neighbour, runAt } from '../model/hits.ts';
import { ProgramRecording } from '../model/programRecording.ts';
import type { Recording, Run } from '../model/recording.ts';
import { type Row, Rows } from '../model/rows.ts';
import { panned, type Range, within, zoomed } from '../model/viewport.ts';

/** How much of the time shown is left empty after the last switch, to see that it is the last. */
const MARGIN = 0.02;

/** What is shown of a recording, and what the user has chosen. */
export class View {
  recording = new ProgramRecording();
  rows = new Rows([], { search: '', pins: new Set() });
  search = '';
  readonly pins = new Set<number>();
  /** Whether the latest switch, or of a recorded program the present, stays in sight. */
  follows = true;
  /** The switch that began the selected run, by its sequence number. */
  #selected: { readonly recording: Recording; readonly sequence: number } | undefined;
  #range: Range = { from: 0, to: 1 };
  /** Whether all is shown, however much that becomes. */
  #fits = true;

  /** The run that the user has chosen, as long as it is kept. */
  get selected(): Run | undefined {
    if (this.#selected === undefined) return undefined;
    const { recording, sequence } = this.#selected;
    const index = recording.indexOf(sequence);
    return index === undefined ? undefined : recording.run(index);
  }

  set selected(run: Run | undefined) {
    this.#selected = run && {
      recording: run.recording,
      sequence: run.recording.sequence(run.index),
    };
  }

  get range(): Range {
    return this.#range;
  }

  /** All that is recorded. */
  get whole(): Range {
    const { begin, now } = this.recording;
    const length = Math.max(1, now - begin);
    return { from: begin, to: begin + length * (1 + MARGIN) };
  }

  /** Takes over what has been recorded meanwhile. */
  update(): void {
    this.rows = new Rows(this.recording.recordings, this);
    const { whole } = this;
    if (this.#fits) this.#range = whole;
    else if (this.follows) this.#range = this.#followed();
    else this.#range = within(this.#range, whole);
  }

  /** As much as is shown, with what is followed in it. */
  #followed(): Range {
    const { from, to } = this.#range;
    const { whole, recording } = this;
    const { present } = recording;
    if (present === undefined) return within({ from: whole.to - (to - from), to: whole.to }, whole);
    if (this.#shows(present)) return within(this.#range, whole);
    return within({ from: present - (to - from) / 2, to: present + (to - from) / 2 }, whole);
  }

  #shows(time: number): boolean {
    return this.#range.from <= time && time <= this.#range.to;
  }

  begin(): void {
    this.recording = new ProgramRecording();
    this.selected = undefined;
    this.pins.clear();
    this.follows = true;
    this.fit();
  }

  fit(): void {
    this.#fits = true;
    this.update();
  }

  follow(follows: boolean): void {
    this.follows = follows;
    if (follows && !this.#fits) this.#range = this.#followed();
  }

  zoom(factor: number, around: number): void {
    // Who follows wants that to stay.
    const fixed = this.follows && factor < 1 ? this.#latest : around;
    this.show(zoomed(this.#range, factor, fixed, this.whole));
  }

  pan(share: number): void {
    if (share < 0 && this.recording.present === undefined) this.follows = false;
    this.show(panned(this.#range, share, this.whole));
  }

  /** Shows a stretch of time. */
  show(range: Range): void {
    const { whole } = this;
    this.#range = within(range, whole);
    this.#fits = this.#range.from <= whole.from && this.#range.to >= whole.to;
    if (!this.#shows(this.#latest)) this.follows = false;
  }

  /** When what can be followed is. */
  get #latest(): number {
    return this.recording.present ?? this.whole.to;
  }

  /** Shows a run in the middle, long enough to be seen. */
  reveal(run: Run): void {
    this.selected = run;
    this.follows = false;
    const length = Math.max(20, 5 * (run.end - run.begin));
    const middle = (run.begin + run.end) / 2;
    this.show({ from: middle - length / 2, to: middle + length / 2 });
  }

  /** Selects the next run of the selected lane, or that before it. @returns whether there is one. */
  step(direction: 1 | -1): boolean {
    const from = this.#current();
    const next = from && neighbour(from.recording, from.lane, from.index, direction);
    return next !== undefined && this.select(next);
  }

  /**
   * Selects what another row ran at, or last before, the time of the selection. Rows that have not
   * run are passed over.
   */
  stepRow(direction: 1 | -1): boolean {
    const from = this.#current();
    if (from === undefined) return false;
    const begin = this.rows.of(from.recording)[from.lane] as number;
    for (let index = begin + direction; ; index += direction) {
      const row = this.rows.list[index];
      if (row === undefined) return false;
      const run = runOf(row, from.begin);
      if (run !== undefined) return this.select(run);
    }
  }

  #current(): Run | undefined {
    const { main, now } = this.recording;
    const { from, to } = this.#range;
    return this.selected ?? (main && runAt(main, Math.min(now, (from + to) / 2)));
  }

  select(run: Run): true {
    this.selected = run;
    const { from, to } = this.#range;
    if (run.begin < from || run.begin > to) {
      this.follows = false;
      this.show({ from: run.begin - (to - from) / 2, to: run.begin + (to - from) / 2 });
    }
    return true;
  }

  togglePin(context: number): void {
    if (!this.pins.delete(context)) this.pins.add(context);
    this.update();
  }

  /** The row at a height below the top of the canvas. */
  rowAt(y: number, scrolled: number): Row | undefined {
    return y < AXIS_HEIGHT
      ? undefined
      : this.rows.list[Math.floor((y - AXIS_HEIGHT + scrolled) / ROW_HEIGHT)];
  }
}

/** What a lane ran at, or last before, a time, or else first after it. */
function runOf({ recording, lane }: Row, time: number): Run | undefined {
  const at = recording.countUpTo(time);
  return neighbour(recording, lane, at, -1) ?? neighbour(recording, lane, at - 1, 1);
}
