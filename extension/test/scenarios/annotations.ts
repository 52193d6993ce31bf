import { TextEditor } from '../harness/textEditor.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

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

/** More tasks than are threads by themselves. */
const TASKS = `import asyncio

async def work(never):
    await never.wait()

async def main():
    never = asyncio.Event()
    tasks = [asyncio.create_task(work(never)) for _ in range(60)]
    await asyncio.sleep(0)
    print("all wait")

asyncio.run(main())
`;

/** Looks at what is written behind the lines of a program, and below it, when it has stopped. */
export async function testAnnotations(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'In the editor',
    folder: 'workers',
    files: { 'workers.py': PROGRAM, 'tasks.py': TASKS },
  });
  const { profile, workbench } = stage;
  const text = new TextEditor(workbench);

  await stage.test(
    'a line tells who is suspended there, and how often its breakpoint was hit',
    async () => {
      await stage.debugTo('workers.py', 'worker', 5, 6);
      await workbench.expectNotes(['hit ×1', '⏸ chief (g1)', '⏸ main']);
      await workbench.expectStatus('worker (g2) · 3 live');
      await workbench.screenshot('1 the first stop');
    },
  );

  await stage.test('values of the function stand behind its lines', async () => {
    await workbench.expectEditor('number = 0');
    await workbench.expectEditor('doubled = 0');
  });

  await stage.test('a note leads to a continuation that is suspended there', async () => {
    await workbench.press('F5');
    await workbench.expectNotes(['⏸ worker (g2)', 'hit ×2', '⏸ chief (g1)', '⏸ main']);
    await workbench.screenshot('2 the second stop');
    await workbench.followNote('⏸ main', 'main');
    await workbench.expectFocus('Stack Frame <module>, line 17, workers.py');
    await workbench.screenshot('3 where a note led');
  });

  await stage.test(
    'above a function stands who is suspended in it, where a lens is anyway',
    async () => {
      await text.lens('⏸\uFE0E g1');
      await text.lens('⏸\uFE0E g2');
      for (const [name, theme] of Object.entries(THEMES)) {
        await changeTheme(workbench.page, profile, theme);
        await workbench.screenshot(`4 lenses of a program that has stopped, ${name}`);
      }
      await (await text.lens('⏸\uFE0E g1')).click();
      await workbench.expectFocus('Stack Frame chief, line 10, workers.py');
    },
  );

  await stage.test('nothing is left of them when the program is over', async () => {
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
    await workbench.expectNotes([]);
    await text.noLens('⏸');
    await text.lens('started from workers.py:14');
  });

  await stage.test('tasks are counted at their line, though they are no threads', async () => {
    await workbench.openAnother('tasks.py');
    await workbench.setBreakpoint(10);
    await workbench.showRunAndDebug();
    await workbench.press('F5');
    await workbench.expectNotes(['⏸ work ×60', 'hit ×1']);
    await workbench.screenshot('5 sixty tasks at a line');
    await workbench.followNote('⏸ work ×60', 'work (Task-5)');
    await workbench.expectFocus('Stack Frame work, line 4, tasks.py');
    await workbench.screenshot('6 one of sixty tasks');
  });

  await stage.test('those that a note does not name are in the list of all', async () => {
    await workbench.runCommand('WASIX Python: Show Continuation…');
    await workbench.choose('work (Task-61)');
    await workbench.expectThread('work (Task-61) · tasks.py:4', 'Paused');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });
}
