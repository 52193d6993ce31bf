import { appendFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The size of a laptop's window, in CSS pixels. */
const VIEWPORT = { width: 1400, height: 900 };

/** How long a busy machine may take to load the editor, in milliseconds. */
const LOADING_LIMIT = 120_000;

/** A name by which the browsers of the tests reach this machine, as they would another one (RFC 6761, section 6.2). */
export const OTHER_NAME = 'elsewhere.test';

const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-sync',
  '--no-first-run',
  '--ignore-certificate-errors',
  // Nothing but this machine can be reached, which has another name, too.
  `--host-resolver-rules=MAP ${OTHER_NAME} 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1`,
];

/** A headless Chromium with one page. */
export class BrowserPage {
  readonly #browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** @param logFile gets what the page writes to its console. */
  static async open(chromiumFile: string, logFile: string): Promise<BrowserPage> {
    const isRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({
      executablePath: chromiumFile,
      // Chromium's sandbox refuses to run as root.
      args: isRoot ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS,
    });
    const page = await browser.newPage({ viewport: VIEWPORT });
    page.setDefaultNavigationTimeout(LOADING_LIMIT);
    page.on('console', message =>
      appendFileSync(logFile, `${message.type()}: ${message.text()}\n`),
    );
    page.on('pageerror', error => appendFileSync(logFile, `${error.stack}\n`));
    return new BrowserPage(browser, page);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
