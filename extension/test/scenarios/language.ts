import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { Profile } from '../harness/profile.ts';
import { TextEditor } from '../harness/textEditor.ts';
import { Workbench } from '../harness/workbench.ts';
import type { Scenario } from './scenario.ts';

/** A program with mistakes, of which one is about a greenlet of another file. */
const PROGRAM = `import asyncio
import time

from greenlet import greenlet
from hub import hub

def worker(name):
    while True:
        try:
            hub.switch(name)
        except BaseException as error:
            print(error)

async def tick():
    time.sleep(1)

greenlet(worker)
pool = [greenlet(worker) for _ in range(3)]
for each in pool:
    each.switch("first")
`;

const HUB = `import greenlet

class Hub(greenlet.greenlet):
    def run(self):
        while True:
            self.parent.switch()

hub = Hub()
`;

/** Themes in which what is shown has to be readable, with the names of their pictures. */
const THEMES = {
  'Default Light Modern': 'light',
  'Default High Contrast': 'high contrast',
  'Default Dark Modern': 'dark',
};

/** Reads and mends a program as a person does whom the language server helps. */
export async function testLanguageServer(scenario: Scenario): Promise<void> {
  const { root, editor, chromium, report, results } = scenario;
  using profile = new Profile(root, 'language');
  writeFileSync(path.join(profile.workspace, 'program.py'), PROGRAM);
  writeFileSync(path.join(profile.workspace, 'hub.py'), HUB);
  await using server = await EditorServer.start(editor, profile, path.join(results, 'server.log'));
  await using browser = await BrowserPage.open(chromium, path.join(results, 'page.log'));
  const workbench = new Workbench(browser.page, results);
  const text = new TextEditor(workbench);
  const test = (title: string, body: () => Promise<void>): Promise<void> =>
    report.test(`With the language server: ${title}`, () =>
      workbench.withScreenshotOfFailure(`failure of ${title}`, body),
    );

  await test('mistakes are marked, and are in the Problems view', async () => {
    await workbench.open(server.url(profile.workspace, root), 'program.py');
    await text.expectProblems([
      'This catches GreenletExit',
      '`time.sleep` keeps every task',
      'This greenlet never runs',
    ]);
  });

  await test('a code lens tells from where a function’s greenlets are started', async () => {
    await text.lens('started from 2 places');
    await text.lens('switched to from program.py:20');
  });

  await test('a hover tells whom a switch leads to, be it in another file', async () => {
    await text.goTo(10, 18);
    await text.expectHover('Hub.run (hub.py:4), made at hub.py:8');
    for (const [theme, name] of Object.entries(THEMES)) {
      const settings = JSON.stringify({ 'workbench.colorTheme': theme });
      writeFileSync(path.join(profile.workspace, '.vscode/settings.json'), settings);
      await text.goTo(10, 18);
      await text.expectHover('Control comes back here from');
      await workbench.screenshot(`1 hover, lenses and problems, ${name}`);
    }
  });

  await test('a quick fix mends a mistake', async () => {
    await text.goTo(15, 8);
    await text.fix('Await `asyncio.sleep`');
    await workbench.expectEditor('await asyncio.sleep(1)');
    await text.expectProblems(['This catches GreenletExit', 'This greenlet never runs']);
  });

  await test('a lens leads to the places that it counts', async () => {
    await (await text.lens('started from 2 places')).click();
    const places = workbench.page.locator('.reference-zone-widget');
    await places.locator('.monaco-list-row', { hasText: 'pool = [greenlet(worker)' }).waitFor();
    await workbench.screenshot('2 places of a lens');
  });
}
