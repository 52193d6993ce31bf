import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeLensRefreshRequest,
  type Connection,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { judge, type NamedFinding } from './diagnostics/rules.ts';
import { type CurrentDocument, Documents } from './documents.ts';
import type { ModuleFacts } from './facts/moduleFacts.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy.ts';
import { codeLenses } from './features/codeLenses.ts';
import { hover } from './features/hover.ts';
import { definitions, references } from './features/navigation.ts';
import type { Query } from './features/symbols.ts';
import { indexWorkspace } from './index/indexing.ts';
import { InstalledPackages } from './index/installedPackages.ts';
import { ModuleIndex } from './index/moduleIndex.ts';
import { WorkspaceFiles } from './index/workspaceFiles.ts';
import * as l10n from './l10n.ts';
import { codeActions, diagnosticOf, type Severities, severityOf } from './publishing.ts';
import type { SourceFiles } from './sourceFiles.ts';
import { type Suspension, SuspensionsNotification } from './suspensions.ts';

/** How long a text has to rest before it is judged, in milliseconds. */
const REST = 150;

/** The section of the settings that has the severities. */
const SETTINGS = 'wasixPython.diagnostics';

/** What was found in a document, in which state of the program and by which settings. */
interface Judgement {
  readonly revision: string;
  readonly severities: Severities;
  readonly findings: readonly NamedFinding[];
}

/** Answers a client of the Language Server Protocol. Runs nothing of the user's. */
export class LanguageServer {
  readonly #connection: Connection;
  readonly #index = new ModuleIndex();
  readonly #workspace: WorkspaceFiles;
  readonly #documents: Documents;
  readonly #packageFolders: string[] = [];
  readonly #packages = new InstalledPackages(this.#packageFolders);
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #ending = new AbortController();
  readonly #judged = new WeakMap<ModuleFacts, Judgement>();
  #severities: Severities = {};
  /** Whether it is known what is installed. */
  #isReady = false;
  #hasSettings = false;
  #canRefreshLenses = false;
  #suspensions: readonly Suspension[] = [];

