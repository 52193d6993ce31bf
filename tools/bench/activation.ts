import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import { installEditor } from '../../extension/test/harness/editorInstallation.ts';
import { EditorServer } from '../../extension/test/harness/editorServer.ts';
import { installPackage } from '../../extension/test/harness/extensionPackage.ts';
import { Profile } from '../../extension/test/harness/profile.ts';
import { ActivationProbe } from './activationProbe.ts';
import { type Figure, median } from './figure.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** How often the window is opened, each time with an extension host of its own. */
const WINDOWS = 7;

const OWN = 'wasix-python.wasix-python-debug';
const OTHER = 'vscode.github-authentication';

/** How long loading and activating the packed extension takes, beside one of the editor's own. */
export async function activationFigures(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'activation-'));
  const log = path.join(folder, 'log.txt');
  const chromium = await findBrowser('chromium', log);
  const editor = await installEditor(root, log);
  using profile = new Profile(root, 'empty');
  const probe = new ActivationProbe(profile.extensions);
  await installPackage(root, editor, profile, log);
  await using server = await EditorServer.start(editor, profile, log);
  const times: number[][] = [];
  for (let window = 0; window < WINDOWS; window++) {
    probe.reset();
    await using browser = await BrowserPage.open(chromium, log);
    await browser.page.goto(server.url(profile.workspace));
    times.push(await probe.times([OWN, OTHER]));
  }
  fs.rmSync(folder, { recursive: true });
  return [
    {
      name: 'loading and activating the extension',
      value: median(times.map(([own]) => own as number)),
      unit: 'ms',
      reference: {
        name: 'the editor’s own GitHub Authentication',
        value: median(times.map(([, other]) => other as number)),
        unit: 'ms',
      },
      target: 'at most 30 ms',
    },
  ];
}
