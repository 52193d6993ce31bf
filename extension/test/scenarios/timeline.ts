import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { changeTheme, THEMES } from '../harness/themes.ts';
import { TimelinePage } from '../harness/timelinePage.ts';
import { expectSoon } from '../harness/workbench.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/**
 * A hub with workers that take turns, one of which holds up the others; from line 22 on they
 * switch as fast as they can, for ever.
 */
const PROGRAM = `import time
from greenlet import getcurrent, greenlet

main = getcurrent()

def worker():
    while True:
        main.switch()

def slow():
    while True:
        time.sleep(pause)
        main.switch()

def brief():
    pass

pause, workers = 0.2, [greenlet(worker), greenlet(slow), greenlet(worker)]
for each in [*workers, *workers, *workers, *workers]:
    each.switch()
greenlet(brief).switch()
print("all wait")
workers.pop(1)
while True:
    for each in workers:
        each.switch()
`;

/** Looks at a program's switches as a person does, and as one who does not see them. */
export async function testTimeline(scenario: Scenario): Promise<void> {
  const { root } = scenario;
  await using stage = await Stage.open(scenario, {
    about: 'In the Switch Timeline',
    folder: 'hub',
    files: { 'hub.py': PROGRAM },
    theme: THEMES.dark,
  });
  const { profile, workbench } = stage;
  const { page } = workbench;
  const timeline = new TimelinePage(page);

  await stage.test('it is loaded when it is opened', async () => {
    const bundle = readFileSync(path.join(root, 'dist/extension.cjs'), 'utf8');
    assert.doesNotMatch(bundle, /createWebviewPanel/);
    assert.match(readFileSync(path.join(root, 'dist/timeline.cjs'), 'utf8'), /createWebviewPanel/);
  });

  await stage.test('each continuation has a lane', async () => {
    await stage.debugTo('hub.py', '<module>', 22);
    await workbench.runCommand('Show Switch Timeline');
    await timeline.expectLanes([
      'main hub.py:22',
      'worker (g1) hub.py:8',
      'slow (g2) hub.py:13',
      'worker (g3) hub.py:8',
      'greenlet (g4)',
    ]);
    await timeline.expectText('status', /^26 switches of 5 continuations in .* · stopped$/);
    await workbench.screenshot('1 a hub and its workers');
  });

  await stage.test('keys lead from run to run, and say what they come to', async () => {
    await timeline.focusChart();
    await workbench.press('ArrowDown');
    await timeline.expectText(
      'announcer',
      /^\w+ \(g\d\), ran .* from .*, (started|switched to) by main/,
    );
    await workbench.press('ArrowRight');
    await workbench.press('+');
    await workbench.press('p');
    await timeline.expectText('lanes', /^★/);
    await workbench.press('p');
    await workbench.press('0');
    await timeline.search.fill('worker hub');
    await timeline.expectLanes(['worker (g1) hub.py:8', 'worker (g3) hub.py:8']);
    await timeline.search.fill('');
  });

  await stage.test('a click shows a continuation in the Call Stack view', async () => {
    await timeline.button('worker (g3) hub.py:8').click();
    await workbench.expectFocus('Stack Frame worker, line 8, hub.py');
  });

  await stage.test('the profile tells what holds up the others', async () => {
    await timeline.button('Profile').click();
    const [first, ...others] = await timeline.rows('profile', [0, 3]);
    assert.equal(first, 'slow (g2) · 4');
    assert.deepEqual(others.sort(), [
      'greenlet (g4) · 1',
      'main · 13',
      'worker (g1) · 4',
      'worker (g3) · 4',
    ]);
    await timeline.expectAccessible();
    await workbench.screenshot('2 its profile');
  });

  await stage.test('the switches can be read as a table', async () => {
    await timeline.button('Switches').click();
    const rows = await timeline.rows('switch', [1, 2, 3]);
    assert.equal(rows.length, 26);
    assert.deepEqual(rows.slice(0, 4), [
      'main · start · worker (g1)',
      'worker (g1) · switch · main',
      'main · start · slow (g2)',
      'slow (g2) · switch · main',
    ]);
    assert.deepEqual(rows.slice(-2), [
      'main · start · greenlet (g4)',
      'greenlet (g4) · death · main',
    ]);
    await timeline.expectAccessible();
    await workbench.screenshot('3 its switches');
  });

  await stage.test('it is saved as a trace and as a picture', async () => {
    for (const [button, name, content] of [
      ['Export Trace', 'switches.json', /^\{"traceEvents":\[/],
      ['Export SVG', 'switches.svg', /^<svg /],
    ] as const) {
      await timeline.button(button).click();
      const input = page.locator('.quick-input-widget:visible input').first();
      await expectSoon(async () =>
        (await input.inputValue()).endsWith(name) ? undefined : `no ${name} is offered`,
      );
      await workbench.press('Enter');
      const file = path.join(profile.workspace, name);
      await expectSoon(async () => (existsSync(file) ? undefined : `there is no ${name}`));
      await expectSoon(async () =>
        content.test(readFileSync(file, 'utf8')) ? undefined : `${name} is not what it should be`,
      );
    }
  });

  await stage.test('anyone can read it in any theme', async () => {
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(page, profile, theme);
      await timeline.expectAccessible();
      await workbench.screenshot(`4 ${name}`);
    }
    await timeline.button('Close').click();
    await page.setViewportSize({ width: 800, height: 700 });
    await timeline.expectAccessible();
    await workbench.screenshot('5 narrow');
    await page.setViewportSize({ width: 1920, height: 900 });
    await workbench.screenshot('6 wide');
  });

  await stage.test('it is live while the program runs', async () => {
    await page.locator('.monaco-editor').first().click();
    await workbench.press('F5');
    const before = await timeline.expectText('status', /^[\d,]{5,} switches .* · running/);
    await expectSoon(async () =>
      (await timeline.expectText('status', /switches/)) === before ? 'nothing is new' : undefined,
    );
    await workbench.screenshot('7 while the program runs');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
    await timeline.expectText('status', /^[\d,]+ switches .* · ended/);
  });
}
