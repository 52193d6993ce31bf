import type { DidChangeTextDocumentParams, TextDocumentItem } from 'vscode-languageserver-protocol';
import type { ModuleFacts } from './facts/moduleFacts.ts';
import { ModuleReader } from './facts/moduleReader.ts';
import type { ModuleIndex } from './index/moduleIndex.ts';
import type { WorkspaceFiles } from './index/workspaceFiles.ts';
import { ParsedText } from './syntax/parsedText.ts';

/** A document that is open in the editor. */
interface OpenDocument {
  version: number;
  parsed: ParsedText;
  readonly reader: ModuleReader;
  /** Whether the index has not read it since it changed. */
  isStale: boolean;
}

/** A document as it stands, with what the index knows of it. */
export interface CurrentDocument {
  readonly version: number;
  readonly text: string;
  readonly facts: ModuleFacts;
}

/** The open documents. A change is parsed at once, and read when something is asked. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #index: ModuleIndex;
  readonly #workspace: WorkspaceFiles;

  constructor(index: ModuleIndex, workspace: WorkspaceFiles) {
    this.#index = index;
    this.#workspace = workspace;
  }

  /** Of all open documents. */
  get uris(): string[] {
    return [...this.#open.keys()];
  }

  has(uri: string): boolean {
    return this.#open.has(uri);
  }

  open({ uri, version, text }: TextDocumentItem): void {
    const parsed = ParsedText.of(text);
    const reader = new ModuleReader(uri, this.#workspace.moduleName(uri));
    this.#open.set(uri, { version, parsed, reader, isStale: true });
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.#open.get(textDocument.uri);
    if (document === undefined) return;
    for (const change of contentChanges) {
      if ('range' in change) {
        const { lines } = document.parsed;
        const from = lines.offsetAt(change.range.start);
        const to = lines.offsetAt(change.range.end);
        document.parsed = document.parsed.changed({ from, to, text: change.text });
      } else {
        document.parsed = ParsedText.of(change.text);
      }
    }
    document.version = textDocument.version;
    document.isStale = true;
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** A document as it is now, read when that was not done yet; undefined for one that is not open. */
  current(uri: string): CurrentDocument | undefined {
    const document = this.#open.get(uri);
    if (document === undefined) return undefined;
    const { version, parsed, reader } = document;
    const known = this.#index.get(uri);
    if (!document.isStale && known !== undefined)
      return { version, text: parsed.text, facts: known };
    const reading = reader.read(parsed);
    this.#index.change(reading);
    document.isStale = false;
    return { version, text: parsed.text, facts: reading.facts };
  }
}
