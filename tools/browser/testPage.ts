import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type {
  GuestWorkerOptions,
  MountSpecification,
} from '../../debug-adapter/runtime/browser/guestOptions.ts';
import type {
  ProgramRun,
  RunOptions,
  TestPageFunctions,
} from '../../debug-adapter/runtime/browser/test/programRun.ts';
import type { TestResult } from '../../debug-adapter/runtime/browser/test/standIns/nodeTest.ts';
import {
  findPython,
  type PythonDistribution,
} from '../../debug-adapter/session/python/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findChromium } from '../../extension/test/harness/chromium.ts';
import { buildOwnTests, guestsOfOwnTests } from './ownTests.ts';
import { PageServer } from './pageServer.ts';

/** The URLs of Python's files. */
const INTERPRETER = '/python.wasm';
const LIBRARY = '/stdlib.zip';

/** The URL of the bundle of the runtime's own tests. */
const OWN_TESTS = '/own-tests.js';

/** A page in Chromium that runs Python in web workers. */
export class TestPage implements AsyncDisposable {
  readonly #resources = new AsyncDisposableStack();
  readonly #python: PythonDistribution;
  #page: Page | undefined;

  private constructor(python: PythonDistribution) {
    this.#python = python;
  }

  /** @throws Error that says what has to be there. */
  static async open(): Promise<TestPage> {
    const python = findPython();
    if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
    const page = new TestPage(python);
    await page.#open();
    return page;
  }

  async #open(): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-test-'));
    this.#resources.defer(() => fs.rmSync(folder, { recursive: true }));
    const log = path.join(folder, 'browser.log');
    const chromium = await findChromium(log);
    const served = path.join(folder, 'page');
    fs.mkdirSync(served);
    const { interpreter, library } = this.#python;
    const ownTests = path.join(folder, 'own-tests.js');
    await buildOwnTests(ownTests);
    const files = {
      [INTERPRETER]: interpreter,
      [LIBRARY]: library,
      [OWN_TESTS]: ownTests,
      ...(await guestsOfOwnTests()),
    };
    const server = this.#resources.use(await PageServer.start(served, files));
    const browser = this.#resources.use(await BrowserPage.open(chromium, log));
    this.#page = browser.page;
    await this.page.goto(server.url);
  }

  get page(): Page {
    return this.#page as Page;
  }

  /**
   * Runs Python in a worker of its own.
   *
   * @param files by their paths below `folder`, the current folder.
   * @param start what is not to be as it is for Python.
   */
  run(
    args: readonly string[],
    folder: string,
    files: Readonly<Record<string, string>>,
    options: RunOptions = {},
    start: Partial<GuestWorkerOptions> = {},
  ): Promise<ProgramRun> {
    const command = {
      args,
      env: {},
      cwd: folder,
      mounts: [],
      network: 'off',
      packages: [],
    } as const;
    const guest = pythonGuest(this.#python, command);
    const python: GuestWorkerOptions = {
      program: INTERPRETER,
      args: guest.args,
      env: guest.env,
      cwd: guest.cwd,
      mounts: [
        ...guest.mounts.flatMap(({ kind, point }): MountSpecification[] =>
          kind === 'zip' ? [{ kind, point, source: LIBRARY }] : [],
        ),
        { kind: 'files', point: folder, files },
      ],
      ...start,
    };
    return this.page.evaluate(
      given => (globalThis as unknown as TestPageFunctions).runProgram(...given),
      [python, options] as const,
    );
  }

  /** Runs the runtime's own tests in a worker. */
  runOwnTests(): Promise<readonly TestResult[]> {
    return this.page.evaluate(
      script => (globalThis as unknown as TestPageFunctions).runOwnTests(script),
      OWN_TESTS,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}
