import type { Origin } from './origin.ts';

/** A name that is looked up, in a statement that moves. */
export class NameTerm {
  readonly kind = 'name';
  readonly name: string;
  readonly #origin: Origin;
  readonly #scope: number;

  constructor(origin: Origin, name: string, scope: number) {
    this.name = name;
    this.#origin = origin;
    this.#scope = scope;
  }

  get scope(): number {
    return this.#origin.scopeAt(this.#scope);
  }
}

/** What a call gives, in a statement that moves. */
export class CallTerm {
  readonly kind = 'call';
  readonly #origin: Origin;
  readonly #call: number;

  constructor(origin: Origin, call: number) {
    this.#origin = origin;
    this.#call = call;
  }

  get call(): number {
    return this.#origin.calls + this.#call;
  }
}

/** A function or a class, in a statement that moves. */
export class ScopeTerm {
  readonly kind: 'function' | 'class';
  readonly #origin: Origin;
  readonly #scope: number;

  constructor(origin: Origin, kind: 'function' | 'class', scope: number) {
    this.kind = kind;
    this.#origin = origin;
    this.#scope = scope;
  }

  get scope(): number {
    return this.#origin.scopeAt(this.#scope);
  }
}

/** A parameter, in a statement that moves. */
export class ParameterTerm {
  readonly kind = 'parameter';
  readonly index: number;
  readonly #origin: Origin;
  readonly #scope: number;

  constructor(origin: Origin, scope: number, index: number) {
    this.index = index;
    this.#origin = origin;
    this.#scope = scope;
  }

  get scope(): number {
    return this.#origin.scopeAt(this.#scope);
  }
}
