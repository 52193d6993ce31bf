/**
 * `npm run test:playground`: debugs in the built playground, in Chromium. With `--pictures`, those of the README are
 * taken anew.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { fragmentOf } from '../../extension/playground/model/sharedProgram.ts';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findChromium } from '../../extension/test/harness/chromium.ts';
import { buildPlayground } from '../playground/build.ts';
import { servePlayground } from '../playground/serve.ts';
import { sizesOf, totalOf } from '../playground/sizes.ts';
import { Deployments, keepsOnly } from '../playground/test/deployments.ts';
import { PlaygroundPage } from '../playground/test/playgroundPage.ts';

const root = path.resolve(import.meta.dirname, '../..');

const PICTURES = path.join(
  root,
  process.argv.includes('--pictures') ? 'media/pictures' : 'test-results',
);

/** How long a busy machine may take for what is waited for, in milliseconds. */
const LIMIT = 20_000;

/** The lines of the sample `switch` at which its greenlets switch. */
const FIRST_SWITCH = 5;
const SECOND_SWITCH = 10;

/** The line of the sample `producer-consumer` at which a parcel has been taken. */
const PARCEL_TAKEN = 20;

describe('the playground', { timeout: 300_000 }, () => {
  const resources = new AsyncDisposableStack();
  let address: string;
  let page: Page;
  let playground: PlaygroundPage;
  let built: string;
  let files: readonly string[];
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playground-test-'));
    resources.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    built = path.join(folder, 'playground');
    files = await buildPlayground(built);
    address = resources.use(await servePlayground(built)).url;
    const log = path.join(folder, 'browser.log');
    page = resources.use(await BrowserPage.open(await findChromium(log), log)).page;
    page.setDefaultTimeout(LIMIT);
    playground = new PlaygroundPage(page);
  });
  after(() => resources.disposeAsync());
  beforeEach(async () => {
    // A fragment alone would not load it again.
    await page.goto('about:blank');
    await page.goto(address);
  });

  test('P1: stops with three threads, follows a switch, shows variables, and runs to the end', async () => {
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Debug');
    await playground.standsAt(SECOND_SWITCH);
    assert.deepEqual(await playground.threads(), [
      'main · main.py:14',
      'func1 (g1) · main.py:5',
      'func2 (g2) · main.py:10',
    ]);
    assert.equal(await playground.chosenThread(), 'func2 (g2) · main.py:10');
    await playground.open('Globals');
    assert.match(await playground.variable('g1'), /greenlet/);
    await playground.press('Step Into');
    await playground.standsAt(FIRST_SWITCH + 1);
    assert.equal(await playground.chosenThread(), 'func1 (g1) · main.py:6');
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 0.');
    assert.equal(await playground.printed(), 'A\nB\nC\n');
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
    assert.match(await playground.printed(), /is done\n/);
  });

  test('P5: pauses a program that computes, and ends one that hears nobody', async () => {
    await playground.goto(address, 'number = 0\nprint("on")\nwhile True:\n    number += 1\n');
    await playground.press('Debug');
    await playground.prints(/^on$/m);
    await playground.press('Pause');
    await playground.says(/^The program stands still/);
    await playground.press('Stop');
    await playground.goto(address, 'print("on")\nsum(range(10**15))\n');
    await playground.press('Run');
    await playground.prints(/^on$/m);
    await playground.press('Stop');
    await playground.says('The program was ended.');
  });

  test('P6: opens the program of an address, and says of a damaged one that it is so', async () => {
    await playground.goto(address, 'print("shared ✓")\n');
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    assert.equal(await playground.printed(), 'shared ✓\n');
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
    await playground.prints(/more/);
    await playground.press('Pause');
    await playground.says(/^The program stands still/);
    await playground.press('Stop');
    await playground.says('The program was ended.');
  });

  test('P11: has no fault that axe finds, standing still, in light and dark', async () => {
    await playground.clickGutter(SECOND_SWITCH);
    await playground.press('Debug');
    await playground.standsAt(SECOND_SWITCH);
    await expectAccessible();
  });

  /** Has axe look for faults in the page and its frames, in light and dark. */
  async function expectAccessible(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const frame of page.frames()) await frame.evaluate(`${axe.source}; undefined`);
      const { violations } = await page.evaluate(() => {
        const { axe: tool } = globalThis as unknown as { axe: typeof import('axe-core') };
        return tool.run();
      });
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
    }
  }

  /** A context of its own: what one visitor's browser keeps, another's has not. */
  async function newVisitor(): Promise<Deployments> {
    const context = await (page.context().browser() as Browser).newContext();
    context.setDefaultTimeout(LIMIT);
    return new Deployments(context);
  }

  /** Debugs the sample to where its greenlets are all there. */
  async function debugToThreeThreads(visited: PlaygroundPage): Promise<void> {
    await visited.clickGutter(SECOND_SWITCH);
    await visited.press('Debug');
    await visited.standsAt(SECOND_SWITCH);
    assert.equal((await visited.threads()).length, 3);
  }

  test('P12: works without a network, once it has been visited', async () => {
    await using deployments = await newVisitor();
    await deployments.deploy(built);
    const visited = await deployments.visit();
    await keepsOnly(visited, built);
    await deployments.cutNetwork();
    await visited.reload();
    const offline = new PlaygroundPage(visited);
    await debugToThreeThreads(offline);
    // A module that no program had before is there, too.
    await offline.goto(deployments.address, 'print("你好".encode("gb2312"))\n');
    await offline.press('Run');
    await offline.says('The program has ended, with exit code 0.');
    assert.equal(await offline.printed(), "b'\\xc4\\xe3\\xba\\xc3'\n");
  });

  test('P13: a new deployment takes the place of the one before as a whole', async () => {
    const newer = path.join(folder, 'newer');
    await buildPlayground(newer, ['switch']);
    await using deployments = await newVisitor();
    await deployments.deploy(built);
    const [older, visited] = [await deployments.visit(), await deployments.visit()];
    await keepsOnly(visited, built);
    await deployments.deploy(newer);
    await visited.reload();
    assert.deepEqual(await new PlaygroundPage(visited).samples(), ['switch']);
    // A page that is open stays as it is, though the server has nothing of it any more.
    await debugToThreeThreads(new PlaygroundPage(older));
    await older.close();
    await visited.reload();
    await keepsOnly(visited, newer);
    await deployments.cutNetwork();
    await visited.reload();
    assert.deepEqual(await new PlaygroundPage(visited).samples(), ['switch']);
    await debugToThreeThreads(new PlaygroundPage(visited));
  });

  test('P14: is fetched with at most 8 MB, also what it keeps for later', () => {
    const { gzip } = totalOf('all', sizesOf(built, files));
    assert.ok(gzip <= 8_000_000, `${gzip} bytes`);
  });

  test('P15: says why a page has not what it lacks of the library', async () => {
    await playground.goto(
      address,
      'import hashlib, asyncio\nprint(hashlib.md5().name)\nimport ssl\n',
    );
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 1.');
    assert.equal(await playground.printed(), 'md5\n');
    await playground.goto(address, 'import ssl\n');
    await playground.press('Debug');
    await playground.prints(/The module '_ssl' .* it needs a network, which a page has not\./);
    await playground.press('Stop');
  });

  test('P16: draws who ran when, and leads from there to the threads', async () => {
    await debugToThreeThreads(playground);
    await playground.chooseTab('Switch Timeline');
    await playground.hasLanes(['main main.py:14', 'func1 (g1) main.py:5', 'func2 (g2) main.py:10']);
    await playground.timeline.locator('.lane .name').nth(1).click();
    await playground.standsAt(FIRST_SWITCH);
    assert.equal(await playground.chosenThread(), 'func1 (g1) · main.py:5');
    await playground.timeline.getByRole('button', { name: 'Switches' }).click();
    await expectAccessible();
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

  test('P17: opens sources of the library, to be read', async () => {
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
    await expectAccessible();
    await playground.press('Back to main.py');
    await page.getByRole('textbox', { name: 'Program' }).waitFor();
    await playground.choose(innermost);
    await source.waitFor();
    await playground.press('Stop');
    await page.getByRole('textbox', { name: 'Program' }).waitFor();
  });

  test('P18: does not stop at `breakpoint()` when nobody debugs', async () => {
    await playground.goto(address, 'print(1)\nbreakpoint()\nprint(2)\n');
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    assert.equal(await playground.printed(), '1\n2\n');
    await playground.press('Debug');
    await playground.standsAt(3);
  });

  test('P19: pictures are taken of a session', async () => {
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
    fs.mkdirSync(PICTURES, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(PICTURES, `playground-${colorScheme}.png`) });
    }
  });
});
