import assert from 'node:assert/strict';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { installPackage } from '../harness/extensionPackage.ts';
import { Profile } from '../harness/profile.ts';
import { expectSoon, Workbench } from '../harness/workbench.ts';
import type { Scenario } from './scenario.ts';

/** What the menus of a Python file have of this extension. */
const FILE_COMMANDS = [
  'Run Python File with WASIX',
  'Debug Python File with WASIX',
  'Record Python File with WASIX',
];

/** The steps of the walkthrough. */
const STEPS = [
  'Open a sample',
  'Set a breakpoint',
  'Press F5',
  'Look at the threads',
  'Step to the next switch',
];

/** Meets the extension as somebody does who has just installed it, and has no session yet. */
export async function testFirstHour(scenario: Scenario): Promise<void> {
  const { root, editor, browser: program, report, results } = scenario;
  using profile = new Profile(root, 'first hour');
  await installPackage(root, editor, profile, path.join(results, 'package.log'));
  await using server = await EditorServer.start(editor, profile, path.join(results, 'server.log'));
  await using browser = await BrowserPage.open(program, path.join(results, 'page.log'));
  const workbench = new Workbench(browser.page, results);
  const test = (title: string, body: () => Promise<void>): Promise<void> =>
    report.test(title, () => workbench.withScreenshotOfFailure(`failure of ${title}`, body));

  await test('U7: the menus of a Python file run and debug it', async () => {
    await workbench.open(server.url(profile.workspace), 'main.py');
    const { page } = workbench;
    const ours = (labels: string[]) => labels.filter(label => label.includes('WASIX'));
    const row = page.locator('.explorer-folders-view .monaco-list-row[aria-label^="main.py"]');
    assert.deepEqual(ours(await workbench.readMenu(row, '1 menu of the Explorer')), FILE_COMMANDS);
    const line = page.locator('.monaco-editor .view-line').nth(2);
    assert.deepEqual(ours(await workbench.readMenu(line, '2 menu of the editor')), FILE_COMMANDS);
    const arrow = page.locator('.editor-actions .dropdown-action-container .action-label');
    const offered = await workbench.readMenu(arrow, '3 menu of the Run button', 'left');
    assert.deepEqual(ours(offered), FILE_COMMANDS);
  });

  await test('U7: a file runs without debugging, and what is done is logged in a channel', async () => {
    await workbench.setBreakpoint(9);
    await workbench.runCommand('Run Python File with WASIX');
    await workbench.expectConsole('main.py:6');
    await workbench.showOutput('WASIX Python');
    await workbench.runCommand('Set Log Level...');
    await workbench.choose('WASIX Python');
    await workbench.choose('Trace');
  });

  await test('U7: a report tells of the latest session, with its messages when they are logged', async () => {
    // The focus is in the Output view, which is not the file to debug.
    await workbench.runCommand('Debug Python File with WASIX');
    await workbench.expectThread('func2 (g2)', 'Breakpoint');
    await workbench.runCommand('Report a Problem…');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    await workbench.expectEditor('# A problem with WASIX Python Debugger');
    await workbench.screenshot('4 a report of a problem');
    await workbench.press('Control+End');
    await workbench.expectEditor('← {"seq":');
    await workbench.screenshot('5 messages in the report');
    await workbench.press('Shift+F5');
    await workbench.runCommand('Revert and Close Editor');
  });

  await test('U7: the walkthrough leads from a sample to the next switch', async () => {
    const { page } = workbench;
    const steps = page.locator('.getting-started-step');
    const content = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    const open = async (): Promise<void> => {
      await workbench.runCommand('Open Walkthrough...');
      await workbench.choose('Debug Greenlets with WASIX Python');
      await steps.first().waitFor();
    };
    await open();
    for (const [index, name] of STEPS.entries()) {
      await steps.filter({ hasText: name }).click();
      await content.locator('svg').waitFor();
      await workbench.screenshot(`${6 + index} ${name}`);
    }
    await steps.filter({ hasText: 'Open a sample' }).click();
    await page.getByRole('button', { name: 'Open the Sample' }).click();
    const dialog = page.locator('.quick-input-widget', { hasText: 'Where to Put' });
    // It takes nothing before it has read the folder.
    await dialog.locator('.monaco-list-row', { hasText: '..' }).waitFor();
    await workbench.screenshot('11 a folder for the sample');
    // Not by a key: the page of the walkthrough takes the focus when its step is done.
    await dialog.getByText('Copy It Here').click();
    await page.locator('.tab.active[aria-label^="main.py"]').waitFor();
    await workbench.setBreakpoint(5);
    await workbench.screenshot('12 the sample');
    await workbench.press('F5');
    await workbench.expectThread('func1 (g1)', 'Breakpoint');
    await workbench.runCommand('Step to Next Switch');
    await workbench.expectThread('func2 (g2)', 'Switch');
    await open();
    await workbench.screenshot('13 all steps done');
    await workbench.runCommand('Toggle between Light/Dark Themes');
    await workbench.screenshot('14 walkthrough in the dark');
    await workbench.press('Shift+F5');
  });

  await test('U8: the page of the extension is for its users, and shows what has changed', async () => {
    const { page } = workbench;
    await workbench.runCommand('Show Installed Extensions');
    const row = page.locator('.extension-list-item', { hasText: 'WASIX Python Debugger' });
    await expectSoon(async () => {
      if (await page.locator('.extension-editor').isVisible()) return undefined;
      // The list is drawn anew when more is known of the extension, and a click on what was there is lost.
      await row.click();
      return 'the page of the extension does not open';
    });
    const content = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await content.locator('pre', { hasText: 'func2 (g2) · main.py:9' }).waitFor();
    assert.equal(await content.locator('img').count(), 0);
    await workbench.screenshot('15 page in the dark');
    await workbench.runCommand('Toggle between Light/Dark Themes');
    await workbench.screenshot('16 page');
    await page.locator('.extension-editor .action-label', { hasText: 'Changelog' }).click();
    await content.locator('h2', { hasText: '0.1.0' }).waitFor();
    await workbench.screenshot('17 changelog');
  });
}
