import type { Call, ModuleFacts, Scope } from '../facts/moduleFacts.ts';

/** What a term may stand for when the program runs. */
export type Value =
  | { readonly kind: 'module'; readonly facts: ModuleFacts }
  | {
      readonly kind: 'function' | 'class' | 'instance';
      readonly facts: ModuleFacts;
      readonly scope: number;
    }
  /** Something of a library, by its dotted name. */
  | { readonly kind: 'library'; readonly name: string }
  /** An object of a library's class. */
  | { readonly kind: 'object'; readonly of: string }
  /** A greenlet, by the call that makes it. */
  | { readonly kind: 'greenlet'; readonly facts: ModuleFacts; readonly call: number }
  /** The greenlet that runs some scope when that asks for it. */
  | { readonly kind: 'current'; readonly facts: ModuleFacts; readonly scope: number }
  /** The greenlet in which another one ends. */
  | { readonly kind: 'parent'; readonly of: Value }
  /** A method of a greenlet, or of something of a library's. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string };

/** A text that is the same for the same value. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'module':
      return `module ${value.facts.uri}`;
    case 'function':
    case 'class':
    case 'instance':
    case 'current':
      return `${value.kind} ${value.facts.uri} ${value.scope}`;
    case 'library':
      return `library ${value.name}`;
    case 'object':
      return `object ${value.of}`;
    case 'greenlet':
      return `greenlet ${value.facts.uri} ${value.call}`;
    case 'parent':
      return `parent ${keyOf(value.of)}`;
    case 'method':
      return `method ${keyOf(value.of)} ${value.name}`;
  }
}

/** Each value once; the list itself, when there is nothing to leave out. */
export function unique(values: Value[]): Value[] {
  return values.length < 2
    ? values
    : [...new Map(values.map(value => [keyOf(value), value])).values()];
}

/** The scope of a number that the facts of its file have told. */
export function scopeAt(facts: ModuleFacts, scope: number): Scope {
  return facts.scope(scope) as Scope;
}

/** The call of a number that the facts of its file have told. */
export function callAt(facts: ModuleFacts, call: number): Call {
  return facts.call(call) as Call;
}
