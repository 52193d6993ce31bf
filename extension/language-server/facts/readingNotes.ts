import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax/lineTable.ts';
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
  /** Whether nobody asks for the attributes that the file reads. */
  readonly leavesOutReads: boolean;
  readonly #text: string;

  constructor(text: string, origin: Origin, leavesOutReads: boolean) {
    this.#text = text;
    this.origin = origin;
    this.table = new ScopeTable(origin);
    this.leavesOutReads = leavesOutReads;
  }

  textOf({ from, to }: Span): string {
    return this.#text.slice(from, to);
  }

  /** The texts of nodes without what stands between them, such as a dotted name. */
  joined(nodes: readonly SyntaxNode[]): string {
    return nodes.map(node => this.textOf(node)).join('');
  }
}
