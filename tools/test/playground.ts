/** `npm run test:playground`: debugs in the built playground, in browsers. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { fragmentOf } from '../../extension/playground/model/sharedProgram.ts';
import { testFiles } from '../playground/test/files.ts';
import { testInFirefox } from '../playground/test/firefox.ts';
import { testServiceInFirefox } from '../playground/test/firefoxService.ts';
import { testOffline } from '../playground/test/offline.ts';
import { testService } from '../playground/test/service.ts';
import {
  debugToThreeThreads,
  FIRST_SWITCH,
  SECOND_SWITCH,
} from '../playground/test/switchSample.ts';
import { testTerminal } from '../playground/test/terminal.ts';
import { TestedPlayground } from '../playground/test/testedPlayground.ts';
import { testTimeline } from '../playground/test/timeline.ts';

const root = path.resolve(import.meta.dirname, '../..');

const BROWSERS = ['chromium', 'firefox'];

const USAGE = `usage: npm run test:playground [-- --browser NAME]... [--pictures]

Debugs in the built playground, in ${BROWSERS.join(' and ')}.

  --pictures  takes the pictures of the README anew, in Chromium`;

const { values } = parseArgs({
  options: {
    browser: { type: 'string', multiple: true, default: BROWSERS },
    pictures: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = values.browser.find(name => !BROWSERS.includes(name));
if (unknown !== undefined) {
  console.error(`There is no browser "${unknown}"; there are ${BROWSERS.join(', ')}.`);
  process.exit(2);
}

/** How long all may take, in milliseconds. */
const TIMEOUT = 600_000;

if (values.browser.includes('chromium')) {
  describe('the playground in Chromium', { timeout: TIMEOUT }, testInChromium);
}
if (values.browser.includes('firefox')) {
  describe('the playground in Firefox', { timeout: TIMEOUT }, () => {
    testInFirefox();
    testServiceInFirefox();
  });
}

