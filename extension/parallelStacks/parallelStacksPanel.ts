import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ParallelStacksResponse } from '../../debug-adapter/protocol/customRequests.ts';
import type { ProgramStates } from '../continuations/programStates.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { escaped, pageDocument } from '../webPage/document.ts';
import type { HostMessage, PageMessage } from './messages.ts';
import { parallelStacksTexts } from './texts.ts';

const VIEW = 'wasixPython.parallelStacks';

let opened: ParallelStacksPanel | undefined;

/** Opens the parallel stacks, or brings them to the front. */
export function openParallelStacks(extension: vscode.Uri, states: ProgramStates): void {
  if (opened === undefined) {
    opened = new ParallelStacksPanel(extension, states);
    opened.onDidDispose(() => {
      opened = undefined;
    });
  }
  opened.reveal();
}

/** The panel with the parallel stacks of the program that is debugged. */
class ParallelStacksPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #states: ProgramStates;
  readonly #subscriptions: vscode.Disposable;
  /** Whose stacks the page shows. */
  #session: vscode.DebugSession | undefined;
  /** Which look at a program is the latest: an answer to an earlier one comes too late. */
  #look = 0;

  constructor(extension: vscode.Uri, states: ProgramStates) {
    this.#states = states;
    const texts = parallelStacksTexts(vscode.l10n);
    this.#panel = vscode.window.createWebviewPanel(
      VIEW,
      texts.title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: true,
        // What it shows is not there any more when the program has ended.
        retainContextWhenHidden: true,
        localResourceRoots: ['dist', 'media'].map(folder => vscode.Uri.joinPath(extension, folder)),
      },
    );
    const { webview } = this.#panel;
    const toPage = (...path: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
    webview.html = pageDocument(
      { title: texts.title, body: bodyOf(texts.title), texts },
      {
        script: toPage('dist', 'parallel-stacks-page.js'),
        style: toPage('media', 'parallelStacks', 'parallelStacks.css'),
        cspSource: webview.cspSource,
        nonce: randomBytes(16).toString('base64'),
        language: vscode.env.language,
      },
    );
    this.#subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: PageMessage) => this.#receive(message)),
      this.#panel.onDidChangeViewState(() => this.#refresh()),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#refresh()),
      vscode.debug.onDidTerminateDebugSession(session => {
        if (session.id === this.#session?.id) this.#post({ type: 'over' });
      }),
      states.onDidChange(session => {
        if (session.id === vscode.debug.activeDebugSession?.id) void this.#refresh();
      }),
    );
    this.#panel.onDidDispose(() => this.#subscriptions.dispose());
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  #post(message: HostMessage): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: PageMessage): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
          await this.#refresh();
          break;
        case 'open':
          await open(message.path, message.line);
          break;
        case 'show':
          await this.#session?.customRequest('showContinuation', { threadId: message.threadId });
          break;
        case 'choose':
          await vscode.commands.executeCommand('wasixPython.showContinuation');
      }
    } catch (error) {
      await vscode.window.showErrorMessage((error as Error).message);
    }
  }

  /** Asks the program of the active session, if it stands still and the page is to be seen. */
  async #refresh(): Promise<void> {
    const look = ++this.#look;
    const session = vscode.debug.activeDebugSession;
    // What the last program did stays until there is another.
    if (session?.type !== DEBUG_TYPE || !this.#panel.visible) return;
    this.#session = session;
    if (!this.#states.stands(session)) {
      this.#post({ type: 'runs' });
      return;
    }
    try {
      const stacks: ParallelStacksResponse = await session.customRequest('parallelStacks');
      if (look === this.#look) this.#post({ type: 'stacks', stacks });
    } catch {
      // It goes on, or is over: then there is another look.
    }
  }
}

function bodyOf(title: string): string {
  return `<main>
<h1 class="unseen">${escaped(title)}</h1>
<p id="status" role="status"></p>
<ul id="stacks"></ul>
</main>`;
}

async function open(path: string, line: number): Promise<void> {
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), {
    selection: new vscode.Range(position, position),
    viewColumn: vscode.ViewColumn.One,
  });
}
