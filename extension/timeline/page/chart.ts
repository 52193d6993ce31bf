import { element } from '../../webPage/page/elements.ts';
import { AXIS_HEIGHT, ROW_HEIGHT } from '../model/geometry.ts';
import { runNear } from '../model/hits.ts';
import type { Run } from '../model/recording.ts';
import { laneOf, type Row } from '../model/rows.ts';
import { Painter } from './painter.ts';
import type { View } from './view.ts';
import { describeRun, describeState } from './words.ts';

/** How far from a run the mouse may be to mean it, in pixels. */
const TOLERANCE = 3;

/** How far the mouse has to be moved for a stretch to be chosen, and not a place. */
const SHORTEST_DRAG = 5;

/** What the chart tells. */
interface ChartListener {
  /** Something else is to be shown. */
  onChange(): void;
  /** A continuation was clicked, while it ran or while it did not. */
  onShow(context: number, run: Run | undefined): void;
  /** For who listens to the page. */
  onSay(text: string): void;
}

/** The canvas with the runs, and what mouse and keys do there. */
export class Chart {
  readonly painter: Painter;
  readonly #view: View;
  readonly #listener: ChartListener;
  readonly #canvas = element<HTMLCanvasElement>('chart');
  readonly #scroller = element('scroller');
  readonly #tooltip = element('tooltip');
  #drag: { from: number; to: number } | undefined;

