import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** What a server published of a document. */
interface Published {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** An editor that knows the Language Server Protocol and nothing else. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly #server: ChildProcess;
  readonly #published = new Map<string, Published>();
  readonly #waiting = new Set<() => void>();

  /** Starts the server as an editor does, by the command. */
  constructor() {
    const server = spawn(process.execPath, [CLI, 'language-server', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#server = server;
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, params => {
      const { uri, version, diagnostics } = params;
      this.#published.set(uri, { version, diagnostics });
      for (const look of this.#waiting) look();
    });
    this.connection.listen();
  }

  initialize(
    folder: string | undefined,
    more: Partial<InitializeParams> = {},
  ): Promise<InitializeResult> {
    const folders =
      folder === undefined
        ? null
        : [{ uri: pathToFileURL(folder).href, name: path.basename(folder) }];
    return this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: folders,
      ...more,
    });
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'python', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Types a text, in place of nothing. */
  async type(uri: string, version: number, at: Position, text: string): Promise<void> {
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: at, end: at }, text }],
    });
  }

  /** Waits until the diagnostics of a document, as it is now, are as expected. */
  diagnostics(
    uri: string,
    isExpected: (published: Published) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return new Promise(resolve => {
      const look = (): void => {
        const published = this.#published.get(uri);
        if (published === undefined || !isExpected(published)) return;
        this.#waiting.delete(look);
        resolve(published.diagnostics);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** What the server's process uses, in MB. Linux alone tells it. */
  get residentMemory(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(this.#processStatus()) ?? [];
    return Number(kilobytes) / 1000;
  }

  /** Ends the server as the protocol says. @returns its exit code. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>(resolve => this.#server.once('exit', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification('exit');
    return ended;
  }

  /** Of the server itself, which the command has started as a process of its own. */
  #processStatus(): string {
    const { pid } = this.#server;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return readFileSync(`/proc/${children.trim()}/status`, 'utf8');
  }
}
