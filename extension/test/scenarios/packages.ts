import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeWheel } from '../../../debug-adapter/cli/test/wheel.ts';
import type { Profile } from '../harness/profile.ts';
import type { Report } from '../harness/report.ts';
import { expectSoon, type Workbench } from '../harness/workbench.ts';

/** A package whose module has another name. */
const YAML = makeWheel({
  name: 'pyyaml',
  version: '6.0',
  files: { 'yaml/__init__.py': 'def load(): return "loaded"\n' },
});

const FAREWELL = makeWheel({
  name: 'farewell',
  version: '3',
  tag: 'cp313-abi3-wasix_wasm32',
  files: { 'farewell.py': '' },
});

/** A package that has native code for others only. */
const NATIVE = makeWheel({
  name: 'native',
  version: '2',
  tag: 'cp313-cp313-manylinux_2_17_x86_64',
  files: { 'native.py': '' },
});

/** A program of gevent, which no index here has. */
const GEVENT = `import gevent

def work():
    breakpoint()
    return 7

name = gevent.Greenlet.__module__.split(".")[-1]
print(name, gevent.spawn(work).get())
`;

/** What the index has that pip asks in these tests. */
export const WHEELS = [YAML, NATIVE];

/** What one has that a setting names. */
export const OTHER_WHEELS = [FAREWELL];

const QUESTION = 'Install Package for WASIX Python';

/** What the tests of packages need. */
interface PackageTests {
  readonly workbench: Workbench;
  readonly profile: Profile;
  /** The address of the workbench. */
  readonly url: string;
  /** That of an index with {@link OTHER_WHEELS}. */
  readonly secondIndex: string;
  readonly report: Report;
}

/** Uses the command, and installs packages, as somebody who has nothing but the extension. */
export async function testPackages({
  workbench,
  profile,
  url,
  secondIndex,
  report,
}: PackageTests): Promise<void> {
  const test = (title: string, body: () => Promise<void>): Promise<void> =>
    report.test(title, () => workbench.withScreenshotOfFailure(`failure of ${title}`, body));

  await test("U1: the command is on the PATH of the editor's terminals", async () => {
    await workbench.open(url, 'main.py');
    const said = path.join(profile.workspace, 'said.txt');
    const program = 'import greenlet, sys; print(sys.platform, greenlet.getcurrent().dead)';
    await workbench.typeIntoNewTerminal(`wasix-python -c '${program}' > said.txt`);
    await expectSoon(async () => {
      const text = existsSync(said) ? readFileSync(said, 'utf8') : undefined;
      return text === 'wasi False\n' ? undefined : `the program has printed ${text}`;
    });
    await workbench.screenshot('U1 the command in a terminal');
  });

  await test('U2: a package that is not installed is offered, by the name that pip knows', async () => {
    writeFileSync(path.join(profile.workspace, 'main.py'), 'import yaml\nprint(yaml.load())\n');
    await workbench.showRunAndDebug();
    await workbench.press('F5');
    await workbench.expectConsole('wasix-python pip install PyYAML');
    const offer = await workbench.notification("The package that has 'yaml' is not installed");
    await workbench.screenshot('U2 a package is offered');
    await offer.locator('.monaco-button', { hasText: 'Install Package' }).click();
    assert.equal(await workbench.answer(QUESTION, 'PyYAML'), 'PyYAML');
    await workbench.notification('Installed PyYAML for WASIX Python');
    await workbench.clearNotifications();
    await workbench.press('Control+Shift+F5');
    await workbench.expectConsole('loaded');
    await workbench.expectCallStack([]);
    await workbench.screenshot('U2 the program runs');
  });

  await test('gevent comes along: where a program lacks it, it is installed, and debugged', async () => {
    writeFileSync(path.join(profile.workspace, 'main.py'), GEVENT);
    await workbench.press('F5');
    await workbench.expectConsole('wasix-python pip install gevent');
    const offer = await workbench.notification("The package that has 'gevent' is not installed");
    await offer.locator('.monaco-button', { hasText: 'Install Package' }).click();
    assert.equal(await workbench.answer(QUESTION, 'gevent'), 'gevent');
    await workbench.notification('Installed gevent for WASIX Python');
    await workbench.clearNotifications();
    // For the next test: nothing tells when the editor has read its settings.
    profile.set({ 'wasixPython.wheelIndex': secondIndex });
    await workbench.press('Control+Shift+F5');
    await workbench.expectFocus('Stack Frame work, line 5, main.py');
    await workbench.expectThread('work (g2) · main.py:5', 'Breakpoint');
    await workbench.screenshot('gevent of the package');
    await workbench.press('F5');
    await workbench.expectConsole('_gevent_cgreenlet 7');
  });

  await test('U1: Install Package… installs into the folder of the program, also what another index has', async () => {
    await workbench.answerCommand('WASIX Python: Install Package…', QUESTION, 'farewell==3');
    await workbench.notification('Installed farewell==3 for WASIX Python');
    await workbench.screenshot('U1 a package is installed');
    await workbench.clearNotifications();
    assert.ok(existsSync(path.join(profile.workspace, '.wasix-packages/farewell.py')));
  });

  await test('U1: Install Package… says why it could not', async () => {
    await workbench.answerCommand('WASIX Python: Install Package…', QUESTION, '"no-such"');
    await workbench.notification('There is no package no-such in http://127.0.0.1');
    await workbench.clearNotifications();
    await workbench.answerCommand('WASIX Python: Install Package…', QUESTION, 'native');
    await workbench.notification(
      'native 2 has no build for WASIX Python 3.13, only for manylinux (x86_64)',
    );
    await workbench.screenshot('U1 a package is not to be had');
    await workbench.clearNotifications();
  });
}
