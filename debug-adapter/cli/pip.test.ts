import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { pythonWithPip } from '../../tools/test/pythonWithPip.ts';
import { compileTestModules } from '../python/sideModules/test/testModules.ts';
import { defaultVersion } from '../session/python/versions.ts';
import { PackageIndex } from './test/packageIndex.ts';
import { makeWheel, type WheelSpecification } from './test/wheel.ts';
import { WHEEL_INDEX_VARIABLE } from './wheelIndex.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A package of two modules, text files and a command, in the namespace that others share. */
function greeting(version: string, files: Record<string, string> = {}) {
  return makeWheel({
    name: 'greeting',
    version,
    files: {
      'greeting/__init__.py': `def main(): print("hello from ${version}")\n`,
      'greeting/__main__.py': 'from greeting import main\nmain()\n',
      'greeting/words.txt': 'good day\n',
      'shared/greeting_part.py': '',
      [`greeting-${version}.data/data/share/greeting.txt`]: 'data\n',
      ...files,
    },
    scripts: ['greet = greeting:main'],
  });
}

const FAREWELL = makeWheel({
  name: 'farewell',
  version: '3',
  files: {
    'farewell/__init__.py': 'import greeting\ndef main(): greeting.main(); print("bye")\n',
    'shared/farewell_part.py': '',
  },
  requires: ['greeting>=1'],
  scripts: ['leave = farewell:main'],
});

const ABI = `cp${defaultVersion().replace('.', '')}`;

/** A package that tells which of its wheels has been installed. */
function swift(
  version: string,
  tag: string,
  files: WheelSpecification['files'] = {},
): ReturnType<typeof makeWheel> {
  return makeWheel({
    name: 'swift',
    version,
    tag,
    files: { 'swift/__init__.py': `print("${version} ${tag}")\n`, ...files },
  });
}

const modules = await compileTestModules(defaultVersion());

