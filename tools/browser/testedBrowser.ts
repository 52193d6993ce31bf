import type { Page } from 'playwright-core';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { type BrowserName, findBrowser } from '../../extension/test/harness/browserProgram.ts';

type GlobalFunctions = Record<string, (...args: readonly unknown[]) => unknown>;

/** A headless browser with one page, in which global functions are called. */
export class TestedBrowser implements AsyncDisposable {
  readonly #browser: BrowserPage;

  private constructor(browser: BrowserPage) {
    this.#browser = browser;
  }

  /**
   * @param logFile gets what apt prints, where it installs the browser, and what the page writes to its console.
   * @throws Error that says what to install.
   */
  static async open(name: BrowserName, logFile: string): Promise<TestedBrowser> {
    return new TestedBrowser(await BrowserPage.open(await findBrowser(name, logFile), logFile));
  }

  get #page(): Page {
    return this.#browser.page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** @param args and what the function returns, or promises, are values of JSON. */
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

  /** How many web workers the page has. */
  get workers(): number {
    return this.#page.workers().length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser[Symbol.asyncDispose]();
  }
}
