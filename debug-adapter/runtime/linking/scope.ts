import type { Definition, SymbolSource } from './symbols.ts';

/** A module, whether linked or only read. */
export interface Member {
  readonly path: string;
  /** Those that it has named as needed. */
  readonly needed: readonly Member[];
  /** Whether it exports something by this name. */
  defines(name: string): boolean;
}

/** A module and all that it needs, the nearest first: the order in which names are looked up. */
export function withNeeded<M extends Member>(root: M): M[] {
  const all = [root];
  for (const each of all) {
    for (const needed of each.needed as readonly M[]) if (!all.includes(needed)) all.push(needed);
  }
  return all;
}

/** The first definition of a name. */
export function findIn(sources: readonly SymbolSource[], name: string): Definition | undefined {
  for (const source of sources) {
    const definition = source.find(name);
    if (definition !== undefined) return definition;
  }
  return undefined;
}