describe('wasix-python pip', () => {
  let pip: string;
  let index: PackageIndex;
  let folder: string;
  before(async () => {
    pip = await pythonWithPip();
  });
  beforeEach(async () => {
    index = await PackageIndex.start();
    index.add(greeting('1.0', { 'greeting/old.py': '' }), FAREWELL);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pip-test-'));
    // The index that the user's pip is configured for.
    fs.writeFileSync(path.join(folder, 'pip.conf'), `[global]\nindex-url = ${index.url}\n`);
  });
  afterEach(() => {
    index.close();
    fs.rmSync(folder, { recursive: true });
  });

  function wasixPython(args: string[], env: Record<string, string> = {}): Promise<Run> {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: {
        HOME: folder,
        PATH: `${pip}:${process.env.PATH}`,
        PIP_CONFIG_FILE: path.join(folder, 'pip.conf'),
        PIP_NO_CACHE_DIR: '1',
        // Nobody else's index is asked.
        [WHEEL_INDEX_VARIABLE]: '',
        ...env,
      },
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', data => (text.stdout += data));
    child.stderr.on('data', data => (text.stderr += data));
    child.stdin.end();
    return new Promise(resolve => child.on('close', code => resolve({ code, ...text })));
  }

  async function install(...args: string[]): Promise<void> {
    const { code, stdout, stderr } = await wasixPython(['pip', 'install', ...args]);
    assert.equal(code, 0, stdout + stderr);
  }

  async function prints(args: string[], expected: string): Promise<void> {
    const { stdout, stderr } = await wasixPython(args);
    assert.deepEqual({ stdout, stderr }, { stdout: expected, stderr: '' });
  }

  const isInstalled = (file: string): boolean =>
    fs.existsSync(path.join(folder, '.wasix-packages', file));

  test('installs a package, and what it needs, from the index that pip is configured for', async () => {
    await install('farewell');
    assert.ok(index.requests.includes('/simple/farewell/'));
    await prints(['-c', 'import farewell; farewell.main()'], 'hello from 1.0\nbye\n');
    await prints(['-m', 'greeting'], 'hello from 1.0\n');
    await prints(
      ['-c', 'from importlib.resources import *; print(read_text("greeting", "words.txt"))'],
      'good day\n\n',
    );
    assert.ok(isInstalled('share/greeting.txt'));
    assert.ok(
      isInstalled(`greeting/__pycache__/__init__.cpython-${defaultVersion().replace('.', '')}.pyc`),
    );
    await prints(['.wasix-packages/bin/leave'], 'hello from 1.0\nbye\n');
  });

  test('installs wheels for this platform and version, of which there may be newer ones for others', async () => {
    index.add(
      swift('1', 'py3-none-any'),
      swift('2', `${ABI}-${ABI}-wasix_wasm32`),
      swift('3', `${ABI}-${ABI}-manylinux_2_17_x86_64`),
      swift('4', 'cp312-cp312-wasix_wasm32'),
    );
    await install('swift');
    await prints(['-c', 'import swift'], `2 ${ABI}-${ABI}-wasix_wasm32\n`);
    index.add(swift('5', 'cp39-abi3-wasix_wasm32'));
    await install('--upgrade', 'swift');
    await prints(['-c', 'import swift'], '5 cp39-abi3-wasix_wasm32\n');
  });

  test('asks a second index for them', async () => {
    const second = await PackageIndex.start();
    try {
      second.add(swift('2', `${ABI}-abi3-wasix_wasm32`));
      const named = await wasixPython(['pip', 'install', '--wheel-index', second.url, 'swift']);
      assert.equal(named.code, 0, named.stderr);
      assert.ok(index.requests.includes('/simple/swift/'));
      await prints(['-c', 'import swift'], `2 ${ABI}-abi3-wasix_wasm32\n`);
      second.add(swift('3', 'py3-none-any'));
      const variable = { [WHEEL_INDEX_VARIABLE]: second.url };
      const { code } = await wasixPython(['pip', 'install', '--upgrade', 'swift'], variable);
      assert.equal(code, 0);
      await prints(['-c', 'import swift'], '3 py3-none-any\n');
    } finally {
      second.close();
    }
  });

  test('what a wheel has compiled runs, whatever its platform is called in the names of its files', {
    skip: modules === undefined && 'there is no compiler',
  }, async () => {
    const compiled = modules?.extensions.find(file => path.basename(file).startsWith('plain.'));
    const name = `swift/plain.${ABI.replace('cp', 'cpython-')}-wasm32-wasix.so`;
    const content = fs.readFileSync(compiled as string);
    index.add(swift('1', `${ABI}-${ABI}-wasix_wasm32`, { [name]: content }));
    await install('swift');
    await prints(
      ['-c', 'from swift import plain; print(plain.__name__, plain.call(lambda: 42))'],
      `1 ${ABI}-${ABI}-wasix_wasm32\nswift.plain 42\n`,
    );
  });

  test('leaves what belongs to other packages', async () => {
    await install('greeting');
    await install('farewell', '--no-deps');
    assert.ok(isInstalled('bin/greet') && isInstalled('bin/leave'));
    await prints(['-c', 'import shared.greeting_part, shared.farewell_part'], '');
  });

  test('replaces a package by another version, of which nothing else is left', async () => {
    await install('greeting');
    index.add(greeting('2.0'));
    await install('greeting');
    await prints(['-m', 'greeting'], 'hello from 2.0\n');
    assert.equal(isInstalled('greeting/old.py'), false);
    const { stdout } = await wasixPython(['pip', 'list', '--format=freeze']);
    assert.equal(stdout, 'greeting==2.0\n');
  });

  test('uninstalls', async () => {
    await install('farewell');
    await prints(['pip', 'uninstall', 'Farewell'], 'Uninstalled farewell 3\n');
    assert.deepEqual(
      ['farewell', 'bin/leave', 'shared/farewell_part.py', 'greeting'].map(isInstalled),
      [false, false, false, true],
    );
    const { code, stderr } = await wasixPython(['pip', 'uninstall', 'farewell']);
    assert.equal(code, 1);
    assert.match(stderr, /^wasix-python: There is no package farewell in .*\.wasix-packages\.\n$/);
  });

  test('installs to another folder, and for a user who installs nothing elsewhere', async () => {
    const { code, stderr } = await wasixPython(['pip', 'install', '--target', 'lib', 'greeting'], {
      PIP_USER: '1',
      PIP_REQUIRE_VIRTUALENV: '1',
    });
    assert.equal(code, 0, stderr);
    await prints(['--packages', 'lib', '-m', 'greeting'], 'hello from 1.0\n');
    assert.match((await wasixPython(['pip', 'list', '--target=lib'])).stdout, /greeting +1\.0/);
  });

  test('takes greenlet and MarkupSafe for what is there', async () => {
    index.add(
      makeWheel({
        name: 'pages',
        version: '1',
        files: { 'pages.py': '' },
        requires: ['greenlet>=1', 'MarkupSafe>=2'],
      }),
    );
    await install('pages');
    await prints(
      [
        '-c',
        `
import greenlet, importlib.metadata, markupsafe._speedups
print(importlib.metadata.version("greenlet") == greenlet.__version__)
print(markupsafe._speedups, markupsafe.escape("<b>"))
`,
      ],
      "True\n<module 'markupsafe._speedups' (built-in)> &lt;b&gt;\n",
    );
  });

  test('refuses native code, and keeps what was installed', async () => {
    const tag = 'cp313-cp313-manylinux_2_17_x86_64';
    index.add(makeWheel({ name: 'native', version: '1', files: { 'native.py': '' }, tag }));
    await install('greeting');
    const { code, stderr } = await wasixPython(['pip', 'install', 'native', 'farewell']);
    assert.equal(code, 1);
    assert.match(stderr, /No matching distribution found for native/);
    assert.match(
      stderr,
      /^wasix-python: .*What runs here are wheels in pure Python .* and for WASIX/m,
    );
    await prints(['-m', 'greeting'], 'hello from 1.0\n');
    assert.equal(isInstalled('farewell'), false);
  });

  test('installs through no link, which a program may have made', async () => {
    fs.mkdirSync(path.join(folder, 'elsewhere'));
    fs.symlinkSync('elsewhere', path.join(folder, '.wasix-packages'));
    const { code, stderr } = await wasixPython(['pip', 'install', 'greeting']);
    assert.equal(code, 1);
    assert.match(stderr, /^wasix-python: .wasix-packages is a link: remove it/m);
    assert.deepEqual(fs.readdirSync(path.join(folder, 'elsewhere')), []);
  });

  test('tells of an index that it cannot reach', async () => {
    const { code, stderr } = await wasixPython(['pip', 'install', 'greeting'], {
      // Nothing listens on port 9, "discard".
      PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
      PIP_RETRIES: '0',
    });
    assert.equal(code, 1);
    assert.match(stderr, /^wasix-python: .*cannot reach is not to be had now/m);
  });

  test('tells of a machine without pip, and of commands that it does not have', async () => {
    const alone = await wasixPython(['pip', 'install', 'greeting'], { PATH: folder });
    assert.equal(alone.code, 1);
    assert.match(alone.stderr, /^wasix-python: There is no pip on this machine: install Python/);
    const unknown = await wasixPython(['pip', 'download', 'greeting']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /^wasix-python: Of pip's commands there are install, list and/);
  });
});
