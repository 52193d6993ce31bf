import type { Locator, Page } from 'playwright-core';
import { expectSoon, type Workbench } from './workbench.ts';

/** The text editor that has the focus, and what language servers show in it. */
export class TextEditor {
  readonly #workbench: Workbench;
  readonly #page: Page;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.#page = workbench.page;
  }

  /** Puts the cursor into a line and column, counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#workbench.press('Control+G');
    await this.#page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
    const offer = `go to line ${line}`;
    await this.#page.locator('.quick-input-list-entry', { hasText: offer }).waitFor();
    await this.#workbench.press('Enter');
    const place = `Ln ${line}, Col ${column}`;
    await this.#page.locator('.statusbar-item', { hasText: place }).waitFor();
    await this.#page.locator('.monaco-editor.focused .view-line').first().waitFor();
  }

  /** Waits for a code lens. */
  async lens(title: string): Promise<Locator> {
    const lens = this.#page.locator('.codelens-decoration a', { hasText: title }).first();
    await lens.waitFor();
    return lens;
  }

  /** Waits until there is no code lens that has a text in it. */
  async noLens(text: string): Promise<void> {
    const lens = this.#page.locator('.codelens-decoration a', { hasText: text });
    await lens.first().waitFor({ state: 'detached' });
  }

  /** Waits until the Problems view, which it opens, shows these, and no others. */
  async expectProblems(expected: readonly string[]): Promise<void> {
    const markers = this.#page.locator('.markers-panel');
    if (!(await markers.isVisible())) await this.#workbench.press('Control+Shift+M');
    await expectSoon(async () => {
      const rows = await markers.locator('.monaco-list-row').allTextContents();
      const problems = rows.filter(row => row.includes('[Ln '));
      const isThere =
        problems.length === expected.length &&
        expected.every((each, index) => problems[index]?.includes(each));
      return isThere ? undefined : `the problems are ${JSON.stringify(problems)}`;
    });
  }

  /** Shows the hover at the cursor, and waits until it has a text. */
  async expectHover(text: string): Promise<void> {
    await this.#workbench.press('Control+K');
    await this.#workbench.press('Control+I');
    const hover = this.#page.locator('.monaco-hover .hover-contents', { hasText: text });
    await hover.first().waitFor();
  }

  /** Has the quick fix at the cursor done that is called so. */
  async fix(title: string): Promise<void> {
    await this.#workbench.press('Control+.');
    const action = this.#page.locator('.action-widget .monaco-list-row', { hasText: title });
    await action.first().waitFor();
    await action.first().click();
  }
}
