import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../syntax/nodes.ts';
import type { ParsedText } from '../syntax/parsedText.ts';
import type { ModuleFacts } from './moduleFacts.ts';
import { moduleScope } from './moduleScope.ts';
import { Origin } from './origin.ts';
import { Place } from './place.ts';
import { ReadingNotes } from './readingNotes.ts';
import type { Region } from './region.ts';
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
  return new ModuleReader(isForOthers).read(uri, module, parsed);
}

/**
 * Reads a file, and reads it again when its text has changed. Of the statements of the module
 * itself only those are read again that changed: the others move to where they are now, so that
 * what was told of the file before is true no more.
 */
export class ModuleReader {
  readonly #isForOthers: boolean;
  #text = '';
  #regions: readonly Region[] = [];

  constructor(isForOthers = false) {
    this.#isForOthers = isForOthers;
  }

  read(uri: string, module: string, parsed: ParsedText): ModuleFacts {
    const { text, lines, tree } = parsed;
    const statements = childrenOf(tree.topNode).filter(isStatement);
    const regions = this.#regionsOf(statements, text);
    this.#text = text;
    this.#regions = regions;
    const scope = moduleScope(regions, text);
    return {
      uri,
      module,
      lines,
      scopes: [scope, ...regions.flatMap(({ scopes }) => scopes)],
      calls: regions.flatMap(({ calls }) => calls),
      imports: regions.flatMap(({ imports }) => imports),
      attributeReads: regions.flatMap(({ attributeReads }) => attributeReads),
      broadHandlers: regions.flatMap(({ broadHandlers }) => broadHandlers),
      stores: regions.flatMap(({ stores }) => stores),
    };
  }

  /** The statements as regions: those before and behind what changed are those of before. */
  #regionsOf(statements: readonly SyntaxNode[], text: string): Region[] {
    const known = this.#regions;
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
    const end = statements.length - behind;
    const regions = [
      ...known.slice(0, before),
      ...statements.slice(before, end).map(statement => this.#readRegion(statement, text)),
      ...known.slice(known.length - behind),
    ];
    let scopes = 0;
    let calls = 0;
    regions.forEach((region, index) => {
      const { origin } = region;
      origin.offset = statements[index]?.from ?? 0;
      origin.scopes = scopes;
      origin.calls = calls;
      scopes += region.scopes.length;
      calls += region.calls.length;
    });
    return regions;
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
    const origin = new Origin(node.from);
    const notes = new ReadingNotes(text, origin, this.#isForOthers);
    const { table, calls, imports, attributeReads, broadHandlers, stores } = notes;
    table.open({ kind: 'module', name: '<module>', span: node, nameSpan: node }, undefined);
    new StatementReader(notes).read(node, new Place(origin, TOP, node));
    const growths = table.settle();
    const [share, ...scopes] = table.scopes;
    if (share === undefined) throw new Error('a table has no scope of the module');
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
