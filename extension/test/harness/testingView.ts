import { inspect, isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { expectSoon, type Workbench } from './workbench.ts';

/** The Testing view, and what VS Code shows of tests in the editor. */
export class TestingView {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Waits until the view has these rows, and no others: `test_app.py (Passed)`. */
  async expectTests(expected: readonly string[]): Promise<void> {
    await expectSoon(async () => {
      const labels = await this.#rows.evaluateAll(rows =>
        rows.map(row => row.getAttribute('aria-label') ?? ''),
      );
      // How long each took.
      const shown = labels.map(label => label.replace(/, in [\d.]+m?s/, ''));
      return isDeepStrictEqual(shown, expected)
        ? undefined
        : `the tests are ${inspect(shown)}, not ${inspect(expected)}`;
    });
  }

  /** Shows what a row holds. */
  async unfold(label: string): Promise<void> {
    await this.row(label).locator('.monaco-tl-twistie').click();
  }

  row(label: string): Locator {
    return this.#rows.and(this.#workbench.page.locator(`[aria-label^="${label}"]`)).first();
  }

  /** Waits until lines of the editor are marked as executed, and others as not. */
  async expectCoverage(): Promise<void> {
    for (const kind of ['hit', 'miss']) {
      await this.#workbench.page
        .locator(`.coverage-deco-gutter.coverage-deco-${kind}`)
        .first()
        .waitFor();
    }
  }

  /** Waits until the editor shows a failure's message behind its line. */
  async expectMessage(text: string): Promise<void> {
    // It stands there by way of a style sheet.
    const pieces = this.#workbench.page.locator('.editor-instance .view-line span');
    await expectSoon(async () => {
      const shown = await pieces.evaluateAll(spans =>
        spans.flatMap(span =>
          ['::before', '::after'].map(
            side => span.ownerDocument.defaultView?.getComputedStyle(span, side).content ?? '',
          ),
        ),
      );
      const messages = shown.filter(content => !/^(none|normal|)$/.test(content));
      const isThere = messages.some(content => content.replaceAll('\u00a0', ' ').includes(text));
      return isThere ? undefined : `the messages are ${inspect(messages)}`;
    });
  }

  get #rows(): Locator {
    return this.#workbench.page.locator('.test-explorer .monaco-list-row');
  }
}
