import { NO_ATTRIBUTES, NotedScope, type ScopeStart } from './notedScope.ts';
import type { Origin } from './origin.ts';
import type { Term } from './terms.ts';

/** What most statements put into others' containers, made once. */
const NO_TERMS: ReadonlyMap<string, readonly Term[]> = new Map();

/** What is put into something that a name stands for. */
interface Growth {
  readonly name: string;
  readonly scope: number;
  readonly term: Term;
}

/** The scopes of a statement of the module, while it is read. The first is its share of the module's. */
export class ScopeTable {
  readonly scopes: NotedScope[] = [];
  readonly #origin: Origin;
  readonly #growths: Growth[] = [];

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  /** Adds a scope. @returns its number. */
  open(start: ScopeStart, parent: number | undefined): number {
    const around = parent === undefined ? undefined : this.at(parent);
    const isTop = around === undefined || around.kind === 'module';
    const name = isTop ? start.name : `${around.name}.${start.name}`;
    const own = this.scopes.length;
    this.scopes.push(new NotedScope(this.#origin, own, { ...start, name }, parent));
    return own;
  }

  at(index: number): NotedScope {
    return this.scopes[index] as NotedScope;
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

  /** Remembers what is put into a container. */
  grow(scope: number, name: string, term: Term): void {
    this.#growths.push({ scope, name, term });
  }

  /**
   * Gives each container, when all of the statement is read, what is put into it.
   *
   * @returns what is put into those of the module that are not bound here.
   */
  settle(): ReadonlyMap<string, readonly Term[]> {
    if (this.#growths.length === 0) return NO_TERMS;
    const foreign = new Map<string, Term[]>();
    for (const { scope, name, term } of this.#growths) {
      const holder = this.#scopeWith(scope, name);
      add(holder === undefined ? foreign : this.at(holder).bindings, name, term);
    }
    return foreign;
  }

  /** Remembers what a method stores in an attribute of its object. */
  store(scope: number, object: string, attribute: string, term: Term): void {
    const owner = this.#ownerOf(scope, object);
    if (owner === undefined) return;
    if (owner.attributes === NO_ATTRIBUTES) owner.attributes = new Map();
    add(owner.attributes as Map<string, Term[]>, attribute, term);
  }

  /** The scope of the class whose object a name is, as the first parameter of a method. */
  #ownerOf(scope: number, name: string): NotedScope | undefined {
    for (let at: number | undefined = scope; at !== undefined; at = this.at(at).ownParent) {
      const { parameters, ownParent: parent } = this.at(at);
      if (!parameters.includes(name)) continue;
      const around = parent === undefined ? undefined : this.at(parent);
      return parameters[0] === name && around?.kind === 'class' ? around : undefined;
    }
    return undefined;
  }

  #scopeWith(scope: number, name: string): number | undefined {
    for (let at: number | undefined = scope; at !== undefined; at = this.at(at).ownParent) {
      if (this.at(at).bindings.has(name)) return at;
    }
    return undefined;
  }

  #holderOf(scope: number, name: string): number {
    if (!this.at(scope).foreignNames.has(name)) return scope;
    for (let at = this.at(scope).ownParent; at !== undefined; at = this.at(at).ownParent) {
      if (this.at(at).bindings.has(name) && this.at(at).kind !== 'class') return at;
    }
    return 0;
  }
}

/** Adds to what a name may stand for. */
function add(terms: Map<string, Term[]>, name: string, term: Term): void {
  const known = terms.get(name);
  if (known === undefined) terms.set(name, [term]);
  else known.push(term);
}
