import assert from 'node:assert/strict';
import { changeTheme, THEMES } from '../harness/themes.ts';
import { TimelinePage } from '../harness/timelinePage.ts';
import { expectSoon } from '../harness/workbench.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** A main thread with greenlets and tasks, and a pool with a greenlet. It stops at lines 37 and 33. */
const PROGRAM = `import asyncio, threading, time
from greenlet import getcurrent, greenlet

main = getcurrent()
ready = threading.Event()
done = threading.Event()

def careful():
    while True:
        try:
            main.switch()
        except ValueError:
            pass

def faulty():
    raise LookupError("gone")

def turn():
    getcurrent().parent.switch()

def work():
    child = greenlet(turn)
    child.switch()
    ready.set()
    done.wait()

async def fetch():
    await asyncio.sleep(60)

async def serve():
    task = asyncio.create_task(fetch())
    await asyncio.sleep(0)
    task.cancel()

patient = greenlet(careful)
patient.switch()
broken = greenlet(faulty)
patient.throw(ValueError("late"))
try:
    broken.switch()
except LookupError:
    pass
threading.Thread(target=work, name="pool").start()
while not (ready.wait() and done._cond._waiters): time.sleep(0.001)
asyncio.run(serve())
done.set()
`;

/** Looks at the threads and tasks of a program in the Switch Timeline, and at what its switches brought. */
export async function testThreadsInTimeline(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'In the Switch Timeline of a program with threads',
    folder: 'pool',
    files: { 'pool.py': PROGRAM },
    theme: THEMES.dark,
  });
  const { profile, workbench } = stage;
  const { page } = workbench;
  const timeline = new TimelinePage(page);

  await stage.test('threads and tasks have lanes, with those of their greenlets', async () => {
    await stage.debugTo('pool.py', '<module>', 37, 33);
    await workbench.runCommand('Show Switch Timeline');
    await timeline.expectLanes(['main pool.py:37', 'careful (g1) pool.py:11']);
    await workbench.press('F5');
    await workbench.expectFocus('Stack Frame serve, line 33, pool.py');
    await timeline.expectLanes([
      'main pool.py:33',
      'careful (g1) pool.py:11, in thread main',
      'faulty (g2), in thread main',
      'pool pool.py:25',
      'turn (g3) pool.py:19, in thread pool',
      'serve (Task-1) pool.py:33',
      'fetch (Task-2) pool.py:28',
    ]);
    await workbench.screenshot('8 threads and tasks');
  });

  await stage.test('throws are told from other switches, to anyone', async () => {
    await timeline.button('Switches').click();
    await timeline.expectRows(
      'switch',
      [1, 2, 3],
      [
        'main · start · careful (g1)',
        'careful (g1) · switch · main',
        'main · throw · ValueError · careful (g1)',
        'careful (g1) · switch · main',
        'main · start · faulty (g2)',
        'faulty (g2) · death · LookupError · main',
        'pool · start · turn (g3)',
        'turn (g3) · switch · pool',
      ],
    );
    const legend = timeline.list('What the arrows stand for');
    assert.deepEqual(await legend.getByRole('listitem').allTextContents(), [
      'switch',
      'start',
      'throw',
      'death',
    ]);
    await timeline.search.fill('careful');
    await timeline.focusChart();
    await workbench.press('ArrowDown');
    await workbench.press('ArrowRight');
    await timeline.expectText('announcer', /ValueError thrown into it by main, then to main/);
    await timeline.search.fill('');
    await timeline.expectAccessible();
  });

  await stage.test('what is dragged over is zoomed to', async () => {
    const all = await timeline.switchCount();
    await timeline.dragOverChart(0, 0.1);
    await expectSoon(async () =>
      (await timeline.switchCount()) < all ? undefined : 'all is still shown',
    );
    await workbench.screenshot('9 zoomed by dragging');
    await timeline.button('Fit').click();
    await expectSoon(async () =>
      (await timeline.switchCount()) === all ? undefined : 'a part is shown',
    );
    await timeline.button('Close').click();
  });

  await stage.test('threads and tasks can be read in any theme', async () => {
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(page, profile, theme);
      await timeline.expectAccessible();
      await workbench.screenshot(`10 threads, ${name}`);
    }
    await page.setViewportSize({ width: 800, height: 700 });
    await timeline.expectAccessible();
    await workbench.screenshot('11 threads, narrow');
    await page.setViewportSize({ width: 1920, height: 900 });
    await workbench.screenshot('12 threads, wide');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });
}
