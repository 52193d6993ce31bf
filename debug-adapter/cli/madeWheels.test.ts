/** Packages with native code whose wheels come with WASIX Python. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { pythonWithPip } from '../../tools/test/pythonWithPip.ts';
import { PYTHON_VERSIONS } from '../session/python/versions.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const PROGRAM = `\
import gevent, gevent._gevent_cgreenlet as compiled
assert gevent.Greenlet is compiled.Greenlet
print(gevent.get_hub().loop.backend, gevent.spawn(pow, 2, 3).get())
`;

for (const version of PYTHON_VERSIONS) {
  test(`gevent is installed without an index, for Python ${version}`, async t => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'made-wheels-test-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const run = promisify(execFile);
    const env = {
      HOME: folder,
      PATH: `${await pythonWithPip()}:${process.env.PATH}`,
      PIP_CONFIG_FILE: '/dev/null',
      WASIX_PYTHON_VERSION: version,
    };
    const options = { cwd: folder, env };
    const words = ['pip', 'install', '--no-index', 'gevent'];
    const installed = await run(process.execPath, [CLI, ...words], options);
    assert.match(installed.stdout, /^Successfully installed gevent-\S+ greenlet-\S+ zope\.event-/m);
    const { stdout, stderr } = await run(process.execPath, [CLI, '-c', PROGRAM], options);
    assert.deepEqual({ stdout, stderr }, { stdout: 'epoll 8\n', stderr: '' });
  });
}
