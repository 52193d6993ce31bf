import { WebView } from './webView.ts';
import { expectSoon } from './workbench.ts';

/** The page with the parallel stacks, in the words of its user. */
export class ParallelStacksPage extends WebView {
  /** Waits until there are these boxes, each told by its count, its frames and who stands there. */
  async expectBoxes(expected: readonly string[]): Promise<void> {
    const boxes = this.frame.locator('.box');
    await expectSoon(async () => {
      const actual = await boxes.evaluateAll(all =>
        all.map(box => {
          const texts = (selector: string): string =>
            Array.from(box.querySelectorAll(selector), ({ textContent }) => textContent).join(' ');
          return [
            texts('.count [aria-hidden]'),
            texts('.frame .name'),
            texts('.continuation'),
          ].join(' | ');
        }),
      );
      return String(actual) === String(expected)
        ? undefined
        : `the boxes are\n${actual.join('\n')}\nand not\n${expected.join('\n')}`;
    });
  }
}
