/** What `npm run test:browser` runs. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Signal } from '../../debug-adapter/runtime/signals.ts';
import { presentVersions } from '../../debug-adapter/session/node/distribution.ts';
import { USUAL_VERSION } from '../../debug-adapter/session/python/versions.ts';
import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';
import { runGuestPython } from '../test/guestPython.ts';
import { testAllConversations } from './allConversations.ts';
import { askIn } from './answers.ts';
import {
  conversationPrograms,
  filesOfPrograms,
  runInNode,
  withoutAddresses,
} from './conversationPrograms.ts';
import { testConversations } from './conversations.ts';
import { testExtension } from './extensionTests.ts';
import { testIsolatedConversations } from './isolatedConversations.ts';
import { testNetwork } from './networkTests.ts';
import { testPythonSuites } from './pythonSuites.ts';
import { SUITES } from './suites.ts';
import { options } from './testOptions.ts';
import { TestPage } from './testPage.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Where programs find their files. */
const FOLDER = '/work';

const PROGRAMS = path.join(root, 'tools/browser/programs');

function source(name: string): Record<string, string> {
  return { 'main.py': fs.readFileSync(path.join(PROGRAMS, name), 'utf8') };
}

/** How long the tests of a browser may take, in milliseconds. */
const PATIENCE = options.programs || options.conversations ? 3_600_000 : 1_200_000;

for (const name of options.browsers) {
  describe(name, { timeout: PATIENCE }, () => {
    if (!options.editor) testIn(name);
    describe(SUITES.extension, () => testExtension(name));
  });
  if (!options.editor) {
    describe(isolated(name), { timeout: PATIENCE }, () => testIsolatedIn(name));
  }
}

/** What a page is called that is isolated from other origins, beside the browser's own. */
function isolated(name: BrowserName): string {
  return `${name}, isolated`;
}

/** Where memory can be shared: what differs there from other pages. */
function testIsolatedIn(name: BrowserName): void {
  let page: TestPage;
  before(async () => {
    page = await TestPage.open(name, { isIsolated: true });
  });
  after(async () => {
    try {
      if (options.name === undefined && page !== undefined) await askIn(isolated(name), page);
    } finally {
      await page?.[Symbol.asyncDispose]();
    }
  });

  test('B18: is in a page that is isolated, where memory can be shared', async () => {
    assert.deepEqual(await page.memorySharing(), [true, 'function']);
  });

  testOwnTests(() => page);

  describe(SUITES.adapter, () => {
    testConversations(USUAL_VERSION, () => page);
    testIsolatedConversations(() => page);
    if (options.conversations) testAllConversations(name, () => page);
  });
}

function testOwnTests(page: () => TestPage): void {
  test('B13: passes its own tests', async context => {
    for (const { name, failure } of await page().runOwnTests()) {
      await context.test(name, () => assert.equal(failure, undefined));
    }
  });
}

