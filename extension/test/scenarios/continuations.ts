import { ContinuationRows } from '../harness/continuationRows.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** A pool whose workers all wait at one line, and one that has not begun. */
const PROGRAM = `from greenlet import getcurrent, greenlet
main = getcurrent()
def worker():
    chief.switch()

def chief():
    pool = [greenlet(worker) for _ in range(250)]
    for each in pool:
        each.parent = chief
        each.switch()
    main.switch(pool)

chief = greenlet(chief)
pool = chief.switch()
new = greenlet(worker)
print("all wait")
`;

/**
 * Tasks, one of which waits for what a function in a greenlet does, as SQLAlchemy's do, and a pool
 * of threads that has nothing to do.
 */
const TASKS = `import asyncio
from greenlet import getcurrent, greenlet

def query():
    getcurrent().parent.switch(asyncio.sleep(9))

async def request():
    child = greenlet(query)
    await child.switch()

async def main():
    await asyncio.to_thread(int)
    first = asyncio.create_task(request())
    others = [asyncio.create_task(asyncio.sleep(9)) for _ in range(20)]
    await asyncio.sleep(0)
    print("all wait")

asyncio.run(main())
`;

/** Greenlets of which one works, one ends, and some come while the program runs. */
const TURNS = `import time
from greenlet import getcurrent, greenlet
main = getcurrent()
def sleep():
    main.switch()

def work():
    while True:
        main.switch()

sleeping, working, ending = map(greenlet, [sleep, work, sleep])
for each in (sleeping, working, ending):
    each.switch()
print("all wait")
ending.switch()
others = [greenlet(sleep) for _ in range(3)]
for each in others:
    each.switch()
while True:
    working.switch()
    time.sleep(0.01)
`;

/** Generators: many at one line, one that iterates another, and one of the library's. */
const GENERATORS = `import os
from greenlet import getcurrent, greenlet
main = getcurrent()
def numbers(start):
    while True:
        yield start

def evens(source):
    for number in source:
        if number % 2 == 0:
            yield number

def read(source):
    main.switch()

many = [numbers(start) for start in range(250)]
pipeline = evens(numbers(0))
walking = os.walk("/")
for each in [*many, pipeline, walking]:
    next(each)
reader = greenlet(read)
reader.switch(pipeline)
print("all are suspended")
`;

