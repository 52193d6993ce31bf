import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AdapterNode } from '../adapterNode.ts';
import { completeLaunch } from '../completeLaunch.ts';
import type { CompleteLaunch } from '../launchDefaults.ts';
import { applySettings } from '../launchSettings.ts';
import type { Log } from '../log.ts';
import { offerPackage } from '../packages/missingPackages.ts';
import { Problem } from '../problem.ts';
import { settingsOf } from '../settingValues.ts';
import { debugTests } from './debugTests.ts';
import type { TestEvent, TestRequest } from './events.ts';
import { Exchange } from './exchange.ts';
import { sharedAttributes, testLaunch } from './testLaunch.ts';
import { TestProgram } from './testProgram.ts';
import { TestResults } from './testResults.ts';
import { testSettings } from './testSettings.ts';
import { TestTree } from './testTree.ts';
import { MissingFrameworkProblem, Verdict } from './verdict.ts';

/** What tests are run with. */
export interface TestTools {
  readonly extensionFolder: string;
  readonly node: AdapterNode;
  readonly log: Log;
}

/** What of a folder is run, and how. */
export interface Selection {
  /** The ids of items; all when there are none. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly mode: 'run' | 'debug' | 'coverage';
}

/** The tests of a workspace folder. */
export class TestFolder {
  readonly folder: vscode.WorkspaceFolder;
  readonly tree: TestTree;
  readonly #tools: TestTools;
  /** The searches under way, one after the other. */
  #search: Promise<void> = Promise.resolve();
  #isKnown = false;
  #isOffering = false;

  constructor(controller: vscode.TestController, folder: vscode.WorkspaceFolder, tools: TestTools) {
    this.folder = folder;
    this.tree = new TestTree(controller, folder);
    this.#tools = tools;
  }

  /** Whether its tests have been looked for. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /**
   * Finds the tests of the folder, or of some of its files.
   *
   * @param files paths from the folder; all when there are none.
   */
  discover(files: readonly string[], token?: vscode.CancellationToken): Promise<void> {
    this.#search = this.#search.then(async () => {
      this.tree.root.busy = true;
      try {
        await this.#discover(files, token);
      } finally {
        this.tree.root.busy = false;
      }
    });
    return this.#search;
  }

  async #discover(files: readonly string[], token?: vscode.CancellationToken): Promise<void> {
    const { root } = this.tree;
    const found = new Set<string>();
    let isWhole = false;
    const accept = (event: TestEvent): void => {
      if ('id' in event && event.id !== undefined) found.add(event.id);
      if (event.event === 'problem' && event.file !== undefined) found.add(event.file);
      this.tree.accept(event);
      isWhole ||= event.event === 'end';
    };
    try {
      const selection: Selection = { include: files, exclude: [], mode: 'run' };
      const print = (text: string): void => this.#tools.log.channel.debug(text.trimEnd());
      await this.#runProgram(this.#request(selection, false), accept, print, token);
      if (token?.isCancellationRequested) return;
      this.#isKnown = true;
      root.error = undefined;
      if (isWhole) this.tree.prune(found, files);
      if (root.children.size === 0) root.error = nothingFound();
    } catch (error) {
      root.error = sentenceOf(error);
      if (error instanceof MissingFrameworkProblem) void this.#offer(error.module);
    }
  }

  /** Offers to install the framework, and looks for its tests then. */
  async #offer(module: string): Promise<void> {
    if (this.#isOffering) return;
    this.#isOffering = true;
    const folder = this.folder.uri.fsPath;
    const isInstalled = await offerPackage({ module, distribution: module, folder });
    this.#isOffering = false;
    if (isInstalled) await this.discover([]);
  }

  /** Runs tests, and tells a run of the editor's how they went. */
  async run(
    selection: Selection,
    run: vscode.TestRun,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const request = this.#request(selection, true);
    const results = new TestResults(run, this.tree, request.framework);
    const accept = (event: TestEvent): void => {
      this.tree.accept(event);
      results.accept(event);
    };
    try {
      if (selection.mode === 'debug') await this.#debug(request, accept, run, token);
      else await this.#runProgram(request, accept, text => results.print(text), token);
    } catch (error) {
      const sentence = sentenceOf(error);
      results.print(`${sentence}\n`);
      run.errored(this.tree.root, new vscode.TestMessage(sentence));
      if (error instanceof MissingFrameworkProblem) void this.#offer(error.module);
      else void vscode.window.showErrorMessage(sentence);
    }
  }

  async #debug(
    request: TestRequest,
    accept: (event: TestEvent) => void,
    run: vscode.TestRun,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const verdict = new Verdict(accept);
    using exchange = new Exchange(request, event => verdict.accept(event));
    await debugTests(this.#launch(exchange), this.folder, exchange, run, token);
    exchange.read();
    verdict.require(undefined);
  }

  /** @throws Error that says why nothing was found or run. */
  async #runProgram(
    request: TestRequest,
    accept: (event: TestEvent) => void,
    print: (text: string) => void,
    token?: vscode.CancellationToken,
  ): Promise<void> {
    const verdict = new Verdict(accept);
    using exchange = new Exchange(request, event => verdict.accept(event));
    const launch = await completeLaunch(this.#launch(exchange), this.folder);
    writeFileSync(exchange.launchFile, JSON.stringify(launch), { mode: 0o600 });
    const node = await this.#tools.node.find();
    const cli = path.join(this.#tools.extensionFolder, 'dist', 'cli.js');
    if (token?.isCancellationRequested) return;
    const program = new TestProgram(node, cli, exchange.launchFile, print);
    using _cancelling = withDispose(token?.onCancellationRequested(() => program.cancel()));
    await program.finished();
    exchange.read();
    if (!token?.isCancellationRequested) verdict.require(program.reason);
  }

  #launch(exchange: Exchange): CompleteLaunch {
    const { configuration } = testSettings(this.folder);
    const configurations = vscode.workspace.getConfiguration('launch', this.folder);
    const folder = { name: this.folder.name, path: this.folder.uri.fsPath };
    const shared = sharedAttributes(
      configurations.get('configurations', []),
      configuration,
      folder,
    );
    const withSettings = applySettings({ request: 'launch', ...shared }, settingsOf(this.folder));
    return testLaunch(withSettings, folder, {
      runner: path.join(this.#tools.extensionFolder, 'dist', 'test-runner'),
      exchange: exchange.folder,
    });
  }

  #request({ include, exclude, mode }: Selection, runs: boolean): TestRequest {
    const { framework, arguments: words } = testSettings(this.folder);
    return {
      framework: framework === 'pytest' ? framework : 'unittest',
      runs,
      arguments: words,
      include,
      exclude,
      debugs: mode === 'debug',
      covers: mode === 'coverage',
    };
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return vscode.l10n.t(error.template, ...error.values);
  return (error as Error).message;
}

function nothingFound(): string {
  return vscode.l10n.t(
    'No tests were found. The setting wasixPython.testing.arguments can name the folder that they are in.',
  );
}

function withDispose(disposable: vscode.Disposable | undefined): Disposable {
  return { [Symbol.dispose]: () => disposable?.dispose() };
}
