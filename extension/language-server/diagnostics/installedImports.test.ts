import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { judged } from '../test/program.ts';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

const SITE = '.venv/lib/python3.13/site-packages';

/** What native code begins with. */
const LINUX = '\x7fELF';
const WASIX = '\0asm';

describe('Imports of packages that are installed in the workspace', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'installed-imports-'));
    const files: Record<string, string> = {
      '.venv/pyvenv.cfg': '',
      [`${SITE}/gevent/__init__.py`]: 'from gevent import _hub\n',
      [`${SITE}/gevent/_hub.cpython-313-x86_64-linux-gnu.so`]: LINUX,
      [`${SITE}/lone.abi3.so`]: LINUX,
      [`${SITE}/fast/__init__.py`]: '',
      [`${SITE}/fast/_core.cpython-313-x86_64-linux-gnu.so`]: LINUX,
      [`${SITE}/able/__init__.py`]: 'try: from able import _c\nexcept ImportError: pass\n',
      [`${SITE}/able/_c.cpython-313-x86_64-linux-gnu.so`]: LINUX,
      [`${SITE}/orjson/__init__.py`]: '',
      [`${SITE}/orjson/orjson.cpython-313-x86_64-linux-gnu.so`]: LINUX,
      [`${SITE}/greenlet/__init__.py`]: '',
      [`${SITE}/greenlet/_greenlet.cpython-313-x86_64-linux-gnu.so`]: LINUX,
      '.wasix-packages/orjson/__init__.py': '',
      '.wasix-packages/orjson/orjson.cpython-313-wasm32-wasix.so': WASIX,
    };
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content);
    }
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  test('those that are compiled for the machine are told of, with where they are', () => {
    const told = (module: string, name: string): string =>
      `unavailable-import: The copy of \`${name}\` in ${SITE} is compiled for Linux and not for WASIX: importing it raises ImportError here. \`wasix-python pip install ${name}\` installs one that runs here, or says which there are.`.replace(
        /^/,
        `       ${'^'.repeat(module.length)} `,
      );
    assert.equal(
      judged(
        {
          'main.py': 'import gevent\nimport lone\nimport fast._core\nimport able, greenlet, orjson',
        },
        folder,
      ),
      [
        'import gevent',
        told('gevent', 'gevent'),
        'import lone',
        told('lone', 'lone'),
        'import fast._core',
        told('fast._core', 'fast'),
        'import able, greenlet, orjson',
      ].join('\n'),
    );
  });

  test('those raise ImportError in WASIX Python, and the others that are in Python do not', () => {
    const program = `
for module in "gevent", "lone", "fast._core", "able", "greenlet":
    try:
        __import__(module)
        print(module)
    except ImportError:
        print(module, "ImportError")
`;
    const { stdout } = spawnSync(process.execPath, [CLI, '-c', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.deepEqual(stdout.trim().split('\n'), [
      'gevent ImportError',
      'lone ImportError',
      'fast._core ImportError',
      'able',
      'greenlet',
    ]);
  });

  test('where nothing is installed, gevent is not told of: it can be had', () => {
    assert.equal(judged({ 'main.py': 'import gevent' }), 'import gevent');
  });
});
