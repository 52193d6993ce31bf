import type { Sample } from '../contents.ts';
import type { PreparedPython } from './preparedPython.ts';

/** What the first script of the page hands to the second, which is much larger and comes later. */
export interface Preparation {
  readonly samples: readonly Sample[];
  readonly python: PreparedPython;
  /** With the files of the page. */
  readonly folder: URL;
}

declare global {
  /** Rejected by an Error that tells the reader why this cannot be. */
  var preparation: Promise<Preparation>;
}
