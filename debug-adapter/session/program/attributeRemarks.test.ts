import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeRemarks } from './attributeRemarks.ts';

/** What the Python extension of VS Code suggests for its debugger, and what editors add. */
const FROM_DEBUGPY = {
  name: 'Python: Django',
  type: 'wasix-python',
  request: 'launch',
  program: 'manage.py',
  args: ['runserver'],
  env: {},
  envFile: '.env',
  console: 'internalConsole',
  justMyCode: false,
  gevent: true,
  redirectOutput: true,
  internalConsoleOptions: 'openOnSessionStart',
  presentation: { hidden: false },
  preLaunchTask: 'build',
  postDebugTask: 'clean',
  serverReadyAction: { action: 'openExternally' },
  debugServer: 4711,
  django: false,
  subProcess: false,
  sudo: null,
  __sessionId: 'x',
  __configurationTarget: 6,
};

test('U4: what needs nothing is accepted without a word', () => {
  assert.deepEqual([...attributeRemarks('launch', FROM_DEBUGPY)], []);
});

for (const name of [
  'python',
  'pythonPath',
  'sudo',
  'subProcess',
  'django',
  'jinja',
  'pyramid',
  'connect',
  'listen',
  'processId',
]) {
  test(`U4: "${name}" of debugpy gets one sentence that says why, and what to do`, () => {
    const remark = attributeRemarks('launch', { [name]: true }).get(name) as string;
    assert.match(remark, new RegExp(`^"${name}" has no effect: [^.\\n]+; [^.\\n]+\\.$`));
  });
}

for (const [request, name, advice] of [
  ['launch', 'progam', 'did you mean "program"?'],
  ['launch', 'justMycode', 'did you mean "justMyCode"?'],
  ['launch', 'mount', 'did you mean "mounts"?'],
  ['launch', 'evn', 'did you mean "env"?'],
  ['attach', 'hots', 'did you mean "host"?'],
  ['launch', 'flavour', 'take it out.'],
  ['launch', 'x', 'take it out.'],
  ['launch', 'pathMappings', 'it belongs to configurations with "request": "attach"; take it out.'],
  ['attach', 'env', 'it belongs to configurations with "request": "launch"; take it out.'],
] as const) {
  test(`U4: "${name}" is unknown to ${request}`, () => {
    const remark = attributeRemarks(request, { [name]: 1 }).get(name) as string;
    assert.ok(remark.endsWith(`: ${advice}`), remark);
  });
}

test('U4: a name that is huge, or odd, is told of briefly', () => {
  const [remark = ''] = attributeRemarks('launch', { ['\n"x'.repeat(100_000)]: 1 }).values();
  assert.match(remark, /^[^\n]{1,250}$/);
});
