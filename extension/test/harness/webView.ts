import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expectSoon } from './workbench.ts';

/** The page in a web view's panel. */
export class WebView {
  protected readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Waits until an element has such a text. @returns that. */
  async expectText(id: string, expected: RegExp): Promise<string> {
    let text = '';
    await expectSoon(async () => {
      text = (await this.frame.locator(`#${id}`).textContent()) ?? '';
      return expected.test(text) ? undefined : `#${id} says "${text}", not ${expected}`;
    });
    return text;
  }

  /** What axe finds fault with. */
  async expectAccessible(): Promise<void> {
    const body = this.frame.locator('body');
    await body.evaluate(`${axe.source}; undefined`);
    const violations = await body.evaluate(async () => {
      const { axe: tool } = globalThis as unknown as { axe: typeof import('axe-core') };
      const results = await tool.run();
      return results.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
      }));
    });
    assert.deepEqual(violations, []);
  }
}
