import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { Profile } from '../harness/profile.ts';
import { Workbench } from '../harness/workbench.ts';
import type { Scenario } from './scenario.ts';

const PROGRAM = `from greenlet import getcurrent, greenlet

def worker(number):
    doubled = number * 2
    main.switch()
    print(doubled)

def chief():
    for number in range(3):
        greenlet(worker).switch(number)
    main.switch()

main = getcurrent()
greenlet(chief).switch()
workers = [greenlet(worker) for _ in range(3)]
for number, each in enumerate(workers):
    each.switch(number)
`;

/** Looks at what is written behind the lines of a program, and below it, when it has stopped. */
export async function testAnnotations(scenario: Scenario): Promise<void> {
  const { root, editor, chromium, report, results } = scenario;
  using profile = new Profile(root, 'workers');
  writeFileSync(path.join(profile.workspace, 'workers.py'), PROGRAM);
  await using server = await EditorServer.start(editor, profile, path.join(results, 'server.log'));
  await using browser = await BrowserPage.open(chromium, path.join(results, 'page.log'));
  const workbench = new Workbench(browser.page, results);
  const test = (title: string, body: () => Promise<void>): Promise<void> =>
    report.test(`In the editor: ${title}`, () =>
      workbench.withScreenshotOfFailure(`failure of ${title}`, body),
    );

  await test('a line tells who is suspended there, and how often its breakpoint was hit', async () => {
    await workbench.open(server.url(profile.workspace, root), 'workers.py');
    await workbench.setBreakpoint(6);
    await workbench.setBreakpoint(5);
    await workbench.showRunAndDebug();
    await workbench.press('F5');
    await workbench.expectFocus('Stack Frame worker, line 5, workers.py');
    await workbench.expectNotes(['hit ×1', '⏸ chief (g1)', '⏸ main']);
    await workbench.expectStatus('worker (g2) · 3 live');
    await workbench.screenshot('1 the first stop');
  });

  await test('values of the function stand behind its lines', async () => {
    await workbench.expectEditor('number = 0');
    await workbench.expectEditor('doubled = 0');
  });

  await test('a note leads to a continuation that is suspended there', async () => {
    await workbench.press('F5');
    await workbench.expectNotes(['⏸ worker (g2)', 'hit ×2', '⏸ chief (g1)', '⏸ main']);
    await workbench.screenshot('2 the second stop');
    await workbench.followNote('⏸ main', 'main');
    await workbench.expectFocus('Stack Frame <module>, line 17, workers.py');
    await workbench.screenshot('3 where a note led');
  });

  await test('nothing is left of them when the program is over', async () => {
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
    await workbench.expectNotes([]);
  });
}
