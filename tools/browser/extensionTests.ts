import path from 'node:path';
import { test } from 'node:test';
import { run } from '../../debug-adapter/python/setup/command.ts';
import { type BrowserName, findBrowser } from '../../extension/test/harness/browserProgram.ts';
import { installEditor } from '../../extension/test/harness/editorInstallation.ts';
import { emptyResults } from '../../extension/test/harness/results.ts';
import { testInWebHost } from '../../extension/test/scenarios/webHost.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Tests of the extension in VS Code's web extension host; logs and pictures stay in `test-results`. */
export function testExtension(name: BrowserName): void {
  test('V1: debugs without a machine behind the editor', async context => {
    const results = emptyResults(root, `web-${name}`);
    const logFile = path.join(results, 'set-up.log');
    await run(process.execPath, [path.join(root, 'tools/build.ts')], { logFile });
    const browser = await findBrowser(name, logFile);
    const editor = await installEditor(root, logFile);
    const report = {
      test: (title: string, body: () => Promise<void>) => context.test(title, body),
    };
    await testInWebHost({ root, editor, browser, report, results });
  });
}
