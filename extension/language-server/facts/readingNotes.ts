import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax/lineTable.ts';
import { nameOf } from '../syntax/names.ts';
import type { AttributeRead, BroadHandler, Call, Import, Store } from './moduleFacts.ts';
import type { Origin } from './origin.ts';
import { ScopeTable } from './scopeTable.ts';

/** What is noted of a statement of the module while it is read. */
export class ReadingNotes {
  readonly origin: Origin;
  readonly table: ScopeTable;
  readonly calls: Call[] = [];
  readonly imports: Import[] = [];
  readonly attributeReads: AttributeRead[] = [];
  readonly broadHandlers: BroadHandler[] = [];
  readonly stores: Store[] = [];
  /** Whether nobody asks for the attributes, and the names, that the file reads. */
  readonly leavesOutReads: boolean;
  readonly #text: string;

  constructor(text: string, origin: Origin, leavesOutReads: boolean) {
    this.#text = text;
    this.origin = origin;
    this.table = new ScopeTable(origin);
    this.leavesOutReads = leavesOutReads;
  }

  /** What is written there, as a string of its own. */
  textOf({ from, to }: Span): string {
    return nameOf(this.#text.slice(from, to));
  }

  /** Remembers that a name is looked up from a scope. */
  read(name: string, scope: number): void {
    if (!this.leavesOutReads) this.table.at(scope).read(name);
  }

  /** The texts of nodes without what stands between them, such as a dotted name. */
  joined(nodes: readonly SyntaxNode[]): string {
    return nodes.map(node => this.textOf(node)).join('');
  }
}
