import type { ModuleFacts } from '../facts/moduleFacts.ts';
import type { Origin } from '../facts/origin.ts';

/** Something at which control may arrive in a function, and the file that it is in. */
interface Departure {
  readonly facts: ModuleFacts;
}

/** Where control may arrive from, by the functions that it arrives in; told by statements. */
export class Arrivals<Item extends Departure> {
  readonly #lists = new Map<string, Map<Origin, Item[]>>();
  /** The functions that a statement tells something of. */
  readonly #told = new Map<Origin, Set<string>>();

  /** @param run the function, as the key of a value. */
  add(run: string, origin: Origin, item: Item): void {
    const list = entry(this.#lists, run, () => new Map<Origin, Item[]>());
    entry(list, origin, (): Item[] => []).push(item);
    entry(this.#told, origin, () => new Set<string>()).add(run);
  }

  /** Takes back what a statement told. */
  retract(origin: Origin): void {
    for (const run of this.#told.get(origin) ?? []) {
      const list = this.#lists.get(run);
      list?.delete(origin);
      if (list?.size === 0) this.#lists.delete(run);
    }
    this.#told.delete(origin);
  }

  /** File by file, in the order of their texts. */
  at(run: string): Item[] {
    const told = [...(this.#lists.get(run) ?? [])].map(([origin, items]) => {
      const uri = items[0]?.facts.uri ?? '';
      return { uri, origin, items };
    });
    told.sort((a, b) =>
      a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.origin.offset - b.origin.offset,
    );
    return told.flatMap(({ items }) => items);
  }
}

function entry<Key, Entry>(entries: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  return made;
}
