import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { compileTestModules } from '../python/sideModules/test/testModules.ts';
import { wheelFolder } from '../session/node/distribution.ts';
import { defaultVersion } from '../session/python/versions.ts';
import { PackageIndex } from './test/packageIndex.ts';
import { PipProject } from './test/pipProject.ts';
import { makeWheel, sourceOf, type Wheel, wheelsFor } from './test/wheel.ts';

const VERSION = defaultVersion();
const ABI = `cp${VERSION.replace('.', '')}`;
const LINUX = 'cp313-cp313-manylinux_2_17_x86_64';

/** What programs of Linux begin with. */
const ELF = Buffer.from('\x7fELF');

const GREENLET = fs
  .readdirSync(wheelFolder(VERSION))
  .flatMap(name => /^greenlet-([\d.]+)-/.exec(name)?.[1] ?? [])[0];

const modules = await compileTestModules(VERSION);

/** A package of which everything depends on something. */
function package_(name: string, version: string, ...requires: string[]): Wheel {
  return makeWheel({ name, version, files: { [`${name}.py`]: '' }, requires });
}

describe('wasix-python pip check-platform', () => {
  let project: PipProject;
  let index: PackageIndex;
  beforeEach(async () => {
    project = await PipProject.make();
    index = project.index;
  });
  afterEach(() => project.remove());

  /** Checks a file. @returns the table, with the exit code. */
  async function check(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await project.run(['pip', 'check-platform', ...args]);
    const text = stdout.replaceAll(index.url, 'INDEX');
    return `${text}${stderr.replaceAll(/^WARNING: .*\n/gm, '')}exit ${code}\n`;
  }

  test('judges what pip would choose, with all that it depends on', async () => {
    index.add(
      package_('web', '2', 'parser>=2', 'greenlet', 'absent; sys_platform == "win32"'),
      package_('parser', '1'),
      ...wheelsFor('parser', '2.5', [LINUX, 'cp312-cp312-macosx_11_0_arm64']),
      ...wheelsFor('swift', '3', [`${ABI}-${ABI}-wasix_wasm32`, LINUX]),
      ...wheelsFor('orjson', '3.11', [LINUX]),
      ...wheelsFor('windowing', '300', ['cp313-cp313-win_amd64']),
      makeWheel({ name: 'tomorrow', version: '1', files: {}, requiresPython: '>=3.99' }),
      sourceOf('old', '0.4'),
    );
    project.write(
      'requirements.txt',
      '# Of the service.\nweb>=1\nswift\norjson\nwindowing\ntomorrow\nold\n-r more.txt\n',
    );
    project.write('more.txt', 'nowhere\nweb<3\n');
    assert.equal(
      await check('requirements.txt'),
      `package    version  here           why
greenlet   ${GREENLET}    runs           built in
nowhere    ?        unknown        no index that was asked has a package of this name
old        0.4      needs a wheel  no index that was asked has one, only its source
orjson     3.11     needs a wheel  no index that was asked has one, only for manylinux (x86_64), for CPython 3.13; json can take its place
parser     2.5      needs a wheel  no index that was asked has one, only for manylinux (x86_64) and macOS (arm64), for CPython 3.12 to 3.13; needed by web 2; version 1 runs here
swift      3        runs           has a wheel for WASIX
tomorrow   1        cannot run     is for Python >=3.99 and not for ${VERSION}
web        2        runs           pure Python
windowing  300      cannot run     is for Windows alone

3 of 9 run.
exit 1
`,
    );
  });

  test('is content with what runs, and chooses older versions as an installation does', async () => {
    index.add(
      package_('web', '1', 'model'),
      package_('model', '1'),
      package_('model', '2', 'core'),
      ...wheelsFor('core', '2', [LINUX]),
    );
    project.write('requirements.txt', 'web\n');
    assert.equal(
      await check('requirements.txt'),
      `package  version  here  why
model    1        runs  pure Python
web      1        runs  pure Python

All 2 run.
exit 0
`,
    );
    assert.equal(await check('-r', 'requirements.txt'), await check('requirements.txt'));
    assert.equal(fs.existsSync(path.join(project.folder, '.wasix-packages')), false);
  });

  test('heeds hashes as far as there is something to install', async () => {
    const [native] = wheelsFor('native', '1', [LINUX]);
    const web = package_('web', '1');
    index.add(native as Wheel, web);
    const hashed = ({ project, content }: Wheel): string =>
      `${project}==1 --hash=sha256:${createHash('sha256').update(content).digest('hex')}\n`;
    project.write('requirements.txt', `${hashed(web)}${hashed(native as Wheel)}`);
    assert.match(
      await check('requirements.txt'),
      /^native +1 +needs a wheel .*\nweb +1 +runs +pure Python$/m,
    );
  });

  test('asks the second index, too', async () => {
    const second = await PackageIndex.start();
    try {
      index.add(...wheelsFor('swift', '3', [LINUX]));
      second.add(...wheelsFor('swift', '2', ['cp39-abi3-wasix_wasm32']));
      project.write('requirements.txt', 'swift\n');
      assert.match(
        await check('--wheel-index', second.url, 'requirements.txt'),
        /^swift +2 +runs +has a wheel for WASIX$/m,
      );
    } finally {
      second.close();
    }
  });

  test('reads pyproject.toml', async () => {
    index.add(package_('web', '1'), ...wheelsFor('native', '3', [LINUX]));
    project.write(
      'pyproject.toml',
      '[project]\nname = "service"\nrequires-python = ">=3.99"\ndependencies = ["web", "native>=2"]\n',
    );
    assert.equal(
      await check('pyproject.toml'),
      `package  version  here           why
native   3        needs a wheel  no index that was asked has one, only for manylinux (x86_64), for CPython 3.13
service  ?        cannot run     is for Python >=3.99 and not for ${VERSION}
web      1        runs           pure Python

1 of 3 run.
exit 1
`,
    );
    project.write('pyproject.toml', '[project]\nname = "a"\ndynamic = ["dependencies"]\n');
    assert.match(
      await check('pyproject.toml'),
      /^wasix-python: pyproject.toml cannot be checked: it does not say what the project depends/,
    );
    project.write('pyproject.toml', '[project');
    assert.match(await check('pyproject.toml'), /^wasix-python: .* cannot be checked: Expected/);
  });

  test('judges what is installed by importing it', async () => {
    const installed = (file: string, content: string | Buffer = ''): void =>
      project.write(`lib/${file}`, content);
    const record = (name: string, ...files: string[]): void => {
      const metadata = `${name}-1.dist-info`;
      installed(`${metadata}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n`);
      installed(`${metadata}/RECORD`, files.map(file => `${file},,\n`).join(''));
    };
    installed('plain.py');
    record('plain', 'plain.py');
    installed('fast/__init__.py', 'from fast import _core\n');
    installed('fast/_core.cpython-313-x86_64-linux-gnu.so', ELF);
    record('fast', 'fast/__init__.py', 'fast/_core.cpython-313-x86_64-linux-gnu.so');
    installed('stable.abi3.so', ELF);
    record('stable', 'stable.abi3.so');
    installed('able/__init__.py', 'try: from able import _c\nexcept ImportError: pass\n');
    installed('able/_c.cpython-313-x86_64-linux-gnu.so', ELF);
    record('able', 'able/__init__.py', 'able/_c.cpython-313-x86_64-linux-gnu.so');
    installed('bcrypt/__init__.py');
    installed('bcrypt/_bcrypt.abi3.so', ELF);
    record('bcrypt', 'bcrypt/__init__.py', 'bcrypt/_bcrypt.abi3.so');
    record('untold');
    installed('older-2.egg-info', '');
    installed('plain.egg-info/PKG-INFO');
    index.add(...wheelsFor('stable', '1', ['py3-none-any']), ...wheelsFor('fast', '1', [LINUX]));
    assert.equal(
      await check('lib'),
      `package  version  here           why
able     1        runs           without a module that is compiled for Linux
bcrypt   1        needs a wheel  is compiled for Linux; no index that was asked has a package of this name
fast     1        needs a wheel  is compiled for Linux; no index that was asked has one, only for manylinux (x86_64), for CPython 3.13
older    2        unknown        it has no list of its files
plain    1        runs           pure Python
stable   1        needs a wheel  is compiled for Linux; pure Python: wasix-python pip install stable==1
untold   1        unknown        it has no list of its files

2 of 7 run.
exit 1
`,
    );
    const { stdout } = await project.run(['pip', 'check-platform', 'lib'], { PATH: '' });
    assert.match(stdout, /^fast .* is compiled for Linux; no index can be asked without pip$/m);
  });

  test('knows the modules of this platform in a folder', {
    skip: modules === undefined && 'there is no compiler',
  }, async () => {
    const compiled = modules?.extensions.find(file => path.basename(file).startsWith('plain.'));
    const name = `swift/plain.${ABI.replace('cp', 'cpython-')}-wasm32-wasix.so`;
    const files = {
      'swift/__init__.py': 'from swift import plain\n',
      [name]: fs.readFileSync(compiled as string),
    };
    index.add(makeWheel({ name: 'swift', version: '1', tag: `${ABI}-${ABI}-wasix_wasm32`, files }));
    const { code } = await project.run(['pip', 'install', '--target', 'lib', 'swift']);
    assert.equal(code, 0);
    assert.match(await check('lib'), /^swift +1 +runs +compiled for WASIX$/m);
  });

  test('says what it does not know where nothing answers', async () => {
    project.write('requirements.txt', 'web\ngreenlet\nnative\n');
    const env = { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0' };
    const { code, stdout } = await project.run(['pip', 'check-platform', 'requirements.txt'], env);
    assert.equal(
      stdout,
      `package   version  here     why
greenlet  ${GREENLET}    runs     built in
native    ?        unknown  no index can be asked
web       ?        unknown  http://127.0.0.1:9/simple/web/ does not answer

1 of 3 run.
`,
    );
    assert.equal(code, 1);
  });

  test('says what it cannot check', async () => {
    index.add(package_('a', '1', 'b<1'), package_('b', '2'), package_('b', '0.5'));
    project.write('requirements.txt', 'a\nb>1\n');
    const text = await check('requirements.txt');
    assert.match(text, /^wasix-python: requirements.txt cannot be checked: .*a.* b/s);
    assert.match(text, /exit 1\n$/);
    assert.match(await check('absent.txt'), /^wasix-python: There is no absent.txt.\nexit 1\n/);
    assert.match(await check(), /^wasix-python: Say what to check: a requirements.txt, /);
    const two = /^wasix-python: Say one thing to check, more.txt or requirements.txt.\nexit 1\n/;
    assert.match(await check('more.txt', 'requirements.txt'), two);
    for (const [content, fault] of [
      ['[project]\nname = "a"\ndependencies = "b"\n', /: its dependencies are no list of requi/],
      ['project = "a"\n', /: its project is no table/],
    ] as const) {
      project.write('pyproject.toml', content);
      assert.match(await check('pyproject.toml'), fault);
    }
  });

  test('builds nothing, which would run programs of a package on this machine', async () => {
    const ran = path.join(project.folder, 'ran');
    project.write(
      'local/pyproject.toml',
      '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n' +
        '[project]\nname = "local"\nversion = "1"\n',
    );
    project.write('local/backend.py', `open(${JSON.stringify(ran)}, "w")\n`);
    project.write('direct.txt', './local\n');
    project.write('editable.txt', '-e ./local\n');
    const refusal = /local .*is source code, of which nothing is built here: make a wheel of it/;
    assert.match(await check('direct.txt'), refusal);
    assert.match(await check('editable.txt'), refusal);
    const { code, stderr } = await project.run(['pip', 'install', './local']);
    assert.match(stderr, refusal);
    assert.equal(code, 1);
    assert.ok(!fs.existsSync(ran));
  });
});