  constructor(view: View, listener: ChartListener) {
    this.#view = view;
    this.#listener = listener;
    this.painter = new Painter(this.#canvas);
    const canvas = this.#canvas;
    canvas.addEventListener('pointerdown', event => this.#onDown(event));
    canvas.addEventListener('pointermove', event => this.#onMove(event));
    canvas.addEventListener('pointerup', event => this.#onUp(event));
    canvas.addEventListener('pointerleave', () => this.#hideTooltip());
    canvas.addEventListener('wheel', event => this.#onWheel(event), { passive: false });
    canvas.addEventListener('keydown', event => this.#onKey(event));
  }

  paint(): void {
    const { recording, range, rows, selected } = this.#view;
    const scrolled = this.#scroller.scrollTop;
    const first = Math.floor(scrolled / ROW_HEIGHT);
    const last = Math.ceil((scrolled + this.#canvas.clientHeight - AXIS_HEIGHT) / ROW_HEIGHT);
    this.painter.paint(recording.recordings, {
      range,
      rows,
      first,
      last,
      scrolled,
      selected,
      present: recording.present,
      chosen: this.#chosen(),
    });
  }

  #chosen(): { left: number; right: number } | undefined {
    if (this.#drag === undefined) return undefined;
    const { from, to } = this.#drag;
    return { left: Math.min(from, to), right: Math.max(from, to) };
  }

  #timeAt(x: number): number {
    const { from, to } = this.#view.range;
    return from + (x / this.painter.width) * (to - from);
  }

  #hit(event: MouseEvent): { row: Row; time: number; run: Run | undefined } | undefined {
    const row = this.#view.rowAt(event.offsetY, this.#scroller.scrollTop);
    if (row === undefined) return undefined;
    const time = this.#timeAt(event.offsetX);
    const tolerance = this.#timeAt(TOLERANCE) - this.#timeAt(0);
    return { row, time, run: runNear(row.recording, row.lane, time, tolerance) };
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#drag = { from: event.offsetX, to: event.offsetX };
    this.#hideTooltip();
  }

  #onMove(event: PointerEvent): void {
    if (this.#drag === undefined) {
      this.#showTooltip(event);
    } else {
      this.#drag = { ...this.#drag, to: event.offsetX };
      this.#listener.onChange();
    }
  }

  #onUp(event: PointerEvent): void {
    const chosen = this.#chosen();
    this.#drag = undefined;
    if (chosen !== undefined && chosen.right - chosen.left >= SHORTEST_DRAG) {
      this.#view.show({ from: this.#timeAt(chosen.left), to: this.#timeAt(chosen.right) });
    } else {
      this.#click(event);
    }
    this.#listener.onChange();
  }

  #click(event: MouseEvent): void {
    const hit = this.#hit(event);
    if (hit === undefined) return;
    this.#view.selected = hit.run;
    this.#listener.onShow(laneOf(hit.row).context, hit.run);
  }

  #onWheel(event: WheelEvent): void {
    const { deltaX, deltaY, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey) {
      event.preventDefault();
      this.#view.zoom(1.002 ** deltaY, this.#timeAt(event.offsetX));
    } else if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
      event.preventDefault();
      this.#view.pan((deltaX + (shiftKey ? deltaY : 0)) / this.painter.width);
    } else {
      return;
    }
    this.#hideTooltip();
    this.#listener.onChange();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#act(event.key, event.shiftKey)) return;
    event.preventDefault();
    this.#listener.onChange();
  }

  #act(key: string, isShifted: boolean): boolean {
    const view = this.#view;
    const { from, to } = view.range;
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const direction = key === 'ArrowLeft' ? -1 : 1;
        if (isShifted) view.pan(0.1 * direction);
        else if (view.step(direction)) this.#saySelection();
        return true;
      }
      case 'ArrowUp':
      case 'ArrowDown':
        if (view.stepRow(key === 'ArrowUp' ? -1 : 1)) this.#saySelection();
        return true;
      case '+':
      case '=':
      case '-':
        view.zoom(key === '-' ? 2 : 0.5, view.selected?.begin ?? (from + to) / 2);
        return true;
      case '0':
        view.fit();
        return true;
      case 'Home':
        view.follows = false;
        view.show({ from: view.whole.from, to: view.whole.from + to - from });
        return true;
      case 'f':
      case 'F':
      case 'End':
        view.follow(true);
        return true;
      case 'PageUp':
      case 'PageDown':
        view.pan(key === 'PageUp' ? -0.9 : 0.9);
        return true;
      case 'Enter':
      case 'p':
      case 'P':
        return this.#actOnSelection(key === 'Enter');
      default:
        return false;
    }
  }

  #actOnSelection(shows: boolean): boolean {
    const { selected } = this.#view;
    if (selected === undefined) return false;
    const { context } = laneOf(selected);
    if (shows) this.#listener.onShow(context, selected);
    else this.#view.togglePin(context);
    return true;
  }

  #saySelection(): void {
    const { selected, rows, recording } = this.#view;
    if (selected === undefined) return;
    this.#listener.onSay(describeRun(selected, recording.present).join(', '));
    const top = (rows.of(selected.recording)[selected.lane] as number) * ROW_HEIGHT;
    const height = this.#canvas.clientHeight - AXIS_HEIGHT - ROW_HEIGHT;
    const { scrollTop } = this.#scroller;
    this.#scroller.scrollTop = Math.min(top, Math.max(scrollTop, top - height));
  }

  #showTooltip(event: PointerEvent): void {
    const hit = this.#hit(event);
    const { recording } = this.#view;
    this.#tooltip.hidden = hit === undefined || hit.time > recording.now;
    if (hit === undefined || this.#tooltip.hidden) return;
    const { present } = recording;
    const lines =
      hit.run === undefined
        ? describeState(hit.row, hit.time, present)
        : describeRun(hit.run, present);
    this.#tooltip.textContent = lines.join('\n');
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.min(event.clientX + 14, clientWidth - this.#tooltip.offsetWidth - 4);
    const below = event.clientY + 18;
    const fits = below + this.#tooltip.offsetHeight < clientHeight;
    const top = fits ? below : event.clientY - this.#tooltip.offsetHeight - 8;
    this.#tooltip.style.transform = `translate(${left}px, ${top}px)`;
  }

  #hideTooltip(): void {
    this.#tooltip.hidden = true;
  }
}
