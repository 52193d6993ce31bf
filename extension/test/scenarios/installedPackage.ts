import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DapClient } from '../../../debug-adapter/session/test/dapClient.ts';
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

/** Starts a worker for a further thread, which a program without threads never needs. */
const THREADED_PROGRAM = `import threading
thread = threading.Thread(target=print, args=["from a thread"])
thread.start()
thread.join()
`;

/** Installs the package into a fresh profile, and debugs with nothing else. */
export async function testInstalledPackage(scenario: Scenario): Promise<void> {
  const { root, editor, chromium, report, results } = scenario;
  using profile = new Profile(root, 'grüne Fäden & mehr');
  const installation = installPackage(root, editor, profile, path.join(results, 'package.log'));
  await report.test('The package holds what a session needs, and nothing else', async () => {
    const { files } = await installation;
    const missing = CONTENT.filter(pattern => !files.some(file => pattern.test(file)));
    assert.deepEqual(missing, []);
    const allowed = [...CONTENT, ...FURTHER_CONTENT];
    assert.deepEqual(
      files.filter(file => !allowed.some(pattern => pattern.test(file))),
      [],
    );
  });
  await report.test('The installed adapter runs a program with threads', async () => {
    const program = path.join(profile.workspace, 'threaded.py');
    writeFileSync(program, THREADED_PROGRAM);
    const adapter = path.join((await installation).folder, 'dist/debug-adapter.js');
    const client = new DapClient([process.execPath, adapter]);
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', { program });
    await client.event('initialized');
    await client.request('configurationDone');
    await client.event('output', body => body.output === 'from a thread\n');
    assert.equal((await client.event('exited')).exitCode, 0);
    await client.close();
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
