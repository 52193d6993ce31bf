import path from 'node:path';
import * as vscode from 'vscode';
import { type Selection, TestFolder, type TestTools } from './testFolder.ts';
import { testSettings } from './testSettings.ts';

export { configureTests } from './testSettings.ts';

/** Names of files that are likely to hold tests, with those that pytest takes fixtures from. */
const TEST_FILE = /^(test.*|.*_tests?)\.py$/;
const FIXTURES = 'conftest.py';

/** Folders whose files are no tests of the user's. */
const NO_TESTS = /(^|\/)(\.[^/]*|venv|node_modules|__pycache__)\//;

/** How long to wait for further changes after one, in milliseconds: editors write several files. */
const SETTLING_TIME = 300;

/** The tests of all folders in the Testing view. */
export class Tests implements vscode.Disposable {
  readonly #controller = vscode.tests.createTestController('wasixPython', 'WASIX Python');
  readonly #tools: TestTools;
  readonly #folders = new Map<string, TestFolder>();
  readonly #resources: vscode.Disposable;
  /** The files that have changed, by the folder. */
  readonly #changed = new Map<TestFolder, Set<string>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tools: TestTools) {
    this.#tools = tools;
    this.#controller.resolveHandler = async item => {
      if (item === undefined) this.#updateFolders();
      else await this.#folders.get(item.id)?.discover([]);
    };
    this.#controller.refreshHandler = token => this.refresh(token);
    this.#addProfiles();
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.py');
    this.#resources = vscode.Disposable.from(
      this.#controller,
      watcher,
      watcher.onDidChange(file => this.#onChange(file)),
      watcher.onDidCreate(file => this.#onChange(file)),
      watcher.onDidDelete(file => this.#onDelete(file)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#updateFolders()),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('wasixPython.testing')) this.#startAgain();
      }),
    );
    this.#updateFolders();
  }

  /** Finds the tests of all folders. */
  async refresh(token?: vscode.CancellationToken): Promise<void> {
    this.#updateFolders();
    for (const folder of this.#folders.values()) await folder.discover([], token);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#resources.dispose();
  }

  #addProfiles(): void {
    const { Run, Debug, Coverage } = vscode.TestRunProfileKind;
    const add = (label: string, kind: vscode.TestRunProfileKind, mode: Selection['mode']) =>
      this.#controller.createRunProfile(
        label,
        kind,
        (request, token) => this.#run(request, mode, token),
        true,
      );
    add(vscode.l10n.t('Run'), Run, 'run');
    add(vscode.l10n.t('Debug'), Debug, 'debug');
    const coverage = add(vscode.l10n.t('Run with Coverage'), Coverage, 'coverage');
    coverage.loadDetailedCoverage = async (_, file) =>
      'details' in file ? (file.details as vscode.FileCoverageDetail[]) : [];
  }

  /** Has an item for each folder whose tests are wanted, and for no other. */
  #updateFolders(): void {
    const wanted = (vscode.workspace.workspaceFolders ?? []).filter(
      folder => folder.uri.scheme === 'file' && testSettings(folder).framework !== 'off',
    );
    for (const folder of wanted) {
      const id = folder.uri.toString();
      if (this.#folders.has(id)) continue;
      const tests = new TestFolder(this.#controller, folder, this.#tools);
      this.#folders.set(id, tests);
      this.#controller.items.add(tests.tree.root);
    }
    const ids = new Set(wanted.map(({ uri }) => uri.toString()));
    for (const id of [...this.#folders.keys()].filter(known => !ids.has(known))) {
      this.#folders.delete(id);
      this.#controller.items.delete(id);
    }
  }

  /** What was found by other settings may not be there. */
  #startAgain(): void {
    this.#folders.clear();
    this.#controller.items.replace([]);
    this.#updateFolders();
  }

  async #run(
    request: vscode.TestRunRequest,
    mode: Selection['mode'],
    token: vscode.CancellationToken,
  ): Promise<void> {
    const run = this.#controller.createTestRun(request);
    try {
      for (const folder of this.#folders.values()) {
        const selection = select(folder, request, mode);
        if (selection === undefined) continue;
        for (const item of request.include ?? [folder.tree.root]) enqueue(run, item);
        await folder.run(selection, run, token);
        if (token.isCancellationRequested) break;
      }
    } finally {
      run.end();
    }
  }

  #onChange(file: vscode.Uri): void {
    const place = this.#find(file);
    if (place === undefined) return;
    const { folder, name } = place;
    const base = path.posix.basename(name);
    const mayHoldTests = TEST_FILE.test(base) || folder.tree.get(name) !== undefined;
    if (!mayHoldTests && base !== FIXTURES) return;
    const changed = this.#changed.get(folder) ?? new Set();
    this.#changed.set(folder, changed.add(name));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#discoverChanged(), SETTLING_TIME);
  }

  #discoverChanged(): void {
    for (const [folder, changed] of this.#changed) {
      const files = [...changed];
      const isAnywhere = files.some(file => path.posix.basename(file) === FIXTURES);
      void folder.discover(isAnywhere ? [] : files);
    }
    this.#changed.clear();
  }

  #onDelete(file: vscode.Uri): void {
    const place = this.#find(file);
    place?.folder.tree.remove(place.name);
  }

  /** The folder whose tests are known that a file is in, and the file's path from there. */
  #find(file: vscode.Uri): { folder: TestFolder; name: string } | undefined {
    const holder = vscode.workspace.getWorkspaceFolder(file);
    const folder = holder && this.#folders.get(holder.uri.toString());
    if (holder === undefined || !folder?.isKnown) return undefined;
    const name = path.posix.relative(holder.uri.path, file.path);
    return NO_TESTS.test(name) ? undefined : { folder, name };
  }
}

/** What of a folder a request of the editor's means; undefined when it means nothing of it. */
function select(
  folder: TestFolder,
  { include, exclude = [] }: vscode.TestRunRequest,
  mode: Selection['mode'],
): Selection | undefined {
  const { tree } = folder;
  const own = (items: readonly vscode.TestItem[]): vscode.TestItem[] =>
    items.filter(item => item === tree.root || tree.get(item.id) === item);
  const included = own(include ?? [tree.root]);
  const excluded = own(exclude);
  if (included.length === 0 || excluded.includes(tree.root)) return undefined;
  return {
    include: included.includes(tree.root)
      ? []
      : [...new Set(included.map(item => tree.runnable(item)))],
    exclude: excluded.map(item => tree.runnable(item)),
    mode,
  };
}

/** Has the tests wait that are known so far. */
function enqueue(run: vscode.TestRun, item: vscode.TestItem): void {
  if (item.children.size === 0 && item.parent !== undefined) run.enqueued(item);
  for (const [, child] of item.children) enqueue(run, child);
}
