import { element, make } from '../../webPage/page/elements.ts';
import type { PreparedPython } from './preparedPython.ts';

/** Lets the reader choose the version of Python that runs what is started from then on. */
export function offerVersions(python: PreparedPython): void {
  const list = element<HTMLSelectElement>('python');
  const { versions } = python;
  list.append(...versions.map(version => make('option', '', version)));
  list.addEventListener('change', () => {
    const chosen = versions[list.selectedIndex];
    if (chosen !== undefined) python.version = chosen;
  });
}
