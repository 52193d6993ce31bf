import assert from 'node:assert/strict';
import type { PlaygroundPage } from './playgroundPage.ts';

/** The lines of the sample `switch` at which its greenlets switch. */
export const FIRST_SWITCH = 5;
export const SECOND_SWITCH = 10;

/** Debugs that sample, which is the first, to where its greenlets are all there. */
export async function debugToThreeThreads(playground: PlaygroundPage): Promise<void> {
  await playground.clickGutter(SECOND_SWITCH);
  await playground.press('Debug');
  await playground.standsAt(SECOND_SWITCH);
  assert.deepEqual(await playground.threads(), [
    'main · main.py:14',
    'func1 (g1) · main.py:5',
    'func2 (g2) · main.py:10',
  ]);
}
