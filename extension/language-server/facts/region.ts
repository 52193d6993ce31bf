import type { AttributeRead, BroadHandler, Call, Import, Scope, Store } from './moduleFacts.ts';
import type { Origin } from './origin.ts';
import type { Term } from './terms.ts';

/** A statement of the module itself, with what it says. */
export interface Region {
  readonly origin: Origin;
  readonly length: number;
  /** What it does in the scope of the module. */
  readonly share: Scope;
  /** What it puts into containers that other statements bind. */
  readonly growths: ReadonlyMap<string, readonly Term[]>;
  /** The scopes that are in it. */
  readonly scopes: readonly Scope[];
  readonly calls: readonly Call[];
  readonly imports: readonly Import[];
  readonly attributeReads: readonly AttributeRead[];
  readonly broadHandlers: readonly BroadHandler[];
  readonly stores: readonly Store[];
}
