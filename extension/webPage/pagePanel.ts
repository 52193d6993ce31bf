import * as vscode from 'vscode';
import { showFailures } from '../showFailures.ts';
import { type PageContent, pageDocument } from './document.ts';

/** Where a page is: the names of its panel's type, its script in `dist`, and its style in `media`. */
export interface PageFiles {
  readonly view: string;
  readonly script: string;
  readonly style: string;
}

/**
 * A panel beside the editor, with a page of this extension in it.
 *
 * @typeParam ToPage what the page is told.
 * @typeParam FromPage what it says.
 */
export abstract class PagePanel<ToPage, FromPage> {
  readonly #panel: vscode.WebviewPanel;
  /** A panel that is closed refuses to be asked anything; an answer may be on its way to it. */
  #isOpen = true;

  constructor(extension: vscode.Uri, content: PageContent, { view, script, style }: PageFiles) {
    this.#panel = vscode.window.createWebviewPanel(
      view,
      content.title,
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
    webview.html = pageDocument(content, {
      script: toPage('dist', script),
      style: toPage('media', style),
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID(),
      language: vscode.env.language,
    });
    this.whileOpen(
      { dispose: () => (this.#isOpen = false) },
      webview.onDidReceiveMessage((message: FromPage) => showFailures(() => this.receive(message))),
    );
  }

  /** Does what the page asks for. What it throws is shown to the user. */
  protected abstract receive(message: FromPage): Promise<void>;

  protected post(message: ToPage): void {
    if (this.#isOpen) void this.#panel.webview.postMessage(message);
  }

  /** Has these disposed of when the panel is closed. */
  protected whileOpen(...disposables: readonly vscode.Disposable[]): void {
    this.#panel.onDidDispose(() => vscode.Disposable.from(...disposables).dispose());
  }

  protected get isVisible(): boolean {
    return this.#isOpen && this.#panel.visible;
  }

  protected get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#panel.onDidChangeViewState;
  }

  get onDidClose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }
}

/** What opens a panel of which there is one, or brings it to the front. */
export function opener<Args extends unknown[]>(
  make: (...args: Args) => Pick<PagePanel<never, never>, 'onDidClose' | 'reveal'>,
): (...args: Args) => void {
  let opened: ReturnType<typeof make> | undefined;
  return (...args) => {
    if (opened === undefined) {
      opened = make(...args);
      opened.onDidClose(() => {
        opened = undefined;
      });
    }
    opened.reveal();
  };
}
