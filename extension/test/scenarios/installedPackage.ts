import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { installedFiles, installPackage } from '../harness/extensionPackage.ts';
import { PackageSource } from '../harness/packageSource.ts';
import { Profile } from '../harness/profile.ts';
import { lineWith, post, useFreePort } from '../harness/service.ts';
import { expectSoon, Workbench } from '../harness/workbench.ts';
import { OTHER_WHEELS, testPackages, WHEELS } from './packages.ts';
import { debugToSecondGreenlet, expectFirstStop } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';

/** What every package holds. */
const CONTENT = [
  /^package\.json$/,
  /^package\.nls\.json$/,
  /^package\.nls\.de\.json$/,
  /^extension\/l10n\/bundle\.l10n\.de\.json$/,
  /^dist\/debugTerminal\.cjs$/,
  /^dist\/extension\.cjs$/,
  /^dist\/installPackages\.cjs$/,
  /^dist\/language-client\.cjs$/,
  /^dist\/language-server\.js$/,
  /^dist\/modelTools\.cjs$/,
  /^dist\/openSample\.cjs$/,
  /^dist\/parallelStacks\.cjs$/,
  /^dist\/parallel-stacks-page\.js$/,
  /^dist\/pythonText\.cjs$/,
  /^dist\/recordings\.cjs$/,
  /^dist\/reportProblem\.cjs$/,
  /^dist\/selectedEnvironment\.cjs$/,
  /^dist\/testing\.cjs$/,
  /^dist\/test-runner\/wasix_tests\/\w+\.py$/,
  /^dist\/timeline\.cjs$/,
  /^dist\/timeline-page\.js$/,
  /^dist\/web-adapter\.js$/,
  /^dist\/web-extension\.cjs$/,
  /^dist\/web-python-3\.\d+\.json$/,
  /^dist\/web-language-server\.js$/,
  /^dist\/(?:try_modules|wasix_pip)\.py$/,
  /^media\/parallelStacks\/parallelStacks\.css$/,
  /^media\/timeline\/timeline\.css$/,
  /^dist\/cli\.js$/,
  /^dist\/commands\.cjs$/,
  /^dist\/(debug-server|launched-program|model-context|pip|terminal-program)\.js$/,
  /^dist\/bin\/wasix-python$/,
  /^dist\/bin\/wasix-python\.cmd$/,
  /^dist\/bin\/debug\/(flask|pip|pytest|python3?|uvicorn)(\.cmd)?$/,
  /^dist\/debug-adapter\.js$/,
  /^dist\/debug-adapter-program\.cjs$/,
  /^dist\/guest-worker(-program)?\.cjs$/,
  /^dist\/guest-thread-worker\.cjs$/,
  /^dist\/chunk-\w+\.js$/,
  /^dist\/compile-python\.js$/,
  /^dist\/compile-python\.py$/,
  /^dist\/train-python\.py$/,
  /^dist\/agent-3\.\d+\.zip$/,
  /^dist\/python\/3\.\d+\/python\.wasm$/,
  /^dist\/python\/3\.\d+\/stdlib\.zip$/,
  /^dist\/python\/3\.\d+\/lib-dynload\/\w+\.cpython-3\d+-wasm32-wasi-threads\.so$/,
  /^dist\/python\/3\.\d+\/lib-dynload\/lib(c\+\+|openssl)\.so$/,
  /^dist\/python\/3\.\d+\/wheels\/\w+-[\d.]+-py3-none-any\.whl$/,
  /^dist\/wheels\/3\.\d+\/gevent-[\d.]+-cp3\d+-cp3\d+-wasix_wasm32\.whl$/,
  /^dist\/wheels\/3\.\d+\/zope\.(event|interface)-[\d.]+-py3-none-any\.whl$/,
  /^media\/[^/]*\.png$/,
  /^media\/walkthrough\/\w+\.svg$/,
  /^samples\/(switch|producer-consumer|scheduler|gevent-service|time-travel)\/main\.py$/,
  /^LICENSE\.txt$/,
  /^readme\.md$/,
  /^changelog\.md$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
];

/** What a package may hold beside that; VS Code adds the first by itself. */
const FURTHER_CONTENT = [/^\.vsixmanifest$/, /^dist\/python\/3\.\d+\/manifest\.json$/];

