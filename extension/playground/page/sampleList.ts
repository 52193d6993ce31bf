import { element, make } from '../../webPage/page/elements.ts';
import type { Sample } from '../contents.ts';

/** The list of samples. */
export class SampleList {
  readonly #list = element<HTMLSelectElement>('samples');
  readonly #samples: readonly Sample[];
  readonly #open: (sample: Sample) => void;
  readonly #other = make('option', '');

  /** @param open is given one that is chosen. */
  constructor(samples: readonly Sample[], open: (sample: Sample) => void) {
    this.#samples = samples;
    this.#open = open;
    this.#list.append(...samples.map(({ name }) => make('option', '', name)));
    this.#list.addEventListener('change', () => {
      this.#forgetOther();
      this.#openChosen();
    });
  }

  /** Opens the first sample. */
  openFirst(): void {
    this.other = undefined;
    this.#list.selectedIndex = 0;
    this.#openChosen();
  }

  /** What the program in the editor is called that is no sample; undefined for a sample. */
  set other(name: string | undefined) {
    if (name === undefined) {
      this.#other.remove();
      return;
    }
    this.#other.textContent = name;
    this.#list.prepend(this.#other);
    this.#list.selectedIndex = 0;
  }

  /** The address, too, does not have the program in it any more. */
  #forgetOther(): void {
    this.other = undefined;
    history.replaceState(undefined, '', location.pathname + location.search);
  }

  #openChosen(): void {
    const sample = this.#samples.find(({ name }) => name === this.#list.value);
    if (sample !== undefined) this.#open(sample);
  }
}
