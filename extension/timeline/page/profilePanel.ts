import { element, make } from '../../webPage/page/elements.ts';
import { count, fill } from '../../webPage/page/texts.ts';
import { formatDuration, formatShare } from '../model/durations.ts';
import { type ProfileEntry, profile } from '../model/profile.ts';
import type { Run } from '../model/recording.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

/** How many rows the table has at most: the rest ran least. */
const MOST_ROWS = 100;

/** The table of what ran in the time shown, and for how long without a switch. */
export class ProfilePanel {
  readonly #view: View;
  readonly #body = element('profile-rows');
  readonly #by = element<HTMLSelectElement>('profile-by');
  readonly #onReveal: (run: Run) => void;

  constructor(view: View, onReveal: (run: Run) => void) {
    this.#view = view;
    this.#onReveal = onReveal;
    this.#by.addEventListener('change', () => this.draw());
  }

  draw(): void {
    const by = this.#by.value === 'function' ? 'function' : 'continuation';
    const entries = profile(this.#view.recording.recordings, this.#view.range, by);
    this.#body.replaceChildren(...entries.slice(0, MOST_ROWS).map(entry => this.#row(entry)));
  }

  #row({ name, lanes, total, share, runs, longest }: ProfileEntry): HTMLElement {
    const row = make('tr', '');
    const header = make('th', '', lanes > 1 ? `${name} ×${count(lanes)}` : name);
    header.scope = 'row';
    const bar = make('td', 'share', formatShare(share));
    bar.style.setProperty('--share', String(Math.min(1, share)));
    const button = make('button', 'link', formatDuration(longest.end - longest.begin));
    button.title = fill(texts.longestHint, name);
    button.setAttribute('aria-label', `${button.textContent}: ${button.title}`);
    button.addEventListener('click', () => this.#onReveal(longest));
    const last = make('td', '');
    last.append(button);
    row.append(
      header,
      make('td', '', formatDuration(total)),
      bar,
      make('td', '', count(runs)),
      last,
    );
    return row;
  }
}
