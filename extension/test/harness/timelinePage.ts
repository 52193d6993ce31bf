import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { WebView } from './webView.ts';
import { expectSoon } from './workbench.ts';

/** The page in the Switch Timeline's panel, in the words of its user. */
export class TimelinePage extends WebView {
  get chart(): Locator {
    return this.frame.locator('#chart');
  }

  get search(): Locator {
    return this.frame.getByRole('searchbox');
  }

  /** Has the chart get what is typed, once the window has passed on the focus to this page. */
  async focusChart(): Promise<void> {
    await expectSoon(async () => {
      await this.chart.focus();
      const hasFocus = await this.chart.evaluate(chart => {
        const { document } = globalThis as unknown as {
          document: { hasFocus(): boolean; readonly activeElement: unknown };
        };
        return document.hasFocus() && document.activeElement === chart;
      });
      return hasFocus ? undefined : 'the chart has not got the focus';
    });
  }

  list(name: string): Locator {
    return this.frame.getByRole('list', { name });
  }

  /** Drags the mouse over a part of the chart, from one share of its width to another. */
  async dragOverChart(from: number, to: number): Promise<void> {
    const box = await this.chart.boundingBox();
    assert.ok(box !== null);
    const y = box.y + box.height / 2;
    const { mouse } = this.chart.page();
    await mouse.move(box.x + 1 + from * (box.width - 2), y);
    await mouse.down();
    await mouse.move(box.x + 1 + to * (box.width - 2), y, { steps: 4 });
    await mouse.up();
  }

  /** Waits until these continuations have lanes, and no others. */
  async expectLanes(expected: readonly string[]): Promise<void> {
    const names = this.frame.locator('.lane .name');
    await expectSoon(async () => {
      const actual = await names.allTextContents();
      return String(actual) === String(expected)
        ? undefined
        : `the lanes are ${actual.join(' | ')} and not ${expected.join(' | ')}`;
    });
  }

  /** Clicks on a switch of their table. */
  async chooseSwitch(index: number): Promise<void> {
    await this.frame.locator('#switch-rows button').nth(index).click();
  }

  /** How many switches are listed of the stretch that is shown, which may have none. */
  switchCount(): Promise<number> {
    return this.frame.locator('#switch-rows tr').count();
  }

  /** Waits until one of the tables has these rows, as {@link rows} tells them. */
  async expectRows(
    table: 'profile' | 'switch',
    columns: readonly number[],
    expected: readonly string[],
  ): Promise<void> {
    await expectSoon(async () => {
      const actual = await this.rows(table, columns);
      return isDeepStrictEqual(actual, expected)
        ? undefined
        : `the rows are ${actual.join(' | ')} and not ${expected.join(' | ')}`;
    });
  }

  /** The rows of one of the tables, as far as they are names and counts: times differ. */
  async rows(table: 'profile' | 'switch', columns: readonly number[]): Promise<string[]> {
    const rows = this.frame.locator(`#${table}-rows tr`);
    await rows.first().waitFor();
    const cells = await rows.evaluateAll(all =>
      all.map(row =>
        Array.from(row.children).map(cell => String(Reflect.get(cell as object, 'textContent'))),
      ),
    );
    return cells.map(row => columns.map(column => row[column]).join(' · '));
  }
}
