import { appendFileSync } from 'node:fs';
import { type Browser, chromium, firefox, type Page } from 'playwright-core';
import type { BrowserProgram } from './browserProgram.ts';

/** The size of a laptop's window, in CSS pixels. */
const VIEWPORT = { width: 1400, height: 900 };

/** How long a busy machine may take to load the editor, in milliseconds. */
const LOADING_LIMIT = 120_000;

/** How long a busy machine may take for what is waited for in a page, in milliseconds. */
export const PATIENCE = 90_000;

/** A name by which the browsers of the tests reach this machine, as they would another one (RFC 6761, section 6.2). */
export const OTHER_NAME = 'elsewhere.test';

const CHROMIUM_ARGUMENTS = [
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

/** The same of Firefox: no other names are looked up. */
const FIREFOX_PREFERENCES = {
  'network.dns.disabled': true,
  'network.dns.localDomains': OTHER_NAME,
};

/** A headless browser with one page. */
export class BrowserPage implements AsyncDisposable {
  readonly #browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** @param logFile gets what the page writes to its console. */
  static async open(program: BrowserProgram, logFile: string): Promise<BrowserPage> {
    const browser = await launch(program);
    try {
      const page = await browser.newPage({ viewport: VIEWPORT, ignoreHTTPSErrors: true });
      page.setDefaultTimeout(PATIENCE);
      page.setDefaultNavigationTimeout(LOADING_LIMIT);
      page.on('console', message =>
        appendFileSync(logFile, `${message.type()}: ${message.text()}\n`),
      );
      page.on('pageerror', error => appendFileSync(logFile, `${error.stack}\n`));
      return new BrowserPage(browser, page);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

function launch({ name, file }: BrowserProgram): Promise<Browser> {
  if (name === 'firefox') {
    return firefox.launch({
      executablePath: file,
      // Firefox as everybody has it, by WebDriver BiDi, and no build of playwright's.
      channel: 'moz-firefox',
      firefoxUserPrefs: FIREFOX_PREFERENCES,
    });
  }
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: file,
    // Chromium's sandbox refuses to run as root.
    args: isRoot ? [...CHROMIUM_ARGUMENTS, '--no-sandbox'] : CHROMIUM_ARGUMENTS,
  });
}
