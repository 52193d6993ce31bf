/** `npm run test:electron`: the suite of the extension, in a desktop VS Code. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { cacheFolder } from '../../debug-adapter/python/setup/cache.ts';
import { run } from '../../debug-adapter/python/setup/command.ts';
import { Profile } from './harness/profile.ts';
import { Report } from './harness/report.ts';
import { addSuiteResults } from './harness/suiteResults.ts';
import { RESULTS_VARIABLE } from './suite/results.ts';
import { bundleSuite } from './suiteBundle.ts';

const USAGE = `usage: npm run test:electron [-- --version VERSION]

Runs the tests of extension/test/suite in a desktop VS Code, which it downloads.
On Linux without a display: xvfb-run -a npm run test:electron

  --version VERSION   which VS Code: "stable" (the default), "insiders", or a number
  --help              print this
`;

const root = path.resolve(import.meta.dirname, '../..');

async function download(version: string): Promise<string> {
  const cachePath = path.join(cacheFolder(), 'vscode');
  try {
    return await downloadAndUnzipVSCode({ version, cachePath });
  } catch (error) {
    console.error(
      `VS Code (${version}) could not be downloaded: ${(error as Error).message}. ` +
        'Run this where the internet can be reached; `npm test` tests in code-server instead.',
    );
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { version: { type: 'string', default: 'stable' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const vscodeExecutablePath = await download(values.version);
  const results = path.join(root, 'test-results/electron');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const build = path.join(root, 'tools/build.ts');
  await run(process.execPath, [build], { logFile: path.join(results, 'build.log') });
  const resultFile = path.join(results, 'results.jsonl');
  const report = new Report();
  using profile = new Profile(root, 'grüne Fäden');
  await report.test('The suite runs to its end in the extension host', async () => {
    const exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(root),
      extensionTestsEnv: { [RESULTS_VARIABLE]: resultFile },
      launchArgs: [
        profile.workspace,
        ...['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions],
        '--disable-workspace-trust',
      ],
    }).catch(() => 1);
    const hasFailure = addSuiteResults(report, resultFile);
    if (exitCode !== 0 && !hasFailure) throw new Error('VS Code failed; see what it printed above');
  });
  process.exitCode = report.finish() ? 0 : 1;
}

await main();
