import assert from 'node:assert/strict';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { installPackage } from '../harness/extensionPackage.ts';
import { Profile } from '../harness/profile.ts';
import { Workbench } from '../harness/workbench.ts';
import { debugToSecondGreenlet } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';

/** What every package holds. */
const CONTENT = [
  /^package\.json$/,
  /^dist\/extension\.cjs$/,
  /^dist\/debug-adapter\.js$/,
  /^dist\/guest-worker\.js$/,
  /^dist\/guest-thread-worker\.js$/,
  /^dist\/agent\/.*\.pyc?$/,
  /^dist\/python\/python\.wasm$/,
  /^dist\/python\/stdlib\.zip$/,
  /^media\/.*\.png$/,
  /^LICENSE\.txt$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
];

/** What a package may hold beside that; VS Code adds the first by itself. */
const FURTHER_CONTENT = [/^\.vsixmanifest$/, /^dist\/python\/manifest\.json$/, /^readme\.md$/i];

/** Installs the package into a fresh profile, and debugs with nothing else. */
export async function testInstalledPackage(scenario: Scenario): Promise<void> {
  const { root, editor, chromium, report, results } = scenario;
  using profile = new Profile(root, 'grüne Fäden & mehr');
  await report.test('The package holds what a session needs, and nothing else', async () => {
    const files = await installPackage(root, editor, profile, path.join(results, 'package.log'));
    const missing = CONTENT.filter(pattern => !files.some(file => pattern.test(file)));
    assert.deepEqual(missing, []);
    const allowed = [...CONTENT, ...FURTHER_CONTENT];
    assert.deepEqual(
      files.filter(file => !allowed.some(pattern => pattern.test(file))),
      [],
    );
  });
  await using server = await EditorServer.start(editor, profile, path.join(results, 'server.log'));
  await using browser = await BrowserPage.open(chromium, path.join(results, 'page.log'));
  const workbench = new Workbench(browser.page, results);
  await report.test('The installed package debugs the sample', () =>
    workbench.withScreenshotOfFailure('failure', async () => {
      await workbench.open(server.url(profile.workspace), 'main.py');
      await debugToSecondGreenlet(workbench);
      await workbench.screenshot('three threads');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    }),
  );
}
