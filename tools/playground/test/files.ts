import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestedPlayground } from './testedPlayground.ts';

const WRITER = `import os
os.makedirs("notes", exist_ok=True)
with open("notes/visits.txt", "a") as notes:
    notes.write("visit\\n")
print(open("notes/visits.txt").read().count("visit"), "visits")
`;

const APP = `from lib.helper import shout
text = open("data.txt").read()
open("out.txt", "w").write(shout(text))
print("written")
`;

const HELPER = `def shout(text):
    return text.upper() + "!"
`;

/**
 * Evaluated in the page: makes a folder, and has that be the one which the user picks, and lets be written when asked. The
 * browser's own dialogs can be led by nobody; a folder of the page's own is the same to a page as one of the machine's.
 */
const PREPARE_PICK = `async files => {
  const root = await navigator.storage.getDirectory();
  globalThis.picked = await root.getDirectoryHandle('picked', { create: true });
  for (const [file, content] of Object.entries(files)) {
    const names = file.split('/');
    let folder = picked;
    for (const name of names.slice(0, -1)) {
      folder = await folder.getDirectoryHandle(name, { create: true });
    }
    const handle = await folder.getFileHandle(names.at(-1), { create: true });
    const stream = await handle.createWritable();
    if (typeof content === 'number') await stream.truncate(content);
    else await stream.write(content);
    await stream.close();
  }
  let permission = 'prompt';
  picked.queryPermission = async () => permission;
  picked.requestPermission = async () => (permission = 'granted');
  globalThis.showDirectoryPicker = async () => picked;
}`;

/** @param files texts, or lengths of files that are empty otherwise, by their names. */
async function preparePick(
  page: Page,
  files: Readonly<Record<string, string | number>>,
): Promise<void> {
  await page.evaluate(`(${PREPARE_PICK})(${JSON.stringify(files)})`);
}

/** What is in a file of the folder that was picked; nothing where there is none. */
function pickedFile(page: Page, name: string): Promise<unknown> {
  return page.evaluate(`picked.getFileHandle(${JSON.stringify(name)})
    .then(handle => handle.getFile())
    .then(file => file.text())
    .catch(() => undefined)`);
}

/** Tests of files that stay. @param pictures the folder for pictures of them. */
export function testFiles(tested: () => TestedPlayground, pictures: string): void {
  test('P33: what a program writes is there at the next visit, if it is let', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    const grant = page.getByRole('checkbox', { name: /^Programs get these files/ });
    const run = async (visits: number): Promise<void> => {
      await playground.press('Run');
      await playground.says('The program has ended, with exit code 0.');
      await playground.showsOnly(`${visits} visits`);
    };
    // A program of somebody else's gets no files, and leaves none.
    await playground.goto(address, WRITER);
    await run(1);
    await run(1);
    await playground.chooseTab('Files');
    assert.equal(await grant.isChecked(), false);
    await grant.check();
    await playground.chooseTab('Terminal');
    await run(1);
    await run(2);
    await playground.chooseTab('Files');
    await page.getByText('notes/visits.txt', { exact: true }).waitFor();
    await playground.goto(address, WRITER);
    await playground.chooseTab('Files');
    await grant.check();
    await playground.expectAccessible();
    const download = page.waitForEvent('download');
    await playground.press('Download notes/visits.txt');
    const saved = await (await download).path();
    assert.equal(fs.readFileSync(saved, 'utf8'), 'visit\nvisit\n');
    await playground.chooseTab('Terminal');
    await run(3);
    await playground.chooseTab('Files');
    await playground.press('Delete notes/visits.txt');
    await page.getByText('notes/visits.txt', { exact: true }).waitFor({ state: 'detached' });
    await playground.chooseTab('Terminal');
    await run(1);
  });

  test('P34: debugs a program of a folder that is opened, which gets what it changes', async () => {
    const playground = tested();
    const { page } = playground.parts;
    const text = page.getByRole('textbox', { name: 'Program', exact: true });
    await preparePick(page, { 'app.py': APP, 'lib/helper.py': HELPER, 'data.txt': 'words' });
    await playground.chooseTab('Files');
    await playground.press('Open Folder…');
    await text.filter({ hasText: 'from lib.helper import shout' }).waitFor();
    await playground.clickGutter(3);
    await playground.press('Debug');
    await playground.standsAt(3);
    await playground.press('Step Into');
    const helper = page.getByRole('textbox', { name: /helper\.py/ });
    await helper.locator('.standing').filter({ hasText: 'text.upper()' }).waitFor();
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 0.');
    await page.getByText('picked has not got all changes yet.').waitFor();
    await playground.chooseTab('Terminal');
    await playground.remarks(/is not in picked yet/);
    await playground.chooseTab('Files');
    assert.equal(await pickedFile(page, 'out.txt'), undefined);
    await playground.expectAccessible();
    fs.mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(pictures, `files-${colorScheme}.png`) });
    }
    await playground.press('Write Changes');
    await page.getByText('out.txt', { exact: true }).waitFor();
    assert.equal(await pickedFile(page, 'out.txt'), 'WORDS!');
    // What is edited is in the folder when it runs, which may be written by now.
    await text.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('print("mor")\n');
    await page.keyboard.press('Control+s');
    const length = `${APP}print("mor")\n`.length;
    await page.getByText(`${length} B`, { exact: true }).waitFor();
    assert.equal(await pickedFile(page, 'app.py'), `${APP}print("mor")\n`);
    for (const key of ['ArrowUp', 'End', 'ArrowLeft', 'ArrowLeft', 'e'])
      await page.keyboard.press(key);
    await playground.press('Run');
    await playground.says('The program has ended, with exit code 0.');
    await playground.chooseTab('Terminal');
    await playground.showsOnly('written\nmore');
    assert.equal(await pickedFile(page, 'app.py'), `${APP}print("more")\n`);
    await playground.chooseTab('Files');
    await playground.press('Close Folder');
    await text.filter({ hasText: 'greenlet' }).waitFor();
  });

  test('P35: says of a folder that is too large that it is so', async () => {
    const playground = tested();
    const { page } = playground.parts;
    await preparePick(page, { 'app.py': APP, 'large.bin': 64_000_001 });
    const sentence = 'Programs get copies of at most 2000 files of 64 MB, and picked has more.';
    await playground.chooseTab('Files');
    await playground.press('Open Folder…');
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    await page.evaluate(
      `navigator.storage.getDirectory().then(root => root.removeEntry('picked', { recursive: true }))`,
    );
  });
}
