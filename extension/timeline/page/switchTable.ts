import { element, make } from '../../webPage/page/elements.ts';
import { count, fill } from '../../webPage/page/texts.ts';
import { formatDuration } from '../model/durations.ts';
import type { Run } from '../model/recording.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';
import { kindOf, labelOf } from './words.ts';

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
    const stretches = recording.recordings.map(thread => {
      const first = range.from <= thread.begin ? 0 : thread.countUpTo(range.from);
      return { thread, first, last: thread.countUpTo(range.to) };
    });
    const total = stretches.reduce((sum, { first, last }) => sum + last - first, 0);
    const shown = stretches
      .flatMap(({ thread, first, last }) =>
        Array.from({ length: Math.min(MOST_ROWS, last - first) }, (_, offset) =>
          thread.run(first + offset),
        ),
      )
      .sort((a, b) => a.begin - b.begin)
      .slice(0, MOST_ROWS);
    this.#body.replaceChildren(...shown.map(run => this.#row(run)));
    this.#note.textContent =
      total > shown.length ? fill(texts.someOfMany, count(shown.length), count(total)) : '';
  }

  #row(run: Run): HTMLElement {
    const { recording, index } = run;
    const isLater = this.#view.recording.isLater(run.begin);
    const row = make('tr', isLater ? 'later' : '');
    const time = make('button', 'link', formatDuration(run.begin));
    time.addEventListener('click', () => this.#onReveal(run));
    const when = make('td', '');
    when.append(time);
    if (isLater) when.append(make('span', 'unseen', `, ${texts.laterSwitch}`));
    row.append(
      when,
      make('td', '', labelOf(recording, recording.origin(index))),
      make('td', '', kindOf(recording, index)),
      make('td', '', labelOf(recording, run.lane)),
      make('td', '', formatDuration(run.end - run.begin)),
    );
    return row;
  }
}
