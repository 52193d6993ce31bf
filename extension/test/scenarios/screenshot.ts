import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { installPackage } from '../harness/extensionPackage.ts';
import { Profile } from '../harness/profile.ts';
import { Workbench } from '../harness/workbench.ts';
import { debugToSecondGreenlet } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';

/** Nothing in the picture that a reader has to look past. */
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

/** How high the Variables view must be for the program's own globals. */
const VARIABLES_HEIGHT = 180;

/** Takes the picture of the README: the sample at the stop in its second greenlet. */
export async function takeScreenshot(scenario: Scenario): Promise<void> {
  const { root, editor, chromium, report, results } = scenario;
  await report.test('The screenshot of the README is taken', async () => {
    using profile = new Profile(root, 'switch');
    writeFileSync(path.join(profile.workspace, '.vscode/settings.json'), JSON.stringify(SETTINGS));
    await installPackage(root, editor, profile, path.join(results, 'package.log'));
    const log = path.join(results, 'server.log');
    await using server = await EditorServer.start(editor, profile, log);
    await using browser = await BrowserPage.open(chromium, path.join(results, 'page.log'));
    const workbench = new Workbench(browser.page, path.join(root, 'media'));
    await workbench.open(server.url(profile.workspace), 'main.py');
    await workbench.widenSideBar(SIDE_BAR_WIDTH);
    await debugToSecondGreenlet(workbench);
    await workbench.resizeTopView(VARIABLES_HEIGHT);
    await workbench.unfoldThread('main ·');
    await workbench.unfoldScope('Globals');
    await workbench.expectVariable('g1, value <func1 (g1): suspended, greenlet.greenlet object');
    await workbench.screenshot('screenshot');
  });
}
