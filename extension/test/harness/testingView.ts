import { inspect, isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { expectSoon, type Workbench } from './workbench.ts';

/** How long a busy machine may take to unfold a row, in milliseconds. */
const UNFOLDING_LIMIT = 5000;

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

  /** Shows what a row holds, which may do so already. */
  async unfold(label: string): Promise<void> {
    const row = this.row(label);
    const unfolded = row.and(this.#workbench.page.locator('[aria-expanded="true"]'));
    await expectSoon(async () => {
      if ((await unfolded.count()) > 0) return undefined;
      await row.locator('.monaco-tl-twistie').click();
      // A second click too early would fold it again.
      await unfolded.waitFor({ timeout: UNFOLDING_LIMIT }).catch(() => {});
      return `${label} is folded`;
    });
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

  /** Waits until the editor shows that two values differ, behind the line of the failure. */
  async expectMessage(text: string): Promise<void> {
    const messages = this.#workbench.page.locator('.test-error-content-widget .content');
    await messages.filter({ hasText: text }).first().waitFor();
  }

  get #rows(): Locator {
    return this.#workbench.page.locator('.test-explorer .monaco-list-row');
  }
}
