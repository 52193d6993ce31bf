import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { canCompileSideModule } from './cachedModule.ts';
import { runGuestProgram } from './test/guestProgram.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');

describe('the command that makes side modules', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'side-module-command-'));
    const sources = {
      'one.pyx': 'def answer():\n    return 42\n',
      'library.c': 'int answer(void) { return ANSWER; }\n',
      'asker.c': `#include <Python.h>
int answer(void);
static PyObject *ask(PyObject *module, PyObject *unused) { return PyLong_FromLong(answer()); }
static PyMethodDef functions[] = {{"ask", ask, METH_NOARGS}, {NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "asker", NULL, -1, functions};
PyMODINIT_FUNC PyInit_asker(void) { return PyModule_Create(&definition); }
`,
      'wrong.c': 'int number = nowhere;\n',
      'notes.txt': 'no source\n',
    };
    for (const [name, text] of Object.entries(sources)) {
      await writeFile(path.join(folder, name), text);
    }
  });
  after(() => rm(folder, { recursive: true }));

  function command(...args: string[]) {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
    return { status, stdout, stderr };
  }

  /** Whether nothing has to be set up for a module in C. */
  function canCompile(): Promise<boolean> {
    return canCompileSideModule({ name: 'wrong', sources: [path.join(folder, 'wrong.c')] });
  }

  test('says how it is used', () => {
    const { status, stdout } = command('--help');
    assert.equal(status, 0);
    assert.match(stdout, /^usage: node .*main\.ts \[OPTIONS\] -o FOLDER SOURCES/);
  });

  const MISTAKES: readonly (readonly [string, readonly string[]])[] = [
    ['Nothing says where the module goes: give a folder with -o.', ['one.pyx']],
    ['There is nothing to compile: give a source in C, C++, Cython or Rust.', ['-o', 'out']],
    ['There is no file two.c: give the path of a source.', ['-o', 'out', 'two.c']],
    [
      'notes.txt is neither C (.c), C++ (.cpp, .cc, .cxx), Cython (.pyx), Rust (.rs) nor a library ' +
        '(.so): give the compiler its flags after --.',
      ['-o', 'out', 'notes.txt'],
    ],
    [
      'There is no Python 3.12 here: give --python 3.13 or 3.14.',
      ['-o', 'out', '--python', '3.12', 'asker.c'],
    ],
    [
      '"a-b" can be no module\'s name in Python: give another with --name.',
      ['-o', 'out', '--name', 'a-b', 'asker.c'],
    ],
    [
      'one.pyx is for Python, and no library is made of it: leave out --library.',
      ['-o', 'out', '--library', 'one.pyx'],
    ],
    ["Unknown option '--shared'; see --help.", ['-o', 'out', '--shared', 'asker.c']],
  ];
  for (const [sentence, args] of MISTAKES) {
    test(`says of a mistake: ${sentence}`, () => {
      assert.deepEqual(command(...args), { status: 2, stdout: '', stderr: `${sentence}\n` });
    });
  }

  test('makes a library, and a module that needs it', async t => {
    if (!(await canCompile())) return t.skip('the cross compiler is not in the cache');
    const library = ['-o', 'out/libs', '--library', '--name', 'answers', 'library.c'];
    assert.equal(command(...library, '--', '-DANSWER=42').status, 0);
    const module = ['-o', 'out', 'asker.c', 'out/libs/libanswers.so', '--rpath', '$ORIGIN/libs'];
    const { status, stdout, stderr } = command(...module);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const name = 'asker.cpython-313-wasm32-wasi-threads.so';
    assert.match(stdout, new RegExp(`^${path.join(folder, 'out', name)} \\(\\d+ KiB\\)\n$`));
    assert.deepEqual((await readdir(path.join(folder, 'out'))).sort(), [name, 'libs']);
    const printing = ['-c', 'import asker; print(asker.ask())'];
    const { stdout: printed } = await runGuestProgram(
      '3.13',
      path.join(folder, 'out'),
      ...printing,
    );
    assert.equal(printed, '42\n');
  });

  test('says what the compiler says', async t => {
    if (!(await canCompile())) return t.skip('the cross compiler is not in the cache');
    const { status, stderr } = command('-o', 'out', 'wrong.c');
    assert.equal(status, 1);
    assert.match(stderr, /wrong\.c:1:14: error: use of undeclared identifier 'nowhere'/);
  });
});
