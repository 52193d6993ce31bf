import type { Span } from '../syntax/lineTable.ts';
import type { Scope } from './moduleFacts.ts';
import { MovingSpan, type Origin } from './origin.ts';
import type { Term } from './terms.ts';

/** What most scopes have, made once: there are many of them. */
export const NO_ATTRIBUTES: ReadonlyMap<string, Term[]> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** What a new scope is told of. */
export interface ScopeStart {
  readonly kind: Scope['kind'];
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly isAsync?: boolean;
  readonly parameters?: readonly string[];
  readonly bases?: readonly Term[];
  readonly decorators?: readonly Term[];
}

/** A scope, in a statement that moves. */
export class NotedScope implements Scope {
  readonly origin: Origin;
  /** Its number among those of the origin; 0 is the share of the module's. */
  readonly #own: number;
  /** The number of the scope around it among those of the origin. */
  readonly ownParent: number | undefined;
  readonly kind: Scope['kind'];
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly isAsync: boolean;
  readonly parameters: readonly string[];
  readonly bindings = new Map<string, Term[]>();
  foreignNames: ReadonlySet<string> = NO_NAMES;
  #reads: Set<string> | undefined;
  attributes: ReadonlyMap<string, Term[]> = NO_ATTRIBUTES;
  readonly bases: readonly Term[];
  readonly returns: Term[] = [];
  readonly decorators: readonly Term[];
  isGenerator = false;

  constructor(origin: Origin, own: number, start: ScopeStart, parent: number | undefined) {
    this.origin = origin;
    this.#own = own;
    this.ownParent = parent;
    this.kind = start.kind;
    this.name = start.name;
    this.span = new MovingSpan(origin, start.span);
    this.nameSpan = new MovingSpan(origin, start.nameSpan);
    this.isAsync = start.isAsync ?? false;
    this.parameters = start.parameters ?? [];
    this.bases = start.bases ?? [];
    this.decorators = start.decorators ?? [];
  }

  get reads(): ReadonlySet<string> {
    return this.#reads ?? NO_NAMES;
  }

  read(name: string): void {
    this.#reads ??= new Set();
    this.#reads.add(name);
  }

  get number(): number {
    return this.origin.scopeAt(this.#own);
  }

  get parent(): number | undefined {
    return this.ownParent === undefined ? undefined : this.origin.scopeAt(this.ownParent);
  }
}
