import type { Page } from 'playwright-core';

/** A row of one of the views in Run and Debug. */
export interface WatchedRow {
  /** How the title of the view begins. */
  readonly view: string;
  /** What the accessible label of the row has in it. */
  readonly label: string;
  /** How deep the row is in its tree, from 1, where others have the label, too. */
  readonly level?: number;
}

/** What is used of the page, for which Node has no types. */
interface Browser {
  readonly document: {
    addEventListener(input: string, note: () => void, options: object): void;
    querySelector(selector: string): object | null;
  };
  requestAnimationFrame(act: () => void): void;
}

/** How long a row may take, in milliseconds. */
const PATIENCE = 60_000;

/**
 * How long the page of an editor takes from a key or a click to the frames that first have some
 * rows, in milliseconds: measured in the page, where nothing is lost to asking from outside.
 *
 * @throws Error when one does not come.
 */
export async function paintingTimes(
  page: Page,
  rows: readonly WatchedRow[],
  act: () => Promise<void>,
): Promise<number[]> {
  const times = page.evaluate(
    async ({ selectors, patience }) => {
      const { document, requestAnimationFrame } = globalThis as unknown as Browser;
      const begin = new Promise<number>(resolve => {
        for (const input of ['keydown', 'pointerdown']) {
          const note = (): void => resolve(performance.now());
          document.addEventListener(input, note, { capture: true, once: true });
        }
      });
      const latest = performance.now() + patience;
      const appearance = (selector: string): Promise<number> =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            if (document.querySelector(selector) !== null) resolve(performance.now());
            else if (performance.now() > latest) reject(new Error(`there is no ${selector}`));
            else requestAnimationFrame(look);
          };
          look();
        });
      const ends = await Promise.all(selectors.map(appearance));
      const start = await begin;
      return ends.map(end => end - start);
    },
    { selectors: rows.map(selectorOf), patience: PATIENCE },
  );
  await Promise.all([times, act()]);
  return times;
}

function selectorOf({ view, label, level }: WatchedRow): string {
  const depth = level === undefined ? '' : `[aria-level="${level}"]`;
  const pane = `.debug-viewlet .pane:has(.pane-header[aria-label^="${view}"])`;
  return `${pane} .monaco-list-row[aria-label*="${label}"]${depth}`;
}
