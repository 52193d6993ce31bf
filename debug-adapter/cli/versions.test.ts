import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { distributionFolder } from '../session/node/distribution.ts';
import { defaultVersion, PYTHON_VERSIONS, VERSION_VARIABLE } from '../session/python/versions.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const WHICH = 'import sys; print("%d.%d" % sys.version_info[:2], sys.prefix, sys.path[-1])';

function wasixPython(args: string[], env: Record<string, string> = {}, cli = CLI) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

function runBy(version: string): object {
  const stdout = `${version} /usr /usr/lib/python${version}/site-packages\n`;
  return { status: 0, stdout, stderr: '' };
}

describe('wasix-python', () => {
  for (const version of PYTHON_VERSIONS) {
    test(`runs Python ${version} when it is asked to`, () => {
      assert.deepEqual(wasixPython(['run', '--python', version, '-c', WHICH]), runBy(version));
      assert.deepEqual(wasixPython(['-c', WHICH], { [VERSION_VARIABLE]: version }), runBy(version));
    });

    test(`runs greenlets in Python ${version}`, () => {
      const code =
        'import greenlet\nmain = greenlet.getcurrent()\n' +
        'print(greenlet.greenlet(lambda: main.switch("switched")).switch())';
      assert.equal(wasixPython(['--python', version, '-c', code]).stdout, 'switched\n');
    });
  }

  test('runs the usual version when it is asked for none', () => {
    assert.deepEqual(wasixPython(['-c', WHICH]), runBy(defaultVersion()));
  });

  test('says which versions there are when it is asked for another', () => {
    const { status, stderr } = wasixPython(['run', '--python', '3.12', '-c', WHICH]);
    assert.equal(status, 2);
    assert.match(stderr, /'3\.12' is invalid\. Allowed choices are 3\.13, 3\.14\./);
  });

  test('says which version it has when the other did not come with it', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'versions-test-'));
    try {
      const filter = (file: string): boolean =>
        !/(\.map|\.code|-tests\.zip|[/\\]test|3\.13)$/.test(file);
      fs.cpSync(distributionFolder(), folder, { recursive: true, filter });
      fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
      const run = wasixPython(['--python', '3.13', '-c', WHICH], {}, path.join(folder, 'cli.js'));
      assert.deepEqual(run, {
        status: 1,
        stdout: '',
        stderr:
          'wasix-python: Python 3.13 did not come with this debugger, which has Python 3.14: ask for that.\n',
      });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
