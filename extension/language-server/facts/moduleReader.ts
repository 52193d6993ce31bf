import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../syntax/nodes.ts';
import type { ParsedText } from '../syntax/parsedText.ts';
import { FileFacts, type RegionChange } from './fileFacts.ts';
import type { ModuleFacts, Region } from './moduleFacts.ts';
import { Origin } from './origin.ts';
import { Place } from './place.ts';
import { ReadingNotes } from './readingNotes.ts';
import { isStatement, StatementReader } from './statementReader.ts';

/** The path of the statements of a module themselves. */
const TOP = { scope: 0, block: 0, isConditional: false, isInLoop: false, caught: [] };

/**
 * Reads a file.
 *
 * @param module its dotted name.
 * @param isForOthers leaves out what only judging the file itself needs.
 */
export function readModule(
  uri: string,
  module: string,
  parsed: ParsedText,
  isForOthers = false,
): ModuleFacts {
  return new ModuleReader(uri, module, isForOthers).read(parsed).facts;
}

/** What a file says, and which of its statements are others than before. */
export interface Reading extends RegionChange {
  /** The same object each time. */
  readonly facts: ModuleFacts;
}

/**
 * Reads a file, and reads it again when its text has changed. Of the statements of the module
 * itself only those are read again that changed: the others move to where they are now, and what
 * is known of them stays true.
 */
export class ModuleReader {
  readonly #uri: string;
  readonly #module: string;
  readonly #isForOthers: boolean;
  #text = '';
  #facts: FileFacts | undefined;
  /** How many scopes, and calls, have been numbered. */
  #scopes = 0;
  #calls = 0;

  /** As {@link readModule}. */
  constructor(uri: string, module: string, isForOthers = false) {
    this.#uri = uri;
    this.#module = module;
    this.#isForOthers = isForOthers;
  }

  read(parsed: ParsedText): Reading {
    const { text, tree } = parsed;
    const known = this.#facts?.regions ?? [];
    const statements = childrenOf(tree.topNode).filter(isStatement);
    const { before, behind } = this.#unchanged(known, statements, text);
    const removed = known.slice(before, known.length - behind);
    const added = statements
      .slice(before, statements.length - behind)
      .map(statement => this.#readRegion(statement, text));
    const regions = [...known.slice(0, before), ...added, ...known.slice(known.length - behind)];
    regions.forEach(({ origin }, index) => {
      origin.offset = statements[index]?.from ?? 0;
    });
    this.#text = text;
    if (this.#facts === undefined) {
      this.#facts = new FileFacts(this.#uri, this.#module, parsed, regions);
    } else {
      this.#facts.change(parsed, regions, { removed, added });
    }
    return { facts: this.#facts, removed, added };
  }

  /** How many of the statements are those of before, at the beginning and at the end. */
  #unchanged(known: readonly Region[], statements: readonly SyntaxNode[], text: string) {
    const most = Math.min(known.length, statements.length);
    let before = 0;
    while (before < most && this.#isSame(known[before], statements[before], text)) before++;
    let behind = 0;
    while (
      behind < most - before &&
      this.#isSame(known.at(-1 - behind), statements.at(-1 - behind), text)
    ) {
      behind++;
    }
    return { before, behind };
  }

  #isSame(region: Region | undefined, node: SyntaxNode | undefined, text: string): boolean {
    if (region === undefined || node === undefined) return false;
    const { origin, length } = region;
    return (
      length === node.to - node.from &&
      this.#text.slice(origin.offset, origin.offset + length) === text.slice(node.from, node.to)
    );
  }

  #readRegion(node: SyntaxNode, text: string): Region {
    const origin = new Origin(node.from, this.#scopes, this.#calls);
    const notes = new ReadingNotes(text, origin, this.#isForOthers);
    const { table, calls, imports, attributeReads, broadHandlers, stores } = notes;
    table.open({ kind: 'module', name: '<module>', span: node, nameSpan: node }, undefined);
    new StatementReader(notes).read(node, new Place(origin, TOP, node));
    const growths = table.settle();
    const [share, ...scopes] = table.scopes;
    if (share === undefined) throw new Error('a table has no scope of the module');
    this.#scopes += scopes.length;
    this.#calls += calls.length;
    const length = node.to - node.from;
    return {
      origin,
      length,
      share,
      growths,
      scopes,
      calls,
      imports,
      attributeReads,
      broadHandlers,
      stores,
    };
  }
}
