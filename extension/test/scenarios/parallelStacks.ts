import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ParallelStacksPage } from '../harness/parallelStacksPage.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** Readers and writers that share their beginning, and tasks beside them; it stops at line 29. */
const PROGRAM = `import asyncio
from greenlet import getcurrent, greenlet

main = getcurrent()

def read():
    wait()

def write():
    main.switch()

def wait():
    main.switch()

def work(job):
    job()

async def fetch(seconds):
    await asyncio.sleep(seconds)

async def serve():
    fetches = [asyncio.create_task(fetch(9)) for _ in range(3)]
    await asyncio.sleep(0)
    crowd = [greenlet(work) for _ in range(40)]
    for each in crowd:
        each.switch(read)
    for each in [greenlet(work) for _ in range(2)]:
        crowd.append(each)
        each.switch(write)
    print("all wait")

asyncio.run(serve())
`;

/** Looks at the merged stacks of a program as a person does. */
export async function testParallelStacks(scenario: Scenario): Promise<void> {
  const { root } = scenario;
  await using stage = await Stage.open(scenario, {
    about: 'In the parallel stacks',
    folder: 'crowd',
    files: { 'crowd.py': PROGRAM },
    theme: THEMES.dark,
  });
  const { profile, workbench } = stage;
  const { page } = workbench;
  const stacks = new ParallelStacksPage(page);

  await stage.test('common frames are one box, with all that stand in it', async () => {
    await stage.debugTo('crowd.py', 'serve', 30);
    await workbench.runCommand('Show Parallel Stacks');
    const readers = Array.from({ length: 20 }, (_, index) => `work (g${index + 1})`).join(' ');
    await stacks.expectBoxes([
      '×42 | work | ',
      `×40 | read wait | ${readers} 20 more…`,
      '×2 | write | work (g41) work (g42)',
      '×3 | fetch sleep | fetch (Task-2) fetch (Task-3) fetch (Task-4)',
      '×1 | <module> run Runner.run BaseEventLoop.run_until_complete BaseEventLoop.run_forever BaseEventLoop._run_once Handle._run serve | main',
    ]);
    await workbench.screenshot('1 a crowd');
  });

  await stage.test('anyone can read it in any theme', async () => {
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(page, profile, theme);
      await stacks.expectAccessible();
      await workbench.screenshot(`2 ${name}`);
    }
  });

  await stage.test('a click leads to a continuation, and to a line', async () => {
    await stacks.button('work (g41)').click();
    await workbench.expectFocus('Stack Frame write, line 10, crowd.py');
    await stacks.button('fetch crowd.py:19').click();
    await page.locator('.statusbar-item', { hasText: 'Ln 19, Col' }).waitFor();
  });

  await stage.test('it stays when the program is over', async () => {
    await workbench.press('Shift+F5');
    await stacks.expectText('status', /^The program is over/);
  });

  await stage.test('it is loaded when it is opened', async () => {
    const bundle = readFileSync(path.join(root, 'dist/extension.cjs'), 'utf8');
    assert.doesNotMatch(bundle, /parallel-stacks-page/);
  });
}
