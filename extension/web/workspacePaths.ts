import * as vscode from 'vscode';

/** What begins a URI, by RFC 3986. */
const SCHEME = /^[a-z][a-z\d+.-]*:/i;

const ABSOLUTE = /^[/\\]/;

/**
 * The files of a program: those of one filesystem of the editor's, `vscode-vfs://github` say, of which the debug
 * adapter has copies by the paths of their URIs.
 */
export class WorkspacePaths {
  readonly #base: vscode.Uri;

  /** @param base the URI of any of the files. */
  constructor(base: vscode.Uri) {
    this.#base = base;
  }

  /** @param path an absolute one, `/` between its parts. */
  uriOf(path: string): vscode.Uri {
    return this.#base.with({ path, query: '', fragment: '' });
  }

  /** Whether a file is of that filesystem. */
  has({ scheme, authority }: vscode.Uri): boolean {
    return scheme === this.#base.scheme && authority === this.#base.authority;
  }

  /** The adapter's path of a file that the editor names; what it has no copy of keeps its name. */
  fromEditor(named: string): string {
    if (SCHEME.test(named)) return this.#pathOf(vscode.Uri.parse(named)) ?? named;
    // Files of this machine are named by paths, and code that is in no file by the like of `<string>`.
    return ABSOLUTE.test(named) ? (this.#pathOf(vscode.Uri.file(named)) ?? named) : named;
  }

  #pathOf(uri: vscode.Uri): string | undefined {
    return this.has(uri) ? uri.path : undefined;
  }

  /** The editor's name of a file that the adapter has; code that is in no file keeps its name. */
  toEditor(path: string): string {
    return path.startsWith('/') ? this.uriOf(path).toString() : path;
  }
}
