import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import { ContinuationRows } from '../../extension/test/harness/continuationRows.ts';
import { installEditor } from '../../extension/test/harness/editorInstallation.ts';
import { EditorServer } from '../../extension/test/harness/editorServer.ts';
import { Profile } from '../../extension/test/harness/profile.ts';
import { Workbench } from '../../extension/test/harness/workbench.ts';
import { DelayProbe } from './delayProbe.ts';
import { type Figure, median, round } from './figure.ts';
import { paintingTimes } from './stopwatch.ts';

const root = path.resolve(import.meta.dirname, '../..');

const GREENLETS = 10_000;

/** The row for them. */
const ALL = `worker ×${GREENLETS.toLocaleString('en')}`;

/** How often the views are drawn anew, each time at another stop. */
const STOPS = 5;

/** How long the editor is watched while nothing is done, in milliseconds. */
const QUIET = 5_000;

const PROGRAM = `from greenlet import getcurrent, greenlet
main = getcurrent()
def worker():
    main.switch()

pool = [greenlet(worker) for _ in range(${GREENLETS})]
for each in pool:
    each.switch()
print("all wait")
${'print("still")\n'.repeat(STOPS)}for each in pool:
    each.switch()
`;

/** How long the extension host is held up by a session with many greenlets, all views open. */
export async function responsivenessFigures(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'responsiveness-'));
  const log = path.join(folder, 'log.txt');
  const chromium = await findBrowser('chromium', log);
  const editor = await installEditor(root, log);
  using profile = new Profile(root, 'crowd');
  fs.writeFileSync(path.join(profile.workspace, 'crowd.py'), PROGRAM);
  const probe = new DelayProbe(profile.extensions);
  await using server = await EditorServer.start(editor, profile, log);
  await using browser = await BrowserPage.open(chromium, log);
  const workbench = new Workbench(browser.page, folder);
  const rows = new ContinuationRows(workbench);
  await workbench.open(server.url(profile.workspace, root), 'crowd.py');
  await workbench.setBreakpoint(9);
  await workbench.showRunAndDebug();
  const painting: { stack: number; tree: number; page: number }[] = [];
  const quiet = await probe.during(() => sleep(QUIET));
  const busy = await probe.during(async () => {
    await workbench.press('F5');
    await workbench.expectFocus('Stack Frame <module>, line 9, crowd.py');
    for (const view of ['Variables', 'Watch', 'Breakpoints']) {
      await workbench.foldView(view);
    }
    await workbench.unfoldView('Continuations');
    await rows.expect(ALL);
    for (let line = 10; line < 10 + STOPS; line++) {
      const frame = { view: 'Call Stack', label: `line ${line}, crowd.py` };
      const main = { view: 'Continuations', label: `crowd.py:${line}` };
      const step = (): Promise<void> => workbench.press('F10');
      const [stack = 0, tree = 0] = await paintingTimes(browser.page, [frame, main], step);
      const inGroup = { view: 'Continuations', label: 'worker', level: 3 };
      const unfold = (): Promise<void> => rows.unfold(ALL);
      const [page = 0] = await paintingTimes(browser.page, [inGroup], unfold);
      await rows.unfold(ALL);
      painting.push({ stack, tree, page });
    }
    await workbench.runCommand('Show Parallel Stacks');
    await workbench.runCommand('Show Switch Timeline');
    await workbench.press('F5');
    await workbench.expectCallStack([]);
  });
  fs.rmSync(folder, { recursive: true });
  const [stack, tree, page] = (['stack', 'tree', 'page'] as const).map(what =>
    round(median(painting.map(times => times[what]))),
  ) as [number, number, number];
  return [
    {
      name: `longest delay of the extension host, session with ${GREENLETS} greenlets`,
      value: busy,
      unit: 'ms',
      reference: { name: 'with nothing to do', value: quiet, unit: 'ms' },
    },
    {
      name: `from a step to the tree of ${GREENLETS} continuations on the screen`,
      value: tree,
      unit: 'ms',
      reference: { name: 'to the frame in the Call Stack', value: stack, unit: 'ms' },
    },
    {
      name: 'from a click to the first page of them unfolded',
      value: page,
      unit: 'ms',
      reference: { name: 'from a step to the tree', value: tree, unit: 'ms' },
    },
  ];
}
