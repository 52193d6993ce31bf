import type { Region, Scope } from './moduleFacts.ts';
import type { Term } from './terms.ts';

/** The scope of a module, from the shares that its statements have in it. */
export function moduleScope(regions: readonly Region[], length: number): Scope {
  const shares = regions.map(({ share }) => share);
  const bindings = new Map<string, Term[]>();
  for (const share of shares) {
    for (const [name, terms] of share.bindings) {
      const known = bindings.get(name);
      if (known === undefined) bindings.set(name, [...terms]);
      else known.push(...terms);
    }
  }
  for (const { growths } of regions) {
    // What no statement binds is a library's, or comes from elsewhere with everything else.
    for (const [name, terms] of growths) bindings.get(name)?.push(...terms);
  }
  return {
    number: 0,
    origin: undefined,
    kind: 'module',
    name: '<module>',
    parent: undefined,
    isAsync: false,
    span: { from: 0, to: length },
    nameSpan: { from: 0, to: 0 },
    parameters: [],
    bindings,
    foreignNames: new Set(shares.flatMap(({ foreignNames }) => [...foreignNames])),
    reads: new Set(shares.flatMap(({ reads }) => [...reads])),
    attributes: new Map(),
    bases: [],
    returns: shares.flatMap(({ returns }) => returns),
    decorators: [],
    isGenerator: shares.some(({ isGenerator }) => isGenerator),
  };
}
