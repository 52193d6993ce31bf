import type { PythonVersion } from '../../../debug-adapter/session/browser/versions.ts';
import { element, make } from '../../webPage/page/elements.ts';
import type { PreparedPython } from './preparedPython.ts';

/** The version of Python that runs what is started from then on, which the reader chooses. */
export class VersionList {
  readonly #list = element<HTMLSelectElement>('python');
  readonly #python: PreparedPython;

  constructor(python: PreparedPython) {
    this.#python = python;
    const { versions } = python;
    this.#list.append(...versions.map(version => make('option', '', version)));
    this.#list.addEventListener('change', () => {
      const chosen = versions[this.#list.selectedIndex];
      if (chosen !== undefined) python.version = chosen;
    });
  }

  /** Chooses one for the reader, if it is there. */
  choose(version: PythonVersion): void {
    const index = this.#python.versions.indexOf(version);
    if (index < 0 || index === this.#list.selectedIndex) return;
    this.#list.selectedIndex = index;
    this.#python.version = version;
  }
}
