/**
 * What an expression says, without what it means: terms name things by the scope in which they
 * are looked up, so that a file can be read by itself, whatever the files say that it imports.
 */
export type Term =
  /** A name, and the number of the scope from which it is looked up. */
  | { readonly kind: 'name'; readonly name: string; readonly scope: number }
  | { readonly kind: 'attribute'; readonly of: Term; readonly name: string }
  /** What a call gives: its number in {@link ModuleFacts.calls}. */
  | { readonly kind: 'call'; readonly call: number }
  /** A function or a class that is made here, by the number of its scope. */
  | { readonly kind: 'function' | 'class'; readonly scope: number }
  /** A module, dots before its name telling that it is relative to this one. */
  | { readonly kind: 'module'; readonly name: string }
  /** A name of a module. */
  | { readonly kind: 'member'; readonly module: string; readonly name: string }
  /** A parameter, by the number of its function's scope and its own. */
  | { readonly kind: 'parameter'; readonly scope: number; readonly index: number }
  /** What an annotation says to be an object of a class. */
  | { readonly kind: 'instance'; readonly of: Term }
  /** One of some things, or a container with them. */
  | { readonly kind: 'choice'; readonly of: readonly Term[] }
  | { readonly kind: 'unknown' };

/** What says nothing that matters here. */
export const UNKNOWN: Term = { kind: 'unknown' };

/** One of some things: nothing of it when there is but one. */
export function choice(terms: readonly Term[]): Term {
  const known = terms.filter(({ kind }) => kind !== 'unknown');
  if (known.length === 0) return UNKNOWN;
  return known.length === 1 ? (known[0] as Term) : { kind: 'choice', of: known };
}
