import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expectSoon } from './workbench.ts';

/** The page in the Switch Timeline's panel, in the words of its user. */
export class TimelinePage {
  readonly #frame: FrameLocator;
  readonly #body: Locator;

  constructor(page: Page) {
    this.#frame = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    this.#body = this.#frame.locator('body');
  }

  get chart(): Locator {
    return this.#frame.locator('#chart');
  }

  get search(): Locator {
    return this.#frame.getByRole('searchbox');
  }

  button(name: string): Locator {
    return this.#frame.getByRole('button', { name, exact: true });
  }

  /** Waits until these continuations have lanes, and no others. */
  async expectLanes(expected: readonly string[]): Promise<void> {
    const names = this.#frame.locator('.lane .name');
    await expectSoon(async () => {
      const actual = await names.allTextContents();
      return String(actual) === String(expected)
        ? undefined
        : `the lanes are ${actual.join(' | ')} and not ${expected.join(' | ')}`;
    });
  }

  /** Waits until an element has such a text. @returns that. */
  async expectText(id: string, expected: RegExp): Promise<string> {
    let text = '';
    await expectSoon(async () => {
      text = (await this.#frame.locator(`#${id}`).textContent()) ?? '';
      return expected.test(text) ? undefined : `#${id} says "${text}", not ${expected}`;
    });
    return text;
  }

  /** The rows of one of the tables, as far as they are names and counts: times differ. */
  async rows(table: 'profile' | 'switch', columns: readonly number[]): Promise<string[]> {
    const rows = this.#frame.locator(`#${table}-rows tr`);
    await rows.first().waitFor();
    const cells = await rows.evaluateAll(all =>
      all.map(row =>
        Array.from(row.children).map(cell => String(Reflect.get(cell as object, 'textContent'))),
      ),
    );
    return cells.map(row => columns.map(column => row[column]).join(' · '));
  }

  /** What axe finds fault with. */
  async expectAccessible(): Promise<void> {
    await this.#body.evaluate(`${axe.source}; undefined`);
    const violations = await this.#body.evaluate(async () => {
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
