import type { Locator } from 'playwright-core';
import { expectText, type Workbench } from './workbench.ts';

/** The rows of the Continuations view, by how their labels begin. */
export class ContinuationRows {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Waits until there are these, and no others. */
  async expectAll(expected: readonly string[]): Promise<void> {
    await expectText(this.#rows, expected);
  }

  /** Waits until these are the first. */
  async expectFirst(expected: readonly string[]): Promise<void> {
    await expectText(this.#rows, expected, labels => labels.slice(0, expected.length));
  }

  /** Waits until there is one that begins like this. */
  async expect(label: string): Promise<void> {
    await this.#row(label).waitFor();
  }

  /** Unfolds one that is folded, and folds one that is not. */
  async unfold(label: string): Promise<void> {
    await this.#row(label).locator('.monaco-tl-twistie').click();
  }

  async click(label: string): Promise<void> {
    await this.#row(label).click();
  }

  /** Chooses an entry of its menu. */
  async choose(label: string, entry: string): Promise<void> {
    await this.#workbench.chooseInMenu(this.#row(label), entry);
  }

  get #rows(): Locator {
    const { page } = this.#workbench;
    const header = page.locator('.pane-header[aria-label^="Continuations"]');
    return page.locator('.pane', { has: header }).locator('.monaco-list-row');
  }

  #row(label: string): Locator {
    // A pinned one has a row of its own before the others.
    return this.#rows.and(this.#workbench.page.locator(`[aria-label^="${label}"]`)).first();
  }
}
