import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { debugToThreeThreads, FIRST_SWITCH } from './switchSample.ts';
import type { TestedPlayground } from './testedPlayground.ts';

/** The line of the sample `producer-consumer` at which a parcel has been taken. */
const PARCEL_TAKEN = 20;

/** Tests of the Switch Timeline in the playground. @param pictures the folder for pictures of it. */
export function testTimeline(tested: () => TestedPlayground, pictures: string): void {
  test('P19: draws who ran when, and leads from there to the threads', async () => {
    const playground = tested();
    await debugToThreeThreads(playground);
    await playground.chooseTab('Switch Timeline');
    // As keys do, too.
    const { page } = playground.parts;
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tabpanel', { name: 'Terminal' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tabpanel', { name: 'Switch Timeline' }).waitFor();
    await playground.hasLanes(['main main.py:14', 'func1 (g1) main.py:5', 'func2 (g2) main.py:10']);
    await playground.timeline.locator('.lane .name').nth(1).click();
    await playground.standsAt(FIRST_SWITCH);
    assert.equal(await playground.chosenThread(), 'func1 (g1) · main.py:5');
    await playground.timeline.getByRole('button', { name: 'Switches' }).click();
    await playground.expectAccessible();
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 0.');
    await playground.timeline
      .locator('#status')
      .getByText(/^\d+ switches of 3 .* ended$/)
      .waitFor();
    // To the other's end, and to that of the program.
    const kinds = playground.timeline.locator('#switch-rows td:nth-child(3)');
    await kinds.nth(3).waitFor();
    assert.deepEqual(await kinds.allTextContents(), ['start', 'start', 'switch', 'death']);
  });

  test('P20: pictures are taken of a session', async () => {
    const playground = tested();
    const { page } = playground.parts;
    await page.getByLabel('Sample').selectOption('producer-consumer');
    await playground.clickGutter(PARCEL_TAKEN);
    await playground.press('Debug');
    for (const parcel of ['1: tea', '2: cake', '3: coffee']) {
      await playground.standsAt(PARCEL_TAKEN);
      await page.locator('#variables').getByText(`'${parcel}'`, { exact: true }).waitFor();
      if (parcel !== '3: coffee') await playground.press('Continue');
    }
    await playground.open('received');
    await playground.chooseTab('Switch Timeline');
    await playground.hasLanes([
      'main main.py:26',
      'produce (g1) main.py:10',
      `consume (g2) main.py:${PARCEL_TAKEN}`,
    ]);
    fs.mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(pictures, `playground-${colorScheme}.png`) });
    }
  });
}
