/** `node extension/test/run.ts`: the tests of the extension, in a real VS Code. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../debug-adapter/python/setup/command.ts';
import { BROWSERS, findBrowser } from './harness/browserProgram.ts';
import { withDeadline } from './harness/deadline.ts';
import { installEditor } from './harness/editorInstallation.ts';
import { Report } from './harness/report.ts';
import { emptyResults } from './harness/results.ts';
import { testAnnotations } from './scenarios/annotations.ts';
import { testContinuationsView } from './scenarios/continuations.ts';
import { testInExtensionHost } from './scenarios/extensionHost.ts';
import { testFirstHour } from './scenarios/firstHour.ts';
import { testGeventService } from './scenarios/gevent.ts';
import { testInstalledPackage } from './scenarios/installedPackage.ts';
import { testLanguageServer } from './scenarios/language.ts';
import { testModelTools } from './scenarios/modelTools.ts';
import { testNativeRoute } from './scenarios/nativeRoute.ts';
import { testParallelStacks } from './scenarios/parallelStacks.ts';
import { testReplay } from './scenarios/replay.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { takeScreenshots } from './scenarios/screenshots.ts';
import { testTestingView } from './scenarios/testing.ts';
import { testTimeline } from './scenarios/timeline.ts';
import { testThreadsInTimeline } from './scenarios/timelineThreads.ts';
import { testInWebHost } from './scenarios/webHost.ts';
import { testWebPage } from './scenarios/webPage.ts';
import { testInWorkbench } from './scenarios/workbench.ts';

const USAGE = `usage: node extension/test/run.ts [--browser NAME] [PART]...

Tests the extension in a real VS Code: code-server in a headless browser, both
installed by the first run. Without arguments: all but the last three parts, in
Chromium. NAME is ${BROWSERS.join(' or ')}.

  suite       the tests of extension/test/suite, inside the extension host
  ui          F5 in the workbench, the Call Stack view, stepping; takes screenshots
  view        the Continuations view
  notes       what is written into the editor, and below it
  stacks      the parallel stacks
  timeline    the Switch Timeline
  models      what the user is asked before tools of language models change anything
  language    mistakes, hovers and lenses in the source
  tests       the Testing view
  gevent      a service of gevent
  replay      recordings, forwards and backwards
  vsix        packs the extension, installs it into a fresh profile and debugs with it
  first-hour  menus, log, report, walkthrough and page of the installed package
  page        a web page of somebody's that tries to use the debugger
  native      a route of FastAPI that uses a module in Rust, which is made first: Debian's Rust is
              downloaded once, 200 MB
  web         without a machine: the extension, the debugger and Python in the browser
  screenshots takes the pictures of the README, media/pictures

Logs and screenshots stay in test-results.
`;

const root = path.resolve(import.meta.dirname, '../..');

const SCENARIOS: Record<string, (scenario: Scenario) => Promise<void>> = {
  suite: testInExtensionHost,
  ui: testInWorkbench,
  view: testContinuationsView,
  notes: testAnnotations,
  stacks: testParallelStacks,
  timeline: async scenario => {
    await testTimeline(scenario);
    await testThreadsInTimeline(scenario);
  },
  models: testModelTools,
  language: testLanguageServer,
  tests: testTestingView,
  gevent: testGeventService,
  replay: testReplay,
  vsix: testInstalledPackage,
  'first-hour': testFirstHour,
  page: testWebPage,
  native: testNativeRoute,
  web: testInWebHost,
  screenshots: takeScreenshots,
};

/** How long all may take, in milliseconds, with the installation of the editor. */
const LIMIT = 55 * 60_000;

/** What runs when nothing is named. */
const TESTS = [
  'suite',
  'ui',
  'view',
  'notes',
  'stacks',
  'timeline',
  'models',
  'language',
  'tests',
  'gevent',
  'replay',
  'vsix',
  'first-hour',
  'page',
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'string', default: 'chromium' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find(name => !(name in SCENARIOS));
  const browserName = BROWSERS.find(name => name === values.browser);
  if (values.help || unknown !== undefined || browserName === undefined) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  const logFile = path.join(emptyResults(root, 'set-up'), 'set-up.log');
  await run(process.execPath, [path.join(root, 'tools/build.ts')], { logFile });
  const browser = await findBrowser(browserName, logFile);
  const editor = await installEditor(root, logFile);
  const report = new Report();
  for (const name of positionals.length > 0 ? positionals : TESTS) {
    const results = emptyResults(root, name);
    await SCENARIOS[name]?.({ root, editor, browser, report, results });
  }
  const isWell = report.finish();
  if (!isWell) console.log('Logs and screenshots are in test-results.');
  process.exit(isWell ? 0 : 1);
}

withDeadline('All tests together', LIMIT, main()).catch(error => {
  console.error(error.message);
  process.exit(1);
});
