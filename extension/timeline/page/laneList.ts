import { element, make } from '../../webPage/page/elements.ts';
import { fill } from '../../webPage/page/texts.ts';
import { describePlace } from '../../webPage/place.ts';
import { AXIS_HEIGHT, ROW_HEIGHT } from '../model/geometry.ts';
import type { Lane } from '../model/recording.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';
import { laneOf } from './words.ts';

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
    const { rows, recording, pins, selected } = this.#view;
    this.#spacer.style.height = `${AXIS_HEIGHT + rows.length * ROW_HEIGHT}px`;
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.floor(scrollTop / ROW_HEIGHT);
    const last = Math.min(rows.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT));
    const shown = rows.slice(first, last).map(lane => laneOf(recording, lane));
    const chosen = selected === undefined ? -1 : laneOf(recording, selected.lane).context;
    const drawn = JSON.stringify([
      first,
      rows.length,
      chosen,
      shown.map(({ context, label, place, end }) => [
        context,
        label,
        place,
        end,
        pins.has(context),
      ]),
    ]);
    this.#list.style.transform = `translateY(${AXIS_HEIGHT - (scrollTop - first * ROW_HEIGHT)}px)`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.key;
    this.#list.replaceChildren(
      ...shown.map((lane, index) => this.#item(lane, first + index, lane.context === chosen)),
    );
    // What was drawn anew keeps the focus.
    if (focused === undefined) return;
    this.#list.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  #item({ context, label, place, end }: Lane, row: number, isSelected: boolean): HTMLElement {
    const item = make('li', 'lane');
    item.setAttribute('aria-posinset', String(row + 1));
    item.setAttribute('aria-setsize', String(this.#view.rows.length));
    if (isSelected) item.classList.add('selected');
    if (end !== undefined) item.classList.add('dead');
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
    item.append(pin, name);
    return item;
  }
}
