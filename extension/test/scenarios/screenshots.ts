import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { ContinuationRows } from '../harness/continuationRows.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { installPackage } from '../harness/extensionPackage.ts';
import { ParallelStacksPage } from '../harness/parallelStacksPage.ts';
import { Profile } from '../harness/profile.ts';
import { TextEditor } from '../harness/textEditor.ts';
import { TimelinePage } from '../harness/timelinePage.ts';
import { Workbench } from '../harness/workbench.ts';
import { debugToSecondGreenlet } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';

/** Nothing in the pictures that a reader has to look past. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'debug.toolBarLocation': 'docked',
  'editor.fontSize': 16,
  'editor.lineHeight': 26,
  'editor.minimap.enabled': false,
  'window.title': 'WASIX Python Debugger',
  'workbench.colorTheme': 'Default Dark Modern',
};

/** How wide the side bar must be for the names of the threads, in CSS pixels. */
const SIDE_BAR_WIDTH = 520;

/** Requests whose queries run in greenlets and wait for the event loop, and workers beside them. */
const SERVICE = `import asyncio
from greenlet import getcurrent, greenlet

def query(number):
    loop = getcurrent().parent
    return loop.switch(asyncio.sleep(60))

async def request(number):
    child = greenlet(query)
    return await child.switch(number)

def worker(hub):
    for turn in range(40):
        sum(range(9_000))
        hub.switch()

async def serve():
    hub = getcurrent()
    workers = [greenlet(worker) for _ in range(4)]
    requests = [asyncio.create_task(request(n)) for n in range(3)]
    await asyncio.sleep(0)
    for turn in range(30):
        for each in workers:
            each.switch(hub)
    print("all of them wait")

asyncio.run(serve())
`;

const MISTAKES = `import asyncio
import time
from greenlet import getcurrent, greenlet

def worker(hub):
    while True:
        try:
            hub.switch("ready")
        except BaseException as error:
            print("went on after", error)

async def tick():
    time.sleep(1)

pool = [greenlet(worker) for _ in range(3)]
for each in pool:
    each.switch(getcurrent())
`;

/** Takes the pictures of the README. */
export async function takeScreenshots(scenario: Scenario): Promise<void> {
  const { root, editor, browser: program, report, results } = scenario;
  using profile = new Profile(root, 'switch');
  const write = (file: string, text: string): void =>
    writeFileSync(path.join(profile.workspace, file), text);
  write('.vscode/settings.json', JSON.stringify(SETTINGS));
  write('service.py', SERVICE);
  write('mistakes.py', MISTAKES);
  await installPackage(root, editor, profile, path.join(results, 'package.log'));
  const log = path.join(results, 'server.log');
  await using server = await EditorServer.start(editor, profile, log);
  await using browser = await BrowserPage.open(program, path.join(results, 'page.log'));
  const { page } = browser;
  const pictures = path.join(root, 'media/pictures');
  const workbench = new Workbench(page, pictures);
  const rows = new ContinuationRows(workbench);

  await report.test(
    'A picture is taken of the Call Stack view, and of values in the text',
    async () => {
      await workbench.open(server.url(profile.workspace), 'main.py');
      await workbench.widenSideBar(SIDE_BAR_WIDTH);
      await debugToSecondGreenlet(workbench);
      await workbench.expectNotes(['⏸ func1 (g1)', 'hit ×1', 'hit ×1', '⏸ main']);
      await workbench.unfoldThread('main ·');
      await workbench.screenshot('call-stack');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    },
  );

  await report.test('A picture is taken of the Continuations view', async () => {
    // The whole program is to be seen, without the panel below it.
    await workbench.press('Control+J');
    await workbench.openAnother('service.py');
    await workbench.setBreakpoint(25);
    await workbench.press('F5');
    await workbench.expectStatus('main · 11 live');
    for (const view of ['Variables', 'Call Stack']) await workbench.foldView(view);
    await workbench.unfoldView('Continuations');
    await rows.unfold('asyncio tasks');
    await workbench.screenshot('continuations');
  });

  await report.test('A picture is taken of the parallel stacks', async () => {
    await workbench.runCommand('Show Parallel Stacks');
    await new ParallelStacksPage(page).expectText('status', /^1\d continuations and tasks$/);
    await workbench.press('Control+B');
    await workbench.screenshot('parallel-stacks');
    await workbench.closeTab('Parallel Stacks');
  });

  await report.test('A picture is taken of the Switch Timeline', async () => {
    await workbench.runCommand('Show Switch Timeline');
    const timeline = new TimelinePage(page);
    await timeline.expectText('status', /switches of .* continuations .* stopped/);
    await timeline.button('Profile').click();
    await workbench.screenshot('timeline');
    await workbench.closeTab('Switch Timeline');
    await workbench.press('Shift+F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });

  await report.test('A picture is taken of what the language server says', async () => {
    const text = new TextEditor(workbench);
    await workbench.openAnother('mistakes.py');
    await text.expectProblems(['This catches GreenletExit', '`time.sleep` keeps every task']);
    await page.locator('.monaco-editor .view-line').first().click();
    await text.goTo(17, 11);
    await text.expectHover('worker');
    // Without moving the mouse, which would take the hover away.
    await page.screenshot({ path: path.join(pictures, 'language.png') });
  });
}
