import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { lineOf, recordUntil } from '../../../samples/test/sample.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import { TimelinePage } from '../harness/timelinePage.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

const SAMPLE = 'samples/time-travel';

/** What the bookkeeper of the sample says of an evening that went wrong. */
const WRONG = /ValueError: guest \d+ paid \d+ for (\w+) instead of \d+/;

/** A program that is recorded in the editor. */
const COUNTING = `total = 0
for number in range(5):
    total += number
print("counted to", total)
raise SystemExit(3)
`;

/** Debugs recordings as a person does, forwards and backwards. */
export async function testReplay(scenario: Scenario): Promise<void> {
  const sample = path.join(scenario.root, SAMPLE);
  await using stage = await Stage.open(scenario, {
    about: 'In a replay',
    folder: 'café',
    files: { 'counting.py': COUNTING },
    prepare: ({ workspace }) => cpSync(sample, workspace, { recursive: true }),
  });
  const { profile, workbench } = stage;
  const program = path.join(profile.workspace, 'main.py');
  const [, item] = await recordUntil(program, path.join(profile.workspace, 'run.rec'), WRONG);
  const raises = lineOf(program, 'raise ValueError');
  const changes = lineOf(program, 'self.cents -=');
  const reduces = lineOf(program, 'price.reduced(20)');
  const button = (name: string): Locator =>
    workbench.page.locator('.debug-toolbar').getByRole('button', { name, exact: true });

  await stage.test('F5 runs the recording of a launch configuration to its error', async () => {
    await workbench.open(stage.url, 'main.py');
    await workbench.showRunAndDebug();
    // Rows that cannot be seen are not there, and how many threads stand above the one that is looked for is chance.
    for (const view of ['Variables', 'Watch', 'Breakpoints']) await workbench.foldView(view);
    await workbench.press('F5');
    await workbench.expectFocus(`Stack Frame keep_books, line ${raises}, main.py`);
    await workbench.expectThread('bookkeeper · main.py', 'Exception');
    await workbench.screenshot('1 the error');
    await workbench.foldView('Call Stack');
    await workbench.unfoldView('Variables');
    await workbench.expectVariable(`item, value '${item}'`);
  });

  await stage.test('a variable leads back to the line that has set it', async () => {
    const { page } = workbench;
    const row = (label: string): Locator =>
      page.locator(`.debug-variables .monaco-list-row[aria-label^="${label}"]`);
    for (const name of ['guest', '_prices', '_known', `['${item}']`]) {
      await row(`${name}, value`).click();
    }
    await workbench.screenshot('2 a variable');
    await workbench.chooseInMenu(row('cents, value').last(), 'Reverse to Last Change');
    await workbench.foldView('Variables');
    await workbench.unfoldView('Call Stack');
    await workbench.expectFocus(`Stack Frame Price.reduced, line ${changes}, main.py`);
    await workbench.screenshot('3 the line that has set it');
    await workbench.press('F5');
    await workbench.expectFocus(`Stack Frame keep_books, line ${raises}, main.py`);
  });

  await stage.test('Reverse goes back to a breakpoint, in another continuation', async () => {
    await workbench.setBreakpoint(changes);
    await button('Reverse').click();
    await workbench.expectFocus(`Stack Frame Price.reduced, line ${changes}, main.py`);
    await workbench.expectThread('guest ', 'Breakpoint');
    await workbench.unfoldView('Variables');
    await workbench.expectVariable('percent, value 20');
    await workbench.screenshot('4 the change of the price');
    await workbench.foldView('Variables');
  });

  await stage.test('Step Back takes back what a step has done', async () => {
    await workbench.press('F10');
    await workbench.expectFocus(`Stack Frame Price.reduced, line ${changes + 1}, main.py`);
    await button('Step Back').click();
    await workbench.expectFocus(`Stack Frame Price.reduced, line ${changes}, main.py`);
    await button('Step Back').click();
    await workbench.expectFocus(`Stack Frame Guest.run, line ${reduces}, main.py`);
    await workbench.expectThread('guest ', 'Step');
    await workbench.screenshot('5 who changes it');
  });

  await stage.test('Reverse to Last Switch leads to who ran before', async () => {
    await button('Reverse to Last Switch').click();
    await workbench.expectThread('guest ', 'Switch');
    await button('Reverse to Last Switch').click();
    await workbench.expectThread('main · main.py', 'Switch');
    await workbench.screenshot('6 who ran before');
  });

  await stage.test('the Switch Timeline counts instructions, and leads to any switch', async () => {
    const timeline = new TimelinePage(workbench.page);
    await workbench.runCommand('Show Switch Timeline');
    await timeline.expectText(
      'status',
      /^here after [\d,]+ of [\d,]+ switches of .*, at .* of .* instr\. · stopped$/,
    );
    await timeline.button('Switches').click();
    await workbench.screenshot('7 its switches');
    const whole = await timeline.rows('switch', [2, 4]);
    await timeline.chooseSwitch(0);
    await workbench.expectThread('guest ', 'Switch');
    await timeline.expectText('status', /^here after 1 of [\d,]+ switches .* · stopped$/);
    // What it has gone back from stays.
    await timeline.button('Fit').click();
    await timeline.expectRows('switch', [2, 4], whole);
    await workbench.screenshot('8 at the first switch');
    await workbench.closeTab('Switch Timeline');
    await workbench.expectFocus(
      `Stack Frame Guest.run, line ${lineOf(program, 'paid = {}')}, main.py`,
    );
  });

  await stage.test('Restart leads to the first line, and Continue on from there', async () => {
    await workbench.press('Control+Shift+F5');
    await workbench.expectFocus('Stack Frame <module>, line 1, main.py');
    await workbench.press('F5');
    await workbench.expectFocus(`Stack Frame Price.reduced, line ${changes}, main.py`);
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test(
    'at the first stop, the Switch Timeline shows what is to come, and leads there',
    async () => {
      const { page } = workbench;
      const timeline = new TimelinePage(page);
      const first = lineOf(program, 'import random');
      await workbench.setBreakpoint(first);
      await workbench.press('F5');
      await workbench.expectFocus(`Stack Frame <module>, line ${first}, main.py`);
      await workbench.runCommand('Show Switch Timeline');
      await timeline.expectText(
        'status',
        /^here after 0 of [1-9][\d,]* switches of .*, at .* instr\. of .* instr\. · stopped$/,
      );
      await timeline.expectText('present-words', /^here after 0 of .* instr\.$/);
      await timeline.button('Switches').click();
      for (const [name, theme] of Object.entries(THEMES)) {
        await changeTheme(page, profile, theme);
        await timeline.expectAccessible();
        await workbench.screenshot(`12 what is to come, ${name}`);
      }
      const whole = await timeline.rows('switch', [2, 4]);
      await timeline.chooseSwitch(4);
      await workbench.expectThread('guest ', 'Switch');
      await timeline.expectText('status', /^here after 5 of [\d,]+ switches .* · stopped$/);
      await timeline.expectText('announcer', /^here after 5 of [\d,]+ switches/);
      await timeline.button('Fit').click();
      await timeline.expectRows('switch', [2, 4], whole);
      await workbench.screenshot('13 what was to come');
      await workbench.closeTab('Switch Timeline');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    },
  );

  await stage.test(
    'what is run from the palette is recorded, and debugged when it has ended',
    async () => {
      await workbench.openAnother('counting.py');
      await workbench.setBreakpoint(4);
      await workbench.runCommand('Record Python File with WASIX');
      const told = await workbench.notification('Its run is recorded in counting.rec');
      await workbench.screenshot('9 what was recorded');
      await told.getByRole('button', { name: 'Debug Recording' }).click();
      await workbench.expectFocus('Stack Frame <module>, line 4, counting.py');
      await workbench.unfoldView('Variables');
      await workbench.expectVariable('total, value 10');
      await button('Step Back').click();
      await workbench.expectVariable('number, value 4');
      await workbench.screenshot('10 a recording of the palette');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    },
  );

  await stage.test('a recording is debugged from its menu and by name', async () => {
    const { page } = workbench;
    await workbench.press('Control+Shift+E');
    const row = page.locator('.explorer-folders-view .monaco-list-row[aria-label^="counting.rec"]');
    await workbench.chooseInMenu(row, 'Debug a Recording…');
    await workbench.expectFocus('Stack Frame <module>, line 4, counting.py');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
    await workbench.runCommand('Debug a Recording…');
    await page.locator('.quick-input-list-entry', { hasText: 'run.rec' }).waitFor();
    await workbench.screenshot('11 which recording');
    await workbench.choose('counting.rec');
    await workbench.expectFocus('Stack Frame <module>, line 4, counting.py');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });
}
