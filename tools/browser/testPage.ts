import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  GuestWorkerOptions,
  MountSpecification,
} from '../../debug-adapter/runtime/browser/guestOptions.ts';
import type {
  OwnRun,
  ProgramRun,
  RunOptions,
  TestPageFunctions,
} from '../../debug-adapter/runtime/browser/test/programRun.ts';
import type { TestResult } from '../../debug-adapter/runtime/browser/test/standIns/nodeTest.ts';
import type { ServedPython } from '../../debug-adapter/session/browser/machine.ts';
import { UNUSED_STACK } from '../../debug-adapter/session/browser/pythonProgram.ts';
import type { AdapterPageFunctions } from '../../debug-adapter/session/browser/test/adapterPage.ts';
import {
  findPython,
  type PythonDistribution,
  presentVersions,
} from '../../debug-adapter/session/node/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import type { SessionTimes, TimedCourse } from '../../debug-adapter/session/test/timedSession.ts';
import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';
import { filesOfPython, type PythonFiles, servedPython } from '../servedPython.ts';
import { TESTS_ARCHIVE } from '../test/greenletSuite.ts';
import { buildOwnTests, guestsOfOwnTests } from './ownTests.ts';
import { type PageKind, servePage } from './pageServer.ts';
import { TestedBrowser } from './testedBrowser.ts';

/** The URLs of the files of a Python. */
function urlsOf(version: PythonVersion): PythonFiles {
  return {
    interpreter: `/${version}/python.wasm`,
    library: `/${version}/stdlib.zip`,
    sharedModules: `/${version}/lib-dynload`,
    agent: `/${version}/agent.zip`,
  };
}

/** The URL of greenlet's own tests. */
export const GREENLET_TESTS = '/greenlet-tests.zip';

/** The URL of the bundle of the runtime's own tests. */
const OWN_TESTS = '/own-tests.js';

type PageFunctions = TestPageFunctions & AdapterPageFunctions;

/** The files of a Python, by their URLs. */
function servedFiles(python: PythonDistribution): Record<string, string> {
  const files = filesOfPython(python);
  const urls = urlsOf(python.version);
  const modules = fs
    .readdirSync(files.sharedModules)
    .map(name => [`${urls.sharedModules}/${name}`, path.join(files.sharedModules, name)]);
  return {
    [urls.interpreter]: files.interpreter,
    [urls.library]: files.library,
    [urls.agent]: files.agent,
    ...Object.fromEntries(modules),
  };
}

/** A page in a browser that runs Python in web workers. */
export class TestPage implements AsyncDisposable {
  readonly #resources = new AsyncDisposableStack();
  /** The one that runs programs. */
  readonly #python: PythonDistribution;
  /** Those that debug adapters have. */
  readonly #pythons = presentVersions().map(version => findPython(version) as PythonDistribution);
  #browser: TestedBrowser | undefined;

  private constructor(python: PythonDistribution) {
    this.#python = python;
  }

  /** @throws Error that says what has to be there. */
  static async open(browser: BrowserName, kind: PageKind = {}): Promise<TestPage> {
    const python = findPython();
    if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
    const page = new TestPage(python);
    try {
      await page.#open(browser, kind);
    } catch (error) {
      await page[Symbol.asyncDispose]();
      throw error;
    }
    return page;
  }

  async #open(name: BrowserName, kind: PageKind): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-test-'));
    this.#resources.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const log = path.join(folder, 'browser.log');
    const served = path.join(folder, 'page');
    fs.mkdirSync(served);
    const ownTests = path.join(folder, 'own-tests.js');
    await buildOwnTests(ownTests);
    const files = {
      ...Object.assign({}, ...this.#pythons.map(servedFiles)),
      [OWN_TESTS]: ownTests,
      [GREENLET_TESTS]: TESTS_ARCHIVE,
      ...(await guestsOfOwnTests()),
    };
    const server = this.#resources.use(await servePage(served, files, kind));
    this.#browser = this.#resources.use(await TestedBrowser.open(name, log));
    await this.#browser.goto(server.url);
  }

