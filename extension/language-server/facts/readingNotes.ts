import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax/lineTable.ts';
import type { AttributeRead, BroadHandler, Call, Import, Path, Store } from './moduleFacts.ts';
import { ScopeTable } from './scopeTable.ts';

/** Where a reader is: how the statement is reached, and which one it is. */
export interface Place extends Path {
  readonly statement: Span;
}

/** What is noted of a file while it is read. */
export class ReadingNotes {
  readonly table = new ScopeTable();
  readonly calls: Call[] = [];
  readonly imports: Import[] = [];
  readonly attributeReads: AttributeRead[] = [];
  readonly broadHandlers: BroadHandler[] = [];
  readonly stores: Store[] = [];
  /** Whether nobody asks for the attributes that the file reads. */
  readonly leavesOutReads: boolean;
  readonly #text: string;

  constructor(text: string, leavesOutReads: boolean) {
    this.leavesOutReads = leavesOutReads;
    this.#text = text;
  }

  textOf({ from, to }: Span): string {
    return this.#text.slice(from, to);
  }

  /** The texts of nodes without what stands between them, such as a dotted name. */
  joined(nodes: readonly SyntaxNode[]): string {
    return nodes.map(node => this.textOf(node)).join('');
  }
}

export function spanOf({ from, to }: Span): Span {
  return { from, to };
}

export function pathOf({ scope, block, isConditional, isInLoop, caught }: Place): Path {
  return { scope, block, isConditional, isInLoop, caught };
}

/** Where the body of a function begins, whatever decides when that runs. */
export function insideOf(scope: number, place: Place): Place {
  return { ...place, scope, isConditional: false, isInLoop: false, caught: [] };
}
