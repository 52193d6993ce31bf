import { element, make } from '../../webPage/page/elements.ts';
import type { Sample } from '../contents.ts';

/** What the list says of a program that came with the address. */
const SHARED = 'shared program';

/** The list of samples. */
export class SampleList {
  readonly #list = element<HTMLSelectElement>('samples');
  readonly #samples: readonly Sample[];
  readonly #open: (sample: Sample) => void;
  readonly #shared = make('option', '', SHARED);

  /** @param open is given one that is chosen. */
  constructor(samples: readonly Sample[], open: (sample: Sample) => void) {
    this.#samples = samples;
    this.#open = open;
    this.#list.append(...samples.map(({ name }) => make('option', '', name)));
    this.#list.addEventListener('change', () => {
      this.#forgetShared();
      this.#openChosen();
    });
  }

  /** Opens the first sample. */
  openFirst(): void {
    this.#list.selectedIndex = 0;
    this.#openChosen();
  }

  /** Whether the program in the editor is that of the address, and no sample. */
  set isShared(isShared: boolean) {
    if (!isShared) {
      this.#shared.remove();
      return;
    }
    this.#list.prepend(this.#shared);
    this.#list.selectedIndex = 0;
  }

  /** The address, too, does not have the program in it any more. */
  #forgetShared(): void {
    this.isShared = false;
    history.replaceState(undefined, '', location.pathname + location.search);
  }

  #openChosen(): void {
    const sample = this.#samples.find(({ name }) => name === this.#list.value);
    if (sample !== undefined) this.#open(sample);
  }
}
