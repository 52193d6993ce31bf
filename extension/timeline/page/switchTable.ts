import { element, make } from '../../webPage/page/elements.ts';
import { count, fill } from '../../webPage/page/texts.ts';
import { formatDuration } from '../model/durations.ts';
import type { Run } from '../model/recording.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';
import { kindOf, laneOf } from './words.ts';

/** How many switches are listed at once. */
const MOST_ROWS = 200;

/** The switches in the time shown as a table: what the picture tells, for who does not see it. */
export class SwitchTable {
  readonly #view: View;
  readonly #body = element('switch-rows');
  readonly #note = element('switch-note');
  readonly #onReveal: (run: Run) => void;

  constructor(view: View, onReveal: (run: Run) => void) {
    this.#view = view;
    this.#onReveal = onReveal;
  }

  draw(): void {
    const { recording, range } = this.#view;
    const first = range.from <= recording.begin ? 0 : recording.countUpTo(range.from);
    const last = recording.countUpTo(range.to);
    const shown = Math.min(MOST_ROWS, last - first);
    this.#body.replaceChildren(
      ...Array.from({ length: shown }, (_, offset) => this.#row(first + offset)),
    );
    this.#note.textContent =
      last - first > shown ? fill(texts.someOfMany, count(shown), count(last - first)) : '';
  }

  #row(index: number): HTMLElement {
    const { recording } = this.#view;
    const run = recording.run(index);
    const row = make('tr', '');
    const time = make('button', 'link', formatDuration(run.begin));
    time.addEventListener('click', () => this.#onReveal(run));
    const when = make('td', '');
    when.append(time);
    row.append(
      when,
      make('td', '', laneOf(recording, recording.origin(index)).label),
      make('td', '', kindOf(recording.mark(index))),
      make('td', '', laneOf(recording, run.lane).label),
      make('td', '', formatDuration(run.end - run.begin)),
    );
    return row;
  }
}
