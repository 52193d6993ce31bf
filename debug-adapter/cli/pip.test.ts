import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { compileTestModules } from '../python/sideModules/test/testModules.ts';
import { defaultVersion } from '../session/python/versions.ts';
import { PackageIndex } from './test/packageIndex.ts';
import { PipProject } from './test/pipProject.ts';
import { makeWheel, sourceOf, type WheelSpecification, wheelsFor } from './test/wheel.ts';
import { WHEEL_INDEX_VARIABLE } from './wheelIndex.ts';

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
  let project: PipProject;
  let index: PackageIndex;
  let folder: string;
  beforeEach(async () => {
    project = await PipProject.make();
    ({ index, folder } = project);
    index.add(greeting('1.0', { 'greeting/old.py': '' }), FAREWELL);
  });
  afterEach(() => project.remove());

  const wasixPython: PipProject['run'] = (args, env) => project.run(args, env);

  async function install(...args: string[]): Promise<void> {
    const { code, stdout, stderr } = await wasixPython(['pip', 'install', ...args]);
    assert.equal(code, 0, stdout + stderr);
  }

  async function prints(args: string[], expected: string): Promise<void> {
    const { stdout, stderr } = await wasixPython(args);
    assert.deepEqual({ stdout, stderr }, { stdout: expected, stderr: '' });
  }

  /** What stands on standard error, without pip's warnings about itself. */
  const told = (stderr: string): string => stderr.replaceAll(/^WARNING: .*\n/gm, '').trimEnd();

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

  test('says in a sentence of a package without a build for this platform which there are', async () => {
    index.add(
      ...wheelsFor('native', '1.9', ['cp313-cp313-win_amd64']),
      ...wheelsFor('native', '2.0', [
        'cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64',
        'cp310-cp310-manylinux_2_17_x86_64',
        'cp310-cp310-manylinux_2_28_aarch64',
        'cp311-cp311-macosx_11_0_arm64',
        'cp312-abi3-win_amd64',
        'pp310-pypy310_pp73-win_amd64',
      ]),
      sourceOf('native', '2.0'),
      makeWheel({ name: 'user', version: '1', files: { 'user.py': '' }, requires: ['native'] }),
    );
    await install('greeting');
    const { code, stderr } = await wasixPython(['pip', 'install', 'user', 'farewell']);
    assert.equal(code, 1);
    assert.equal(
      told(stderr),
      `wasix-python: native 2.0 (needed by user 1) has no build for WASIX Python ${defaultVersion()}, only for manylinux (x86_64, aarch64), macOS (arm64) and Windows (amd64), for CPython 3.9 to 3.11, 3.12 and later and PyPy: name an index that has a wheel of it for wasix_wasm32 (--wheel-index) or make one (README, "Packages").`,
    );
    await prints(['-m', 'greeting'], 'hello from 1.0\n');
    assert.equal(isInstalled('farewell'), false);
  });

  test('says what else can be done: another version, another Python, another package', async () => {
    const other = defaultVersion() === '3.13' ? '3.14' : '3.13';
    const abi = `cp${other.replace('.', '')}`;
    index.add(
      ...wheelsFor('older', '1', ['py3-none-any']),
      ...wheelsFor('older', '2', ['cp313-cp313-win32']),
      ...wheelsFor('other', '1', [`${abi}-${abi}-wasix_wasm32`]),
      ...wheelsFor('orjson', '3', ['cp313-cp313-musllinux_1_2_x86_64']),
      sourceOf('old', '1'),
      makeWheel({ name: 'new', version: '4', files: {}, requiresPython: '>=3.99' }),
    );
    const python = `WASIX Python ${defaultVersion()}`;
    const rest =
      'name an index that has a wheel of it for wasix_wasm32 (--wheel-index) or make one (README, "Packages").';
    for (const [wanted, sentence] of Object.entries({
      'older>1': `older 2 has no build for ${python}, only for Windows (x86), for CPython 3.13: ask for older==1, which runs here, ${rest}`,
      other: `other 1 has no build for ${python}, only for WASIX, for CPython ${other}: take Python ${other} (--python), ${rest}`,
      orjson: `orjson 3 has no build for ${python}, only for musllinux (x86_64), for CPython 3.13: use json, which runs here, ${rest}`,
      old: `old 1 has no build for ${python}, only its source: if it is in pure Python, install what pip wheel --no-deps old==1 makes of it, ${rest}`,
      new: `new 4 is for Python >=3.99 and not for ${defaultVersion()}: ask for another version.`,
      'greeting>5':
        'There is no greeting>5, of which the newest version is 1.0: ask for greeting==1.0, which runs here.',
      absent: `There is no package absent in ${index.url}: look at its spelling or name its index (--extra-index-url).`,
    })) {
      const { code, stderr } = await wasixPython(['pip', 'install', wanted]);
      assert.deepEqual([code, told(stderr)], [1, `wasix-python: ${sentence}`]);
    }
  });

  test('says the same of a file that is for others', async () => {
    const [native] = wheelsFor('native', '1', ['cp313-cp313-win_amd64']);
    project.write(native?.fileName as string, native?.content as Buffer);
    const { code, stderr } = await wasixPython(['pip', 'install', `./${native?.fileName}`]);
    assert.equal(code, 1);
    assert.match(
      told(stderr),
      /^wasix-python: native 1 has no build for WASIX .*, only for Windows \(amd64\), for CPython/,
    );
  });

  test('conditions are judged for WASIX Python, and not for that of pip', async () => {
    index.add(
      makeWheel({
        name: 'choosy',
        version: '1',
        files: { 'choosy.py': '' },
        requires: [
          'absent; sys_platform != "wasi"',
          'absent; platform_machine == "x86_64" or platform_machine == "arm64"',
          `absent; python_version != "${defaultVersion()}"`,
          'greeting; sys_platform == "wasi" and python_full_version >= "3.13.1"',
        ],
      }),
    );
    await install('choosy');
    await prints(['-m', 'greeting'], 'hello from 1.0\n');
  });

  test('leaves to pip what it has to say of versions that do not go together', async () => {
    index.add(
      makeWheel({ name: 'a', version: '1', files: {}, requires: ['greeting<1'] }),
      greeting('0.5'),
    );
    const { code, stderr } = await wasixPython(['pip', 'install', 'a', 'greeting>=1']);
    assert.equal(code, 1);
    assert.match(stderr, /^ERROR: .*conflict/m);
    assert.match(
      stderr,
      /^wasix-python: pip did not install the packages, for the reason above.$/m,
    );
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
    assert.match(
      stderr,
      /^wasix-python: Nothing is known of greeting, as http:\/\/127.0.0.1:9\/simple\/greeting\/ does not answer: try again or /m,
    );
  });

  test('tells of a machine without pip, and of commands that it does not have', async () => {
    const alone = await wasixPython(['pip', 'install', 'greeting'], { PATH: folder });
    assert.equal(alone.code, 1);
    assert.match(alone.stderr, /^wasix-python: There is no pip on this machine: install Python/);
    const unknown = await wasixPython(['pip', 'download', 'greeting']);
    assert.equal(unknown.code, 1);
    assert.match(
      unknown.stderr,
      /^wasix-python: Of pip's commands there are install, list, uninstall and/,
    );
  });
});