/** Installs the package into a fresh profile, and debugs with nothing else. */
export async function testInstalledPackage(scenario: Scenario): Promise<void> {
  const { root, editor, browser: program, report, results } = scenario;
  using profile = new Profile(root, 'grüne Fäden & mehr');
  let files: string[] = [];
  await report.test('The package holds what a session needs, and nothing else', async () => {
    files = await installPackage(root, editor, profile, path.join(results, 'package.log'));
    const missing = CONTENT.filter(pattern => !files.some(file => pattern.test(file)));
    assert.deepEqual(missing, []);
    const allowed = [...CONTENT, ...FURTHER_CONTENT];
    assert.deepEqual(
      files.filter(file => !allowed.some(pattern => pattern.test(file))),
      [],
    );
  });
  using packages = await PackageSource.open(WHEELS, OTHER_WHEELS);
  const log = path.join(results, 'server.log');
  await using server = await EditorServer.start(editor, profile, log, packages.environment);
  await using browser = await BrowserPage.open(program, path.join(results, 'page.log'));
  const workbench = new Workbench(browser.page, results);
  await report.test('The installed package debugs the sample', () =>
    workbench.withScreenshotOfFailure('failure', async () => {
      await workbench.open(server.url(profile.workspace), 'main.py');
      await debugToSecondGreenlet(workbench);
      await workbench.screenshot('three threads');
      await workbench.press('Shift+F5');
      await workbench.expectCallStack([]);
    }),
  );
  await report.test('What is typed in a debug terminal is debugged', () =>
    workbench.withScreenshotOfFailure('failure of the debug terminal', async () => {
      const said = path.join(profile.workspace, 'said.txt');
      const typed = 'python main.py; echo "ended by $?" > said.txt';
      await workbench.typeIntoNewTerminal(typed, 'WASIX Python: Open Debug Terminal');
      await expectFirstStop(workbench);
      await workbench.screenshot('a debug terminal');
      // The keys for it would be the terminal's.
      await workbench.runCommand('Remove All Breakpoints');
      await workbench.press('F5');
      await workbench.expectCallStack([]);
      await expectSoon(async () => {
        const text = existsSync(said) ? readFileSync(said, 'utf8') : undefined;
        return text === 'ended by 0\n' ? undefined : `the terminal has written ${text}`;
      });
      // As a virtual environment does.
      const other = path.join(profile.workspace, 'bin/python3');
      mkdirSync(path.dirname(other));
      writeFileSync(other, '#!/bin/sh\necho another\n', { mode: 0o755 });
      await workbench.typeIntoTerminal('PATH="$PWD/bin:$PATH"');
      await workbench.typeIntoTerminal('python3 main.py');
      await workbench.notification('Another python3 has run in this debug terminal');
      await workbench.clearNotifications();
    }),
  );
  const { secondIndex } = packages;
  const url = server.url(profile.workspace);
  await testPackages({ workbench, profile, url, secondIndex, report });
  // Its database has a thread of its own, and its packages are not in Python's library.
  await report.test(
    'U12: a service opens its page, and stops in a query that runs in a greenlet',
    () =>
      workbench.withScreenshotOfFailure('failure of the service', async () => {
        const folder = profile.addSample(root, 'fastapi-sqlalchemy');
        const port = await useFreePort(folder);
        const line = lineWith(
          readFileSync(path.join(folder, 'main.py'), 'utf8'),
          'session.commit()',
        );
        await workbench.open(server.url(folder), 'main.py');
        await workbench.setBreakpoint(line);
        await workbench.showRunAndDebug();
        const opened = workbench.page.waitForEvent('popup');
        await workbench.press('F5');
        const [page] = await Promise.all([
          opened,
          workbench.expectConsole(`Uvicorn running on http://127.0.0.1:${port}`),
        ]);
        // code-server forwards the ports of its machine by addresses of its own.
        await page.waitForURL(new RegExp(`\\b${port}/docs$`));
        assert.equal(await page.title(), 'Things to do - Swagger UI');
        await page.close();
        const answer = post(port, '/todos', { title: 'sleep' });
        await workbench.expectFocus(`Stack Frame add_todo, line ${line}, main.py`);
        await workbench.runCommand('Step to Next Switch');
        await workbench.expectThread('Session.commit', 'Switch');
        await workbench.screenshot('a commit in its greenlet');
        await workbench.press('Control+Shift+F9');
        await workbench.press('F5');
        assert.equal((await answer).status, 201);
        await workbench.press('Shift+F5');
        await workbench.expectCallStack([]);
      }),
  );
  await report.test("U9: what is written at run time is in the editor's storage", async () => {
    const storage = path.join(
      profile.userData,
      'User/globalStorage/wasix-python.wasix-python-debug',
    );
    await expectSoon(async () => {
      const names = existsSync(storage) ? readdirSync(storage, { recursive: true }) : [];
      const isMade = names.some(name => /\bpython\.wasm\..*\.code$/.test(`${name}`));
      return isMade ? undefined : `there is ${names}`;
    });
    assert.deepEqual(installedFiles(profile), files);
  });
}
