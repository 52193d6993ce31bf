import { element } from '../../webPage/page/elements.ts';

/** A row of tabs, of whose panels one is shown (the ARIA pattern "Tabs"). */
export class Tabs {
  readonly #tabs: readonly HTMLElement[];
  readonly #onChange: () => void;

  /** @param list the identity of the row; each tab names its panel. @param onChange told when another is shown. */
  constructor(list: string, onChange: () => void) {
    this.#tabs = [...element(list).querySelectorAll<HTMLElement>('[role=tab]')];
    this.#onChange = onChange;
    for (const [index, tab] of this.#tabs.entries()) {
      tab.addEventListener('click', () => this.choose(tab));
      tab.addEventListener('keydown', ({ key }) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
        const next = step && this.#tabs.at((index + step) % this.#tabs.length);
        if (next) this.choose(next);
      });
    }
  }

  /** Shows the panel of a tab. */
  choose(chosen: HTMLElement): void {
    for (const tab of this.#tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      element(tab.getAttribute('aria-controls') ?? '').hidden = !isChosen;
    }
    chosen.focus();
    this.#onChange();
  }
}
