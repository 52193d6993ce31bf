import { Entry } from './format.ts';
import type { LogReader } from './logReader.ts';
import { wholeEntries } from './wholeEntries.ts';

/** A recording that is read from its beginning, once more. */
export interface SecondReading {
  readonly log: LogReader;
  close(): void;
}

/**
 * What was in files that a recording has left where they were, until the program changed them: that stands
 * in the recording later than what was read of them, and few replays need it.
 */
export class KeptFiles {
  readonly #begin: () => SecondReading;
  /** By the numbers of the files. */
  #contents: Map<number, Uint8Array> | undefined;

  constructor(begin: () => SecondReading) {
    this.#begin = begin;
  }

  /** What was in a file before; undefined where the program has not changed it. */
  find(file: number): Uint8Array | undefined {
    this.#contents ??= this.#readAll();
    return this.#contents.get(file);
  }

  #readAll(): Map<number, Uint8Array> {
    const contents: Uint8Array[] = [];
    const kept = new Map<number, Uint8Array>();
    const { log, close } = this.#begin();
    for (const { kind, values } of wholeEntries(log)) {
      if (kind === Entry.content) contents.push((values[0] as Uint8Array).slice());
      if (kind !== Entry.kept) continue;
      const [file, content] = values as [number, number];
      kept.set(file, contents[content] as Uint8Array);
    }
    close();
    return kept;
  }
}
