import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { BrowserPage, PATIENCE } from '../../../extension/test/harness/browser.ts';
import { findBrowser } from '../../../extension/test/harness/browserProgram.ts';
import { buildPlayground } from '../build.ts';
import { servePlayground } from '../serve.ts';
import { Deployments } from './deployments.ts';
import { PlaygroundPage } from './playgroundPage.ts';

/** What a {@link TestedPlayground} is made of. */
interface Parts {
  /** A folder for all that the tests make. */
  readonly folder: string;
  /** The folder of the built playground in it. */
  readonly built: string;
  /** The names of the files that a page fetches, relative to that. */
  readonly files: readonly string[];
  readonly address: string;
  readonly page: Page;
}

/** The playground, built and served, and Chromium with a page of it. */
export class TestedPlayground extends PlaygroundPage implements AsyncDisposable {
  readonly parts: Parts;
  readonly #resources: AsyncDisposableStack;

  private constructor(parts: Parts, resources: AsyncDisposableStack) {
    super(parts.page);
    this.parts = parts;
    this.#resources = resources;
  }

  static async open(): Promise<TestedPlayground> {
    await using opening = new AsyncDisposableStack();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playground-test-'));
    opening.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const built = path.join(folder, 'playground');
    const files = await buildPlayground(built);
    const { url: address } = opening.use(await servePlayground(built));
    const log = path.join(folder, 'browser.log');
    const { page } = opening.use(await BrowserPage.open(await findBrowser('chromium', log), log));
    return new TestedPlayground({ folder, built, files, address, page }, opening.move());
  }

  /** Opens the page anew. */
  async load(): Promise<void> {
    const { page, address } = this.parts;
    // A fragment alone would not load it again.
    await page.goto('about:blank');
    await page.goto(address);
  }

  /** A visitor of their own: what one's browser keeps, another's has not. */
  async newVisitor(): Promise<Deployments> {
    const context = await (this.parts.page.context().browser() as Browser).newContext();
    context.setDefaultTimeout(PATIENCE);
    return new Deployments(context);
  }

  /** Has axe look for faults in the page and its frames, in light and dark. */
  async expectAccessible(): Promise<void> {
    const { page } = this.parts;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const frame of page.frames()) await frame.evaluate(`${axe.source}; undefined`);
      const { violations } = await page.evaluate(() => {
        const { axe: tool } = globalThis as unknown as { axe: typeof import('axe-core') };
        return tool.run();
      });
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}
