import assert from 'node:assert/strict';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { withDeadline } from '../harness/deadline.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { Profile } from '../harness/profile.ts';
import { addPythonExtension } from '../harness/pythonExtension.ts';
import { addSuiteResults } from '../harness/suiteResults.ts';
import { RESULTS_VARIABLE } from '../suite/results.ts';
import { bundleSuite } from '../suiteBundle.ts';
import type { Scenario } from './scenario.ts';

/** How long the whole suite may take, in milliseconds. */
const LIMIT = 600_000;

/** Runs `suite/` in the extension host of an editor whose workspace is open in a browser. */
export async function testInExtensionHost(scenario: Scenario): Promise<void> {
  const { root, editor, browser: program, report, results } = scenario;
  const tests = await bundleSuite(root);
  const resultFile = path.join(results, 'results.jsonl');
  using profile = new Profile(root, 'grüne Fäden');
  addPythonExtension(profile.extensions);
  await using server = await EditorServer.start(editor, profile, path.join(results, 'server.log'), {
    [RESULTS_VARIABLE]: resultFile,
  });
  await using browser = await BrowserPage.open(program, path.join(results, 'page.log'));
  await report.test('The suite runs to its end in the extension host', async () => {
    const exited = Promise.withResolvers<number>();
    await browser.page.exposeFunction('codeAutomationExit', exited.resolve);
    await browser.page.exposeFunction('codeAutomationLog', () => {});
    browser.page.on('crash', () => exited.reject(new Error('the page crashed')));
    await browser.page.goto(server.url(profile.workspace, root, tests));
    try {
      const code = await withDeadline('the suite', LIMIT, exited.promise);
      const hasFailure = addSuiteResults(report, resultFile);
      assert.equal(code, hasFailure ? 1 : 0, 'VS Code ended with an unexpected exit code');
    } finally {
      await browser.page.screenshot({ path: path.join(results, 'end.png') });
    }
  });
}
