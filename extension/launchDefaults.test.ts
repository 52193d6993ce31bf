import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fillLaunch, LaunchProblem, resolvePaths } from './launchDefaults.ts';

const FOLDER = path.resolve('/project');
const FILE = path.join(FOLDER, 'app.py');
const DOCUMENT = { path: FILE, language: 'python', scheme: 'file', isReachable: true };

test('an empty configuration debugs the active Python file in the workspace folder', () => {
  assert.deepEqual(fillLaunch({}, FOLDER, DOCUMENT), {
    type: 'wasix-python',
    request: 'launch',
    name: 'WASIX Python: app.py',
    program: FILE,
    cwd: FOLDER,
  });
});

test('what a configuration says stays, whatever the editor shows', () => {
  const configuration = {
    type: 'wasix-python',
    request: 'launch',
    name: 'mine',
    module: 'http.server',
    cwd: '/elsewhere',
  };
  assert.deepEqual(fillLaunch(configuration, FOLDER, DOCUMENT), configuration);
  assert.deepEqual(fillLaunch(configuration, undefined, undefined), configuration);
});

test('without a workspace folder, the adapter chooses where the program starts', () => {
  assert.equal('cwd' in fillLaunch({}, undefined, DOCUMENT), false);
});

for (const [situation, document, sentence] of [
  ['nothing is open', undefined, /^There is no Python file to debug: open one/],
  [
    'the active file is not Python',
    { ...DOCUMENT, language: 'markdown' },
    /^There is no Python file to debug: open one/,
  ],
  [
    'the active file was never saved',
    { path: 'Untitled-1', language: 'python', scheme: 'untitled', isReachable: false },
    /^Untitled-1 is not a file yet: save it, then debug it\.$/,
  ],
  [
    'the active file is an old revision',
    { ...DOCUMENT, scheme: 'git', isReachable: false },
    /app\.py is not a file on disk \(but "git"\): save a copy/,
  ],
] as const) {
  test(`there is one clear sentence when ${situation}`, () => {
    assert.throws(
      () => fillLaunch({}, FOLDER, document),
      error => error instanceof LaunchProblem && sentence.test(error.message),
    );
  });
}

test('a configuration that attaches is left as it is', () => {
  assert.deepEqual(fillLaunch({ request: 'attach', port: 1234 }, FOLDER, DOCUMENT), {
    type: 'wasix-python',
    request: 'attach',
    name: 'WASIX Python: Attach',
    port: 1234,
  });
});

test('there is one clear sentence for any other request', () => {
  assert.throws(() => fillLaunch({ request: 'join' }, FOLDER, DOCUMENT), {
    message: 'The configuration\'s "request" must be "launch" or "attach", not "join".',
  });
});

test('relative paths start in the workspace folder', () => {
  const mounts = [{ source: 'data', target: '/data' }, { source: path.resolve('/absolute') }];
  assert.deepEqual(resolvePaths({ program: 'src/app.py', mounts }, FOLDER), {
    program: path.join(FOLDER, 'src/app.py'),
    mounts: [
      { source: path.join(FOLDER, 'data'), target: '/data' },
      { source: path.resolve('/absolute') },
    ],
  });
});

test('relative paths start in cwd when it is set, which itself starts in the workspace folder', () => {
  assert.deepEqual(resolvePaths({ program: 'app.py', cwd: 'src' }, FOLDER), {
    program: path.join(FOLDER, 'src/app.py'),
    cwd: path.join(FOLDER, 'src'),
  });
});

test('values of the wrong type are left for the adapter to complain about', () => {
  const wrong = { program: 7, cwd: false, mounts: ['data', null] };
  assert.deepEqual(resolvePaths(wrong, FOLDER), wrong);
});