  async #call<Name extends keyof PageFunctions>(
    name: Name,
    ...args: Parameters<PageFunctions[Name]>
  ): Promise<Awaited<ReturnType<PageFunctions[Name]>>> {
    const result = await (this.#browser as TestedBrowser).call(name, args);
    return result as Awaited<ReturnType<PageFunctions[Name]>>;
  }

  /** Starts a debug adapter in the page. @returns its number. */
  openAdapter(): Promise<number> {
    return this.#call('openAdapter', this.#served);
  }

  /** See `AdapterPageFunctions`. */
  timeSession(files: Readonly<Record<string, string>>, course: TimedCourse): Promise<SessionTimes> {
    return this.#call('timeSession', this.#served, files, course);
  }

  get #served(): ServedPython[] {
    return this.#pythons.map(python => servedPython(python, urlsOf(python.version)));
  }

  /** See `AdapterPageFunctions`. */
  addAdapterFiles(adapter: number, files: Readonly<Record<string, string>>): Promise<void> {
    return this.#call('addAdapterFiles', adapter, files);
  }

  /** See `AdapterPageFunctions`. */
  sendToAdapter(adapter: number, message: DebugProtocol.ProtocolMessage): Promise<void> {
    return this.#call('sendToAdapter', adapter, message);
  }

  /** See `AdapterPageFunctions`. */
  closeAdapter(adapter: number): Promise<void> {
    return this.#call('closeAdapter', adapter);
  }

  /** See `AdapterPageFunctions`. */
  receiveFromAdapter(adapter: number): Promise<readonly DebugProtocol.ProtocolMessage[]> {
    return this.#call('receiveFromAdapter', adapter);
  }

  /**
   * Runs Python in a worker of its own.
   *
   * @param files by their paths below `folder`, the current folder.
   * @param start what is not to be as it is for Python, and what it has besides: mounts, and environment variables.
   */
  run(
    args: readonly string[],
    folder: string,
    files: Readonly<Record<string, string>>,
    options: RunOptions = {},
    start: Partial<GuestWorkerOptions> = {},
  ): Promise<ProgramRun> {
    const python = this.#guest(args, folder);
    const mounts = [
      ...python.mounts,
      { kind: 'files', point: folder, files } as const,
      ...(start.mounts ?? []),
    ];
    const env = { ...python.env, ...start.env };
    return this.#call('runProgram', { ...python, ...start, env, mounts }, options);
  }

  /** See `TestPageFunctions`; the program's folder is the current one. */
  runInOwnWorker(
    args: readonly string[],
    folder: string,
    files: Readonly<Record<string, string>>,
    messages: readonly string[],
  ): Promise<OwnRun> {
    return this.#call('runInOwnWorker', this.#guest(args, folder), files, messages);
  }

  #guest(args: readonly string[], folder: string): GuestWorkerOptions {
    const guest = pythonGuest(this.#python, {
      args,
      env: {},
      cwd: folder,
      mounts: [],
      network: 'off',
      packages: [],
    });
    return {
      program: urlsOf(this.#python.version).interpreter,
      args: guest.args,
      env: guest.env,
      cwd: guest.cwd,
      libraries: guest.libraries ?? [],
      unusedStack: UNUSED_STACK,
      mounts: guest.mounts.map(each => this.#mount(each)),
    };
  }

  /** One of Python's own mounts: its library, and the modules of that which are loaded when they are imported. */
  #mount({ kind, point }: { kind: 'zip' | 'directory'; point: string }): MountSpecification {
    const urls = urlsOf(this.#python.version);
    if (kind === 'zip') return { kind, point, source: urls.library };
    const names = fs.readdirSync(this.#python.sharedModules);
    return {
      kind: 'urls',
      point,
      urls: Object.fromEntries(names.map(name => [name, `${urls.sharedModules}/${name}`])),
    };
  }

  /** How many web workers it has. */
  get workers(): number {
    return (this.#browser as TestedBrowser).workers;
  }

  /** See `TestPageFunctions`. */
  memorySharing(): Promise<readonly [isIsolated: boolean, kind: string]> {
    return this.#call('memorySharing');
  }

  /** Runs the runtime's own tests in a worker. */
  runOwnTests(): Promise<readonly TestResult[]> {
    return this.#call('runOwnTests', OWN_TESTS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}