function testIn(name: BrowserName): void {
  let page: TestPage;
  before(async () => {
    page = await TestPage.open(name);
  });
  after(async () => {
    try {
      // Who runs some tests alone has no time for that.
      if (options.name === undefined && page !== undefined) await askIn(name, page);
    } finally {
      await page?.[Symbol.asyncDispose]();
    }
  });

  test('B1: is in a page that is not isolated, where memory cannot be shared', async () => {
    assert.deepEqual(await page.memorySharing(), [false, 'undefined']);
  });

  test('B2: runs Python, which prints, and exits', async () => {
    assert.deepEqual(await page.run(['-c', 'print(1)'], FOLDER, {}), {
      end: { kind: 'exited', code: 0 },
      stdout: '1\n',
      stderr: '',
      warnings: [],
    });
  });

  for (const sample of ['switch', 'scheduler', 'producer-consumer']) {
    test(`B3: runs the sample ${sample} as in Node`, async () => {
      const folder = path.join(root, 'samples', sample);
      const files = { 'main.py': fs.readFileSync(path.join(folder, 'main.py'), 'utf8') };
      const { end, stdout, stderr, warnings } = await page.run(['main.py'], FOLDER, files);
      const inNode = await runInNode(['main.py'], FOLDER, folder);
      assert.deepEqual(warnings, []);
      assert.deepEqual(
        { end, stdout, stderr },
        {
          end: { kind: 'exited', code: inNode.code },
          stdout: inNode.stdout,
          stderr: inNode.stderr,
        },
      );
    });
  }

  test('B4: runs threads, and timers of asyncio', async () => {
    const run = await page.run(['main.py'], FOLDER, source('threads_and_timers.py'));
    assert.equal(run.stderr, '');
    assert.equal(
      run.stdout,
      `[333328333350000, 333328333350000, 333328333350000]
['soon', 'late'] asyncio_0
an alarm: 14
time has passed: True
random: True True
`,
    );
    assert.deepEqual(run.end, { kind: 'exited', code: 7 });
  });

  test('B5: reads files, standard input and the sources of the library, and writes files', async () => {
    const files = { ...source('files_and_tracebacks.py'), 'data/numbers.json': '[1, 2, 3]' };
    const run = await page.run(['main.py'], FOLDER, files, { stdin: 'one\ntwo\n' });
    assert.equal(
      run.stdout,
      `[1, 2, 3]
[3, 2, 1] ['copy.json']
['data', 'main.py']
read: one
read: two
`,
    );
    assert.match(
      run.stderr,
      /json\/decoder\.py", line \d+, in decode\n +obj, end = self\.raw_decode/,
    );
    assert.deepEqual(run.end, { kind: 'exited', code: 0 });
  });

  test('B6: raises signals in a program that computes', async () => {
    const signal = Signal.interrupt;
    const run = await page.run(['main.py'], FOLDER, source('interrupted.py'), { signal });
    assert.deepEqual([run.stdout, run.stderr], ['computing\ninterrupted\n', '']);
    assert.deepEqual(run.end, { kind: 'exited', code: 0 });
  });

  test('B7: ends a program that computes', async () => {
    const options = { isTerminated: true };
    const run = await page.run(['main.py'], FOLDER, source('interrupted.py'), options);
    assert.deepEqual([run.stdout, run.end], ['computing\n', { kind: 'terminated' }]);
  });

  test('B8: has a MemoryError raised where no more greenlets can sleep, before the page ends', async () => {
    const run = await page.run(['main.py'], FOLDER, source('many_greenlets.py'));
    assert.equal(run.stderr, '');
    const counts = [...run.stdout.matchAll(/^(\d+) sleep, and there is no room for another$/gm)];
    assert.equal(counts.length, 6);
    assert.ok(
      counts.every(([, count]) => Number(count) > 1000),
      run.stdout,
    );
    assert.equal(run.stdout.match(/^all have ended: True$/gm)?.length, 6);
    assert.deepEqual(run.end, { kind: 'exited', code: 0 });
  });

  test('B20: has room for sleeping greenlets of several programs, before the page ends', async () => {
    // What they leave behind would be missed by others.
    await using own = await TestPage.open(name);
    const file = 'greenlets_of_others.py';
    const files = { [file]: fs.readFileSync(path.join(PROGRAMS, file), 'utf8') };
    const run = await own.run([file, '4'], FOLDER, files, { startsOthers: true });
    assert.equal(run.stderr, '');
    assert.deepEqual(run.end, { kind: 'exited', code: 0 });
    const counts = run.stdout.match(/^\d+ sleep/gm) ?? [];
    assert.equal(counts.length, 5);
    assert.ok(
      counts.every(count => Number.parseInt(count, 10) > 0),
      run.stdout,
    );
  });

  test('B9: runs several programs that start at the same time', async () => {
    const numbers = [1, 2, 3];
    const runs = await Promise.all(
      numbers.map(number => page.run(['-c', `print(${number})`], FOLDER, {})),
    );
    assert.deepEqual(
      runs.map(({ stdout }) => stdout),
      ['1\n', '2\n', '3\n'],
    );
  });

  test('B10: says which program cannot be fetched', async () => {
    const { end } = await page.run([], FOLDER, {}, {}, { program: '/nowhere.wasm' });
    assert.equal(end.kind, 'crashed');
    assert.match(JSON.stringify(end), /\/nowhere\.wasm cannot be fetched: 404 Not Found/);
  });

  test('B11: links modules that are fetched when they are imported', async () => {
    const code =
      'import ctypes, hashlib, ssl; print(ssl.OPENSSL_VERSION, hashlib.new("sha512_256", b"").name, ctypes.sizeof(ctypes.c_long))';
    const run = await page.run(['-c', code], FOLDER, {});
    const inNode = await runGuestPython(['-c', code], []);
    assert.equal(run.stderr, '');
    assert.deepEqual([run.stdout, run.end], [inNode.stdout, { kind: 'exited', code: 0 }]);
  });

  test('B12: ends a program whose recursion in C is too deep, and says why', async () => {
    const code = `
value = ()
for _ in range(100_000): value = (value,)
hash(value)
`;
    const { end } = await page.run(['-c', code], FOLDER, {});
    assert.ok(end.kind === 'crashed');
    assert.equal(end.reason, 'the stack overflowed (too deep a recursion in C code)');
  });

  testOwnTests(() => page);

  test('B15: has a guest in the worker of its host, which talks to it and sees into it', async () => {
    const files = source('answering.py');
    const run = await page.runInOwnWorker(['main.py'], FOLDER, files, ['one', 'two', 'compute']);
    assert.equal(run.stderr, '');
    assert.deepEqual(run.answers, ['eno', 'owt', 'etupmoc', 'interrupted']);
    assert.deepEqual([run.switches, run.contexts, run.hasMemory], [4, 2, true]);
    assert.deepEqual([run.stdout, run.end], ['done\n', { kind: 'exited', code: 3 }]);
  });

  describe('the network of a program', () => testNetwork(name, () => page));

  testPythonSuites(name, () => page);

  describe(SUITES.adapter, () => {
    for (const version of presentVersions()) {
      describe(`with Python ${version}`, () => testConversations(version, () => page));
    }
    if (options.conversations) testAllConversations(name, () => page);
  });

  for (const program of options.programs ? conversationPrograms() : []) {
    test(`B14: runs ${program} as in Node`, async () => {
      const args = ['-B', program];
      const run = await page.run(args, FOLDER, filesOfPrograms());
      const inNode = await runInNode(args, FOLDER);
      assert.deepEqual(run.end, { kind: 'exited', code: inNode.code });
      assert.equal(withoutAddresses(run.stdout), withoutAddresses(inNode.stdout));
      assert.equal(withoutAddresses(run.stderr), withoutAddresses(inNode.stderr));
    });
  }
}