/** Looks at many continuations as a person does, in their own view. */
export async function testContinuationsView(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'In the Continuations view',
    folder: 'pool',
    files: { 'pool.py': PROGRAM, 'tasks.py': TASKS, 'turns.py': TURNS, 'streams.py': GENERATORS },
  });
  const { profile, workbench } = stage;
  const rows = new ContinuationRows(workbench);

  await stage.test('those that look the same are folded', async () => {
    await stage.debugTo('pool.py', '<module>', 16);
    for (const view of ['Variables', 'Watch', 'Call Stack', 'Breakpoints']) {
      await workbench.foldView(view);
    }
    await workbench.unfoldView('Continuations');
    await rows.expectAll([
      'main, pool.py:16 · running · 1 switch',
      'chief (g1), pool.py:11 · suspended · 251 switches',
      'worker ×250',
      'worker, pending',
    ]);
    await workbench.screenshot('1 a pool of workers');
  });

  await stage.test('a page of what is folded is unfolded', async () => {
    await rows.unfold('worker ×250');
    await rows.expect('worker (g2), pool.py:4 · suspended · 1 switch');
    await workbench.screenshot('2 its first page');
  });

  await stage.test('a pinned one stands first', async () => {
    await rows.choose('worker (g3),', 'Pin Continuation');
    // Those on top: what is below has been unfolded.
    await rows.expectFirst([
      'worker (g3), pool.py:4 · suspended · 1 switch',
      'main, pool.py:16 · running · 1 switch',
    ]);
    await workbench.screenshot('3 a pinned one');
    await rows.choose('worker (g3),', 'Unpin Continuation');
    await rows.expectFirst(['main, pool.py:16 · running · 1 switch']);
  });

  await stage.test('a click shows one in the Call Stack view', async () => {
    await rows.click('worker (g3),');
    await workbench.unfoldView('Call Stack');
    await workbench.expectThread('worker (g3) · pool.py:4', 'Paused');
    await workbench.screenshot('4 one of them is shown');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test(
    'a task leads to the greenlet that it waits for, and on to what that waits for',
    async () => {
      await workbench.openAnother('tasks.py');
      await workbench.setBreakpoint(16);
      await workbench.press('F5');
      // Only rows that have room are there at all.
      await workbench.foldView('Call Stack');
      await rows.expect('asyncio tasks ×22');
      await rows.unfold('asyncio tasks ×22');
      await rows.expectAll([
        'main, tasks.py:16 · running · 1 switch',
        'query (g1), tasks.py:5 · suspended · 1 switch',
        'asyncio tasks ×22',
        'main (Task-1), tasks.py:16 · running',
        'request (Task-2), tasks.py:9 · suspended · awaits sleep',
        'query (g1), tasks.py:5 · suspended · 1 switch',
        'sleep',
        'sleep ×20',
      ]);
      await workbench.screenshot('5 tasks');
    },
  );

  await stage.test('they can be arranged by who waits for whom', async () => {
    await workbench.runCommand('WASIX Python: Arrange Continuations…');
    await workbench.choose('By Who Waits for Whom');
    await rows.expectAll([
      'main, tasks.py:16 · running · 1 switch',
      'main (Task-1), tasks.py:16 · running',
      'request (Task-2), tasks.py:9 · suspended · awaits sleep',
      'query (g1), tasks.py:5 · suspended · 1 switch',
      'sleep',
      'sleep ×20',
    ]);
    await workbench.screenshot('6 who waits for whom');
  });

  await stage.test('those of the system are shown when somebody wants to see them', async () => {
    await workbench.runCommand('WASIX Python: Show Hidden Continuations');
    await rows.expect('asyncio_0, thread.py:');
    await workbench.screenshot('7 with those of the system');
    await workbench.runCommand('WASIX Python: Hide System Continuations');
    await rows.expectFirst([
      'main, tasks.py:16 · running · 1 switch',
      'main (Task-1), tasks.py:16 · running',
    ]);
  });

  await stage.test('a click shows a task in the Call Stack view', async () => {
    await rows.click('request (Task-2),');
    await workbench.unfoldView('Call Stack');
    await workbench.expectThread('request (Task-2) · tasks.py:9', 'Paused');
    await workbench.screenshot('8 a task in the Call Stack');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('suspended generators are shown when somebody wants to see them', async () => {
    await workbench.openAnother('streams.py');
    await workbench.setBreakpoint(23);
    await workbench.press('F5');
    await workbench.foldView('Call Stack');
    await rows.expectFirst(['main, streams.py:23 · running · 1 switch']);
    await workbench.runCommand('WASIX Python: Arrange Continuations…');
    await workbench.choose('By Parent');
    const continuations = [
      'main, streams.py:23 · running · 1 switch',
      'read (g1), streams.py:14 · suspended · 1 switch',
    ];
    await rows.expectAll(continuations);
    await workbench.runCommand('WASIX Python: Show Suspended Generators');
    await rows.expectAll([...continuations, 'suspended generators ×252']);
    await rows.unfold('suspended generators ×252');
    await rows.expectAll([
      ...continuations,
      'suspended generators ×252',
      'numbers ×251, streams.py:6 · generator',
      'evens (generator 5), streams.py:11 · held by source of read · held by pipeline of module __main__',
    ]);
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(workbench.page, profile, theme);
      await workbench.screenshot(`9 suspended generators, ${name}`);
    }
  });

  await stage.test('a page of those at one line is unfolded', async () => {
    await rows.unfold('numbers ×251');
    await rows.expect('numbers (generator 1), streams.py:6 · held by list');
    await workbench.screenshot('10 a page of generators');
    await rows.unfold('numbers ×251');
  });

  await stage.test(
    'a click shows a generator in the Call Stack view, with its variables',
    async () => {
      await workbench.widenSideBar(700);
      await rows.click('evens (generator 5),');
      await workbench.unfoldView('Call Stack');
      await workbench.expectThread('evens (generator 5) · streams.py:11', 'Paused');
      await workbench.expectFocus('Stack Frame evens, line 11, streams.py');
      await workbench.unfoldView('Variables');
      await workbench.unfoldScope('Locals');
      await workbench.expectVariable('number, value 0');
      await workbench.screenshot('11 a generator in the Call Stack, wide');
      await workbench.foldView('Variables');
      await workbench.foldView('Call Stack');
      await workbench.runCommand('WASIX Python: Show Hidden Continuations');
      await rows.expect('walk (generator 6), ');
      await workbench.runCommand('WASIX Python: Hide System Continuations');
      await workbench.runCommand('WASIX Python: Hide Suspended Generators');
      await rows.expectAll([
        'main, streams.py:23 · running · 1 switch',
        'read (g1), streams.py:14 · suspended · 1 switch',
      ]);
      await workbench.unfoldView('Call Stack');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    },
  );

  await stage.test('it is live while the program runs', async () => {
    await workbench.openAnother('turns.py');
    await workbench.setBreakpoint(14);
    await workbench.press('F5');
    await workbench.foldView('Call Stack');
    await rows.expect('sleep (g3), turns.py:5 · suspended · 1 switch');
    await workbench.press('F5');
    await rows.expect('sleep (g3), dead');
    await rows.expect('sleep (g1), turns.py:5 · suspended · 1 switch');
    await workbench.expectViewMessage('3 more have come since.');
    await workbench.screenshot('12 while the program runs');
    await workbench.press('Shift+F5');
  });
}