  /** @param source the files of its client. */
  constructor(connection: Connection, source: SourceFiles) {
    this.#connection = connection;
    this.#workspace = new WorkspaceFiles(source);
    this.#documents = new Documents(this.#index, this.#workspace);
    connection.onInitialize(params => this.#initialize(params));
    connection.onInitialized(() => this.#begin());
    connection.onDidOpenTextDocument(({ textDocument }) => {
      this.#documents.open(textDocument);
      this.#packages.forget();
      this.#judgeSoon(textDocument.uri, 0);
    });
    connection.onDidChangeTextDocument(params => {
      this.#documents.change(params);
      this.#judgeSoon(params.textDocument.uri, REST);
    });
    connection.onDidCloseTextDocument(({ textDocument }) => this.#close(textDocument.uri));
    connection.onDidChangeConfiguration(() => this.#readSettings());
    connection.onDidChangeWatchedFiles(async ({ changes }) => {
      for (const { uri, type } of changes) await this.#reread(uri, type);
      await this.#findPackages();
      this.#judgeAll();
    });
    connection.onNotification(SuspensionsNotification, ({ suspensions }) => {
      this.#suspensions = suspensions;
      if (this.#canRefreshLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    });
    connection.onHover(params => this.#answer(params, hover));
    connection.onDefinition(params => this.#answer(params, definitions));
    connection.onReferences(params => this.#answer(params, references));
    connection.onCodeLens(({ textDocument }) => {
      const document = this.#documents.current(textDocument.uri);
      return document && codeLenses(document.facts, this.#index, this.#suspensions);
    });
    connection.languages.callHierarchy.onPrepare(params =>
      this.#answer(params, prepareCallHierarchy),
    );
    connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
      incomingCalls(item, this.#index),
    );
    connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
      outgoingCalls(item, this.#index),
    );
    connection.onCodeAction(params => this.#codeActions(params));
    connection.onShutdown(() => this.#ending.abort());
  }

  #initialize(params: InitializeParams): InitializeResult {
    const { capabilities, workspaceFolders, initializationOptions } = params;
    l10n.speak(initializationOptions);
    for (const { uri } of workspaceFolders ?? []) this.#workspace.addFolder(uri);
    this.#hasSettings = capabilities.workspace?.configuration === true;
    this.#canRefreshLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    return {
      serverInfo: { name: 'wasix-python' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        callHierarchyProvider: true,
        codeLensProvider: {},
      },
    };
  }

  async #begin(): Promise<void> {
    await this.#findPackages();
    this.#isReady = true;
    await this.#readSettings();
    if (this.#workspace.folders.length > 0) await this.#indexWorkspace();
  }

  async #findPackages(): Promise<void> {
    const { folders, source } = this.#workspace;
    const found = await Promise.all(folders.map(folder => source.findPackages(folder)));
    this.#packageFolders.splice(0, Infinity, ...found);
    this.#packages.forget();
  }

  async #indexWorkspace(): Promise<void> {
    const progress = await this.#connection.window.createWorkDoneProgress();
    progress.begin(l10n.t('Looking for greenlets'), 0);
    const { files, isPartial } = await indexWorkspace(
      this.#workspace,
      this.#index,
      { report: (done, all) => progress.report(Math.floor((done / all) * 100), `${done}/${all}`) },
      this.#ending.signal,
    );
    progress.done();
    if (isPartial && !this.#ending.signal.aborted) {
      this.#connection.console.warn(
        l10n.t('The workspace is large: only {0} of its files were looked at.', String(files)),
      );
    }
    this.#judgeAll();
  }

  async #readSettings(): Promise<void> {
    if (this.#hasSettings) {
      const settings = await this.#connection.workspace.getConfiguration(SETTINGS);
      this.#severities = settings ?? {};
    }
    this.#judgeAll();
  }

  async #reread(uri: string, type: FileChangeType): Promise<void> {
    const file = this.#workspace.source.placeOf(uri);
    if (this.#documents.has(uri) || file === undefined) return;
    const reading =
      type === FileChangeType.Deleted ? undefined : await this.#workspace.readForOthers(file);
    if (reading?.facts === undefined) this.#index.delete(uri);
    else this.#index.set(reading.facts);
  }

  async #close(uri: string): Promise<void> {
    this.#documents.close(uri);
    await this.#reread(uri, FileChangeType.Changed);
    await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #judgeAll(): void {
    for (const uri of this.#documents.uris) this.#judgeSoon(uri, REST);
  }

  #judgeSoon(uri: string, delay: number): void {
    clearTimeout(this.#waiting.get(uri));
    const timer = setTimeout(() => {
      this.#waiting.delete(uri);
      this.#publish(uri);
    }, delay);
    this.#waiting.set(uri, timer);
  }

  #publish(uri: string): void {
    const document = this.#isReady ? this.#documents.current(uri) : undefined;
    if (document === undefined) return;
    const { version, facts } = document;
    const diagnostics = this.#findings(document).map(finding =>
      diagnosticOf(finding, facts.lines, this.#severities),
    );
    void this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** What is wrong in a document: looked for once, though editors ask at each move of the cursor. */
  #findings({ facts, text }: CurrentDocument): readonly NamedFinding[] {
    const revision = `${this.#index.revision}, ${this.#packages.revision}`;
    const severities = this.#severities;
    const known = this.#judged.get(facts);
    if (known?.revision === revision && known.severities === severities) return known.findings;
    const file = { facts, text, index: this.#index, packages: this.#packages };
    const findings = judge(file, name => severityOf(name, severities) !== 'off');
    this.#judged.set(facts, { revision, severities, findings });
    return findings;
  }

  /** Answers what is asked about a place. */
  #answer<Answer>(
    { textDocument, position }: TextDocumentPositionParams,
    find: (query: Query) => Answer,
  ): Answer | undefined {
    const document = this.#documents.current(textDocument.uri);
    if (document === undefined) return undefined;
    const { facts } = document;
    return find({ facts, offset: facts.lines.offsetAt(position), index: this.#index });
  }

  #codeActions({ textDocument, range }: CodeActionParams): CodeAction[] {
    const document = this.#documents.current(textDocument.uri);
    if (document === undefined) return [];
    const findings = this.#findings(document);
    return codeActions(textDocument.uri, range, findings, document.facts.lines, this.#severities);
  }
}