function testInChromium(): void {
  let playground: TestedPlayground;
  let page: Page;
  let address: string;

  before(async () => {
    playground = await TestedPlayground.open();
    ({ page, address } = playground.parts);
  });
  after(() => playground[Symbol.asyncDispose]());
  beforeEach(() => playground.load());

  test('P1: stops with three threads, follows a switch, shows variables, and runs to the end', async () => {
    await debugToThreeThreads(playground);
    assert.equal(await playground.chosenThread(), 'func2 (g2) · main.py:10');
    await playground.open('Globals');
    assert.match(await playground.variable('g1'), /greenlet/);
    await playground.press('Step Into');
    await playground.standsAt(FIRST_SWITCH + 1);
    assert.equal(await playground.chosenThread(), 'func1 (g1) · main.py:6');
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly('A\nB\nC');
  });

  test('P2: shows the stack of a thread that is suspended', async () => {
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Debug');
    await playground.standsAt(SECOND_SWITCH);
    await playground.choose('func1 (g1) · main.py:5');
    await playground.standsAt(FIRST_SWITCH);
    assert.equal(await playground.chosenThread(), 'func1 (g1) · main.py:5');
    assert.equal(await playground.innermostFrame(), 'func1 · main.py:5');
    await playground.press('Stop');
    await playground.says('The program was ended.');
  });

  test('P3: is used by the keyboard alone', async () => {
    await page.getByLabel('Program', { exact: true }).and(page.getByRole('textbox')).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F9');
    await page.getByText('Breakpoints at 4.', { exact: true }).waitFor();
    await page.keyboard.press('F5');
    await playground.standsAt(4);
    await page.keyboard.press('F10');
    await playground.standsAt(FIRST_SWITCH);
    await page.keyboard.press('F11');
    await playground.standsAt(9);
    await page.keyboard.press('F10');
    await playground.standsAt(SECOND_SWITCH);
    await page.keyboard.press('F11');
    await playground.standsAt(FIRST_SWITCH + 1);
    // The greenlet dies: its parent goes on.
    await page.keyboard.press('Shift+F11');
    await playground.standsAt(14);
    await page.keyboard.press('F5');
    await playground.says('The program has ended, with exit code 0.');
  });

  test('P4: runs without stops, and says how a program ends', async () => {
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    await page.getByLabel('Sample').selectOption('scheduler');
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    await playground.shows(/^turns: \d+$/m);
  });

  test('P5: pauses a program that computes, and ends one that hears nobody', async () => {
    await playground.goto(address, 'number = 0\nprint("on")\nwhile True:\n    number += 1\n');
    await playground.press('Debug');
    await playground.shows(/^on$/m);
    await playground.press('Pause');
    await playground.says(/^The program stands still/);
    await playground.press('Stop');
    await playground.goto(address, 'print("on")\nsum(range(10**15))\n');
    await playground.press('Run');
    await playground.shows(/^on$/m);
    await playground.press('Stop');
    await playground.says('The program was ended.');
  });

  test('P6: opens the program of an address, and says of a damaged one that it is so', async () => {
    await playground.goto(address, 'print("shared ✓")\n');
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly('shared ✓');
    await page.goto(`${address}#program=cHJpb`);
    await playground.says(
      'The program in this address is damaged: ask for the whole address again.',
    );
  });

  test('P7: puts the program into the address', async () => {
    await page.getByLabel('Sample').selectOption('scheduler');
    const text = fs.readFileSync(path.join(root, 'samples/scheduler/main.py'), 'utf8');
    await playground.press('Share');
    await page.waitForURL(`${address}${fragmentOf(text)}`);
  });

  test('P8: moves a breakpoint to a line with code, and says which one has none', async () => {
    await playground.clickGutter(7);
    await playground.clickGutter(15);
    await playground.press('Debug');
    await playground.standsAt(8);
    assert.deepEqual(await playground.breakpoints(), ['breakpoint', 'breakpoint unbound']);
    await playground.clickGutter(8);
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Continue');
    await playground.standsAt(SECOND_SWITCH);
  });

  test('P9: stops at an exception that nothing catches, and says which', async () => {
    await playground.goto(address, 'numbers = list(range(1000))\nnumbers[1000]\n');
    await playground.press('Debug');
    await playground.standsAt(2);
    await playground.says(/IndexError: list index out of range/);
    await playground.open('numbers');
    await page.getByRole('button', { name: 'Show more of 900' }).click();
    assert.equal(await playground.variable('[199]'), '199');
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 1.');
  });

  test('P10: stays usable while a program writes without end', async () => {
    await playground.goto(address, 'while True:\n    print("more")\n');
    await playground.press('Debug');
    await playground.shows(/more/);
    await playground.press('Pause');
    await playground.says(/^The program stands still/);
    await playground.press('Stop');
    await playground.says('The program was ended.');
  });

  test('P11: has no fault that axe finds, standing still, in light and dark', async () => {
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Debug');
    await playground.standsAt(SECOND_SWITCH);
    await playground.expectAccessible();
  });

  test('P12: says why a page has not what it lacks of the library', async () => {
    await playground.goto(
      address,
      'import hashlib, asyncio, ssl\nprint(hashlib.md5().name)\nimport curses\n',
    );
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 1.');
    await playground.shows(/^md5$/m);
    await playground.goto(address, 'import curses\n');
    await playground.press('Debug');
    await playground.remarks(
      /The module 'curses' .* it needs _curses, which needs a library without a port\./,
    );
    await playground.press('Stop');
  });

  test('P13: opens sources of the library, to be read', async () => {
    await playground.goto(address, 'import json\njson.loads("{")\n');
    await playground.press('Debug');
    await playground.standsAt(2);
    // Of frames of the library the one that is shown first is the program's own.
    const [innermost = '', ...others] = await playground.frames();
    assert.match(innermost, /^JSONDecoder\.raw_decode · decoder\.py:\d+$/);
    assert.deepEqual(others.slice(-1), ['<module> · main.py:2']);
    await playground.choose(innermost);
    const source = page.getByRole('textbox', { name: 'decoder.py' });
    await source.locator('.standing').filter({ hasText: 'scan_once' }).waitFor();
    assert.equal(await source.getAttribute('aria-readonly'), 'true');
    await playground.expectAccessible();
    await playground.press('Back to main.py');
    await page.getByRole('textbox', { name: 'Program' }).waitFor();
    await playground.choose(innermost);
    await source.waitFor();
    await playground.press('Stop');
    await page.getByRole('textbox', { name: 'Program' }).waitFor();
  });

  test('P14: does not stop at `breakpoint()` when nobody debugs', async () => {
    await playground.goto(address, 'print(1)\nbreakpoint()\nprint(2)\n');
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly('1\n2');
    await playground.press('Debug');
    await playground.standsAt(3);
  });

  testOffline(() => playground);
  testTerminal(() => playground, path.join(root, 'test-results'));
  testService(() => playground);
  testFiles(() => playground, path.join(root, 'test-results'));
  testTimeline(
    () => playground,
    path.join(root, values.pictures ? 'media/pictures' : 'test-results'),
  );
}
