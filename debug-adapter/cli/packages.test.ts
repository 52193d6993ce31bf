import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { samplePackages } from '../../tools/samplePackages.ts';
import { pythonWithPip } from '../../tools/test/pythonWithPip.ts';
import { compileTestModules } from '../python/sideModules/test/testModules.ts';
import { wheelFolder } from '../session/node/distribution.ts';
import { defaultVersion } from '../session/python/versions.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const modules = await compileTestModules(defaultVersion());

describe('packages that were installed', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packages-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  /** Runs a program in the folder. @returns what it printed. */
  async function python(...args: string[]): Promise<string> {
    const run = promisify(execFile);
    const { stdout, stderr } = await run(process.execPath, [CLI, ...args], { cwd: folder });
    assert.equal(stderr, '');
    return stdout;
  }

  test('are imported from a virtual environment beside the program', async () => {
    const environment = path.join(folder, 'project/.venv');
    const python3 = path.join(await pythonWithPip(), 'python3');
    const made = spawnSync(python3, ['-m', 'venv', '--without-pip', environment]);
    assert.equal(made.status, 0, String(made.stderr));
    const packages = 'project/.venv/lib/python3.13/site-packages';
    write(`${packages}/greeting/__init__.py`, 'def greet(): return "hello"\n');
    write(`${packages}/greeting/words.txt`, 'good day\n');
    write(
      `${packages}/greeting-1.5.dist-info/METADATA`,
      'Metadata-Version: 2.1\nName: greeting\nVersion: 1.5\n',
    );
    write(`${packages}/elsewhere.pth`, 'more\n');
    write(`${packages}/more/further.py`, 'value = 3\n');
    const program = write(
      'project/main.py',
      `
import importlib.metadata, importlib.resources
import further, greeting
print(greeting.greet(), further.value, importlib.metadata.version("greeting"))
print(importlib.resources.files("greeting").joinpath("words.txt").read_text(), end="")
try:
    open(greeting.__file__, "a")
except OSError as error:
    print(error.strerror)
`,
    );
    assert.equal(await python(program), 'hello 3 1.5\ngood day\nRead-only file system\n');
    assert.equal(
      await python('--packages', environment, '-c', 'import greeting; print(greeting.greet())'),
      'hello\n',
    );
  });

  test('are imported from folders that are named, the first of which counts', async () => {
    write('first/where.py', 'place = "first"\n');
    write('second/where.py', 'place = "second"\n');
    write('second/only.py', 'place = "second"\n');
    assert.equal(
      await python(
        ...['--packages', 'first', '--packages', 'second'],
        ...['-c', 'import where, only; print(where.place, only.place)'],
      ),
      'first second\n',
    );
  });

  test('have side modules for this platform, beside those of the machine', {
    skip: modules === undefined && 'there is no compiler',
  }, async () => {
    const compiled = modules?.extensions.find(file => path.basename(file).startsWith('plain.'));
    const packages = 'compiled/.venv/lib/python3.13/site-packages/swift';
    write('compiled/.venv/pyvenv.cfg', '');
    write(`${packages}/__init__.py`, '');
    write(`${packages}/plain.cpython-313-x86_64-linux-gnu.so`, '\x7fELF');
    const tag = `cpython-${defaultVersion().replace('.', '')}-wasm32-wasix`;
    fs.copyFileSync(compiled as string, path.join(folder, packages, `plain.${tag}.so`));
    const use = 'from swift import plain\nprint(plain.call(lambda: 42))\n';
    assert.equal(await python(write('compiled/main.py', use)), '42\n');
    assert.equal(await python('--packages', path.dirname(packages), '-c', use), '42\n');
  });

  test('say which package has native code alone, and why that does not run', async () => {
    const told = (name: string, module: string, system: string, file: string): string =>
      `${module} the package '${name}' has '${module}' as native code that is compiled for ${system} (${file}), and not for WASIX Python ${defaultVersion()}: install a build that runs here (wasix-python pip install ${name}, which says which there are)`;
    write('native/fast/__init__.py', 'from ._core import compute\n');
    write('native/fast/_core.cpython-313-x86_64-linux-gnu.so', '\x7fELF');
    write('native/stable.abi3.so', 'MZ');
    write('native/other.cpython-312-wasm32-wasix.so', '\0asm');
    write('native/fast/_core/__init__.pyi', 'def compute() -> int: ...\n');
    write('native/spread/part.py', 'value = 5\n');
    write('native/optional.py', 'try: import fast\nexcept ImportError: print("slowly")\n');
    assert.equal(
      await python(
        ...['--packages', 'native', '-c'],
        `
import importlib.util, optional, spread.part
print(importlib.util.find_spec("absent"), spread.part.value)
for name in "fast", "stable", "other":
    try:
        __import__(name)
    except ImportError as error:
        print(error.name, error)
`,
      ),
      `slowly
None 5
${told('fast', 'fast._core', 'Linux', '_core.cpython-313-x86_64-linux-gnu.so')}
${told('stable', 'stable', 'Windows', 'stable.abi3.so')}
${told('other', 'other', 'another Python on WASIX', 'other.cpython-312-wasm32-wasix.so')}
`,
    );
  });

  test('get the modules that are built in for their version, and no other', async () => {
    const wheels = wheelFolder(defaultVersion());
    const wheel = fs.readdirSync(wheels).find(name => name.startsWith('MarkupSafe-')) as string;
    const unpack = `
import zipfile
zipfile.ZipFile("${path.join(wheels, wheel)}").extractall("same")
zipfile.ZipFile("${path.join(wheels, wheel)}").extractall("other")
with open("other/markupsafe/__init__.py", "a") as file: file.write("# Another version.")
`;
    await python('--mount', `${wheels}:${wheels}:ro`, '-c', unpack);
    const use = 'import markupsafe; print(markupsafe.escape("<>"), markupsafe._escape_inner)';
    assert.equal(
      await python('--packages', 'same', '-c', use),
      '&lt;&gt; <built-in function _escape_inner>\n',
    );
    assert.match(
      await python('--packages', 'other', '-c', use),
      /^&lt;&gt; <function _escape_inner at /,
    );
  });

  test('include SQLAlchemy, with the modules that are built in for it', async () => {
    const use = `
from sqlalchemy.cyextension import collections, immutabledict, processors, resultproxy, util
from sqlalchemy.engine import Row
from sqlalchemy.util._has_cy import HAS_CYEXTENSION
print(HAS_CYEXTENSION, Row.__base__, collections.OrderedSet("baab"))
`;
    assert.equal(
      await python('--packages', await samplePackages(), '-c', use),
      "True <class 'sqlalchemy.cyextension.resultproxy.BaseRow'> OrderedSet(['b', 'a'])\n",
    );
  });

  test('must be there if they are named', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, '--packages', 'absent'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /There is no folder .*absent\./);
  });
});
