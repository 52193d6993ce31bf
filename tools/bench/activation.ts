import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findChromium } from '../../extension/test/harness/chromium.ts';
import { installEditor } from '../../extension/test/harness/editorInstallation.ts';
import { EditorServer } from '../../extension/test/harness/editorServer.ts';
import { installPackage } from '../../extension/test/harness/extensionPackage.ts';
import { Profile } from '../../extension/test/harness/profile.ts';
import { Workbench } from '../../extension/test/harness/workbench.ts';
import { type Figure, median } from './figure.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** How often the window is opened, each time with an extension host of its own. */
const WINDOWS = 5;

/** How long the editor says that it takes to load and activate the packed extension. */
export async function activationFigures(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'activation-'));
  const log = path.join(folder, 'log.txt');
  const chromium = await findChromium(log);
  const editor = await installEditor(root, log);
  using profile = new Profile(root, 'empty');
  await installPackage(root, editor, profile, log);
  await using server = await EditorServer.start(editor, profile, log);
  const own: number[] = [];
  const others: number[] = [];
  for (let window = 0; window < WINDOWS; window++) {
    await using browser = await BrowserPage.open(chromium, log);
    const workbench = new Workbench(browser.page, folder);
    await browser.page.goto(server.url(profile.workspace));
    const times = await workbench.activationTimes();
    own.push(times.get('WASIX Python Debugger') ?? Number.NaN);
    others.push(times.get('GitHub Authentication') ?? Number.NaN);
  }
  fs.rmSync(folder, { recursive: true });
  return [
    {
      name: 'activation of the extension',
      value: median(own),
      unit: 'ms',
      reference: {
        name: 'of the editor’s own GitHub Authentication',
        value: median(others),
        unit: 'ms',
      },
      target: 'at most 30 ms',
    },
  ];
}
