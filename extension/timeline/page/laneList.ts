import { element, make } from '../../webPage/page/elements.ts';
import { fill } from '../../webPage/page/texts.ts';
import { describePlace } from '../../webPage/place.ts';
import { AXIS_HEIGHT, ROW_HEIGHT } from '../model/geometry.ts';
import { isTask } from '../model/lanes.ts';
import { laneOf, type Row } from '../model/rows.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

/** The names beside the rows: those in sight, whatever number there is. */
export class LaneList {
  readonly #view: View;
  readonly #list = element('lanes');
  readonly #scroller = element('scroller');
  readonly #spacer = element('spacer');
  readonly #onShow: (context: number) => void;
  readonly #onPin: (context: number) => void;
  #drawn = '';

  constructor(view: View, onShow: (context: number) => void, onPin: (context: number) => void) {
    this.#view = view;
    this.#onShow = onShow;
    this.#onPin = onPin;
  }

  draw(): void {
    const { rows, pins, selected, recording } = this.#view;
    this.#spacer.style.height = `${AXIS_HEIGHT + rows.length * ROW_HEIGHT}px`;
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.floor(scrollTop / ROW_HEIGHT);
    const last = Math.min(rows.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT));
    const shown = rows.list.slice(first, last);
    const chosen = selected === undefined ? undefined : laneOf(selected).context;
    const drawn = JSON.stringify([
      first,
      rows.length,
      recording.present,
      chosen,
      shown.map(row => {
        const { context, label, place, from, end } = laneOf(row);
        return [context, label, place, from, end, row.group, pins.has(context)];
      }),
    ]);
    this.#list.style.transform = `translateY(${AXIS_HEIGHT - (scrollTop - first * ROW_HEIGHT)}px)`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.key;
    this.#list.replaceChildren(
      ...shown.map((row, index) => this.#item(row, first + index, laneOf(row).context === chosen)),
    );
    // What was drawn anew keeps the focus.
    if (focused === undefined) return;
    this.#list.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  #item(row: Row, position: number, isSelected: boolean): HTMLElement {
    const lane = laneOf(row);
    const { context, label, place, from, born, end } = lane;
    const program = this.#view.recording;
    const isToCome = born && program.isLater(from);
    const item = make('li', 'lane');
    item.setAttribute('aria-posinset', String(position + 1));
    item.setAttribute('aria-setsize', String(this.#view.rows.length));
    if (isSelected) item.classList.add('selected');
    if (isToCome) item.classList.add('later');
    if (end !== undefined && !program.isLater(end)) item.classList.add('dead');
    if (row.group !== undefined) item.classList.add('grouped');
    if (isTask(lane)) item.classList.add('task');
    const pinned = this.#view.pins.has(context);
    const pin = make('button', 'pin', pinned ? '★' : '☆');
    pin.setAttribute('aria-label', fill(pinned ? texts.unpin : texts.pin, label));
    pin.setAttribute('aria-pressed', String(pinned));
    pin.dataset.key = `pin ${context}`;
    pin.addEventListener('click', () => this.#onPin(context));
    const name = make('button', 'name', label);
    name.title = fill(texts.show, label);
    name.dataset.key = `name ${context}`;
    name.addEventListener('click', () => this.#onShow(context));
    if (place !== undefined) name.append(' ', make('span', 'place', describePlace(place)));
    // Who does not see what stands under what is told.
    if (isToCome) name.append(make('span', 'unseen', `, ${texts.notStarted}`));
    if (row.group !== undefined) {
      name.append(make('span', 'unseen', `, ${fill(texts.inThread, row.group)}`));
    }
    item.append(pin, name);
    return item;
  }
}
