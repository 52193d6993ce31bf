import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { sharedAttributes, testLaunch } from './testLaunch.ts';

const folder = { name: 'app', path: path.resolve('/home/me/app') };

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are VS Code's variables.
const configurations = [
  {
    type: 'wasix-python',
    request: 'launch',
    name: 'Serve',
    program: '${file}',
    args: ['--port', '80'],
    stopOnEntry: true,
    env: { DATA: '${workspaceFolder}/data' },
    mounts: [{ source: '${workspaceFolder}/data' }],
    network: 'off',
  },
  { type: 'wasix-python', request: 'attach', name: 'Attach' },
  { type: 'python', request: 'launch', name: 'Other' },
  { type: 'wasix-python', request: 'launch', name: 'Asks', env: { TOKEN: '${input:token}' } },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: what follows has none.

test('tests get what a launch configuration gives its program, and not the program', () => {
  const { name, env, mounts, network, ...rest } = sharedAttributes(configurations, 'Serve', folder);
  assert.deepEqual(
    { name, env, mounts, network },
    {
      name: 'Serve',
      env: { DATA: `${folder.path}/data` },
      mounts: [{ source: `${folder.path}/data` }],
      network: 'off',
    },
  );
  assert.deepEqual(rest, { type: 'wasix-python', request: 'launch' });
  assert.deepEqual(sharedAttributes(configurations, '', folder), {});
});

test('a configuration that cannot be meant is refused in one sentence', () => {
  for (const name of ['Nobody', 'Attach', 'Other']) {
    assert.throws(
      () => sharedAttributes(configurations, name, folder),
      new RegExp(`There is no launch configuration "${name}" .* in the folder app`),
    );
  }
  assert.throws(
    () => sharedAttributes(configurations, 'Asks', folder),
    /Tests cannot be run with \$\{input:token\}/,
  );
});

test('the program that runs tests is a package that is only read, and reaches its exchange', () => {
  const shared = { packages: ['lib'], mounts: [{ source: '/data' }], network: 'off' };
  assert.deepEqual(testLaunch(shared, folder, { runner: '/runner', exchange: '/exchange' }), {
    ...shared,
    type: 'wasix-python',
    request: 'launch',
    name: 'WASIX Python: app',
    cwd: folder.path,
    module: 'wasix_tests',
    args: ['/run/wasix-tests'],
    packages: ['lib', '/runner'],
    mounts: [{ source: '/data' }, { source: '/exchange', target: '/run/wasix-tests' }],
  });
});
