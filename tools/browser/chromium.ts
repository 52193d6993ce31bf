import type { Page } from 'playwright-core';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import type { TestedBrowser } from './testedBrowser.ts';

type GlobalFunctions = Record<string, (...args: readonly unknown[]) => unknown>;

/** A headless Chromium with one page. */
export class Chromium implements TestedBrowser {
  readonly #browser: BrowserPage;

  private constructor(browser: BrowserPage) {
    this.#browser = browser;
  }

  /**
   * @param logFile gets what apt prints, where it installs Chromium, and what the page writes to its console.
   * @throws Error that says what to install.
   */
  static async open(logFile: string): Promise<Chromium> {
    return new Chromium(await BrowserPage.open(await findBrowser('chromium', logFile), logFile));
  }

  get #page(): Page {
    return this.#browser.page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async call(name: string, args: readonly unknown[]): Promise<unknown> {
    // A page that is gone answers nobody.
    const { promise: crash, reject } = Promise.withResolvers<never>();
    const onCrash = (): void => reject(new Error('the page has crashed'));
    this.#page.once('crash', onCrash);
    const result = this.#page.evaluate(
      ([given, values]) => (globalThis as unknown as GlobalFunctions)[given]?.(...values),
      [name, args] as const,
    );
    try {
      return await Promise.race([result, crash]);
    } finally {
      this.#page.off('crash', onCrash);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser[Symbol.asyncDispose]();
  }
}
