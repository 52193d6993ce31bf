import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  ConfigurationRequest,
  HoverRequest,
  InitializedNotification,
} from 'vscode-languageserver-protocol/node';
import german from '../l10n/bundle.l10n.de.json' with { type: 'json' };
import { Editor } from './test/editor.ts';

/** A folder with the files of a program. */
function programFolder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'language-server-')));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

const MAIN = 'import work\n\nasync def main():\n    pass\n\nwork.g.switch()\n';

test('An editor that starts the command gets diagnostics while its user types', async t => {
  const folder = programFolder(t, {
    'main.py': MAIN,
    'work.py': 'from greenlet import greenlet\n\ndef worker():\n    pass\n\ng = greenlet(worker)\n',
  });
  const editor = new Editor();
  await editor.initialize(folder);
  await editor.connection.sendNotification(InitializedNotification.type, {});
  const uri = pathToFileURL(path.join(folder, 'main.py')).href;
  await editor.open(uri, MAIN);
  assert.deepEqual(await editor.diagnostics(uri, ({ version }) => version === 1), []);

  await editor.type(uri, 2, { line: 0, character: 0 }, 'import time\n');
  await editor.type(uri, 3, { line: 4, character: 4 }, 'time.sleep(1)\n    ');
  const [found] = await editor.diagnostics(uri, ({ version }) => version === 3);
  assert.equal(found?.code, 'blocking-in-async');
  assert.deepEqual(found?.range.start, { line: 4, character: 4 });

  const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: found.range,
    context: { diagnostics: [found] },
  });
  assert.deepEqual(
    actions?.map(({ title }) => title),
    ['Await `asyncio.sleep`'],
  );

  // What another file says is known when it has been read, in the background.
  const ask = () =>
    editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 7, character: 8 },
    });
  let answer = JSON.stringify(await ask());
  while (!answer.includes('worker')) {
    await new Promise(setImmediate);
    answer = JSON.stringify(await ask());
  }
  assert.match(answer, /`worker` \(\[work.py:3\]/);
  assert.equal(await editor.end(), 0);
});

test('It speaks the editor’s language, and holds to the severities of the settings', async t => {
  const folder = programFolder(t, {});
  const editor = new Editor();
  editor.connection.onRequest(ConfigurationRequest.type, () => [
    { 'blocking-in-async': 'error', 'unavailable-import': 'off' },
  ]);
  await editor.initialize(folder, {
    capabilities: { workspace: { configuration: true } },
    initializationOptions: { texts: german },
  });
  await editor.connection.sendNotification(InitializedNotification.type, {});
  const uri = pathToFileURL(path.join(folder, 'new.py')).href;
  await editor.open(uri, 'import time, numpy\nasync def f():\n    time.sleep(1)\n');
  const [found, ...others] = await editor.diagnostics(
    uri,
    ({ diagnostics }) => diagnostics[0]?.severity === 1,
  );
  assert.deepEqual(others, []);
  assert.match(String(found?.message), /lässt alle Tasks der Ereignisschleife warten/);
  assert.equal(await editor.end(), 0);
});

test('A text that cannot be parsed, or no text at all, ends nothing', async () => {
  const editor = new Editor();
  await editor.initialize(undefined);
  await editor.connection.sendNotification(InitializedNotification.type, {});
  const uri = 'untitled:Untitled-1';
  const broken =
    'import time\nasync def f(:\n  ((( time.sleep(1)\nclass\nexcept\nlambda: (yield\n@\n';
  await editor.open(uri, broken);
  await editor.diagnostics(uri, ({ version }) => version === 1);
  let version = 1;
  for (const character of 'def g(\n  x.switch(') {
    await editor.type(uri, ++version, { line: 0, character: 0 }, character);
  }
  await editor.diagnostics(uri, published => published.version === version);
  assert.equal(await editor.end(), 0);
});
