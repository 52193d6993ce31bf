import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax/lineTable.ts';
import type { Scope } from './moduleFacts.ts';
import type { Term } from './terms.ts';

/** What a new scope is told of. */
export interface ScopeStart {
  readonly kind: Scope['kind'];
  readonly name: string;
  readonly node: SyntaxNode;
  readonly nameSpan: Span;
  readonly isAsync?: boolean;
  readonly parameters?: readonly string[];
  readonly bases?: readonly Term[];
  readonly decorators?: readonly Term[];
}

/** What most scopes have, made once: there are many of them. */
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_TERMS: ReadonlyMap<string, Term[]> = new Map();

/** The scopes of a file, while it is read. */
export class ScopeTable {
  readonly scopes: Scope[] = [];

  /** Adds a scope. @returns its number. */
  open(start: ScopeStart, parent: number | undefined): number {
    const { kind, name, node, nameSpan } = start;
    const around = parent === undefined ? undefined : this.at(parent);
    const isTop = around === undefined || around.kind === 'module';
    this.scopes.push({
      kind,
      name: isTop ? name : `${around.name}.${name}`,
      parent,
      isAsync: start.isAsync ?? false,
      span: { from: node.from, to: node.to },
      nameSpan: { from: nameSpan.from, to: nameSpan.to },
      parameters: start.parameters ?? [],
      bindings: new Map(),
      foreignNames: NO_NAMES,
      reads: new Set(),
      attributes: NO_TERMS,
      bases: start.bases ?? [],
      returns: [],
      decorators: start.decorators ?? [],
      isGenerator: false,
    });
    return this.scopes.length - 1;
  }

  at(index: number): Scope {
    return this.scopes[index] as Scope;
  }

  bind(scope: number, name: string, term: Term): void {
    const holder = this.#holderOf(scope, name);
    add(this.at(holder).bindings, name, term);
  }

  /** Takes a name for one of the module's, or of a function's around the scope. */
  declareForeign(scope: number, name: string): void {
    const holder = this.at(scope);
    holder.foreignNames = new Set([...holder.foreignNames, name]);
  }

  /** Remembers what a method stores in an attribute of its object. */
  store(scope: number, object: string, attribute: string, term: Term): void {
    const owner = this.#ownerOf(scope, object);
    if (owner === undefined) return;
    if (owner.attributes === NO_TERMS) owner.attributes = new Map();
    add(owner.attributes as Map<string, Term[]>, attribute, term);
  }

  /** The scope of the class whose object a name is, as the first parameter of a method. */
  #ownerOf(scope: number, name: string): Scope | undefined {
    for (let at: number | undefined = scope; at !== undefined; at = this.at(at).parent) {
      const { parameters, parent } = this.at(at);
      if (!parameters.includes(name)) continue;
      const around = parent === undefined ? undefined : this.at(parent);
      return parameters[0] === name && around?.kind === 'class' ? around : undefined;
    }
    return undefined;
  }

  #holderOf(scope: number, name: string): number {
    if (!this.at(scope).foreignNames.has(name)) return scope;
    for (let at = this.at(scope).parent; at !== undefined; at = this.at(at).parent) {
      if (this.at(at).bindings.has(name) && this.at(at).kind !== 'class') return at;
    }
    return 0;
  }
}

function add(terms: Map<string, Term[]>, name: string, term: Term): void {
  const known = terms.get(name);
  if (known === undefined) terms.set(name, [term]);
  else known.push(term);
}
