import assert from 'node:assert/strict';
import { copyFile, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { compileGuestProgram } from '../../toolchain.ts';
import { runGuestProgram } from './guestProgram.ts';
import type { TestModules } from './testModules.ts';

/** A module that cannot be imported. */
interface WrongModule {
  readonly name: string;
  /** What is wrong with it, in words. */
  readonly what: string;
  /** The text of the `ImportError`; `MODULE` stands for the path of the module. */
  readonly text: string;
  /** Puts it in its place; undefined for a test module that is compiled. */
  readonly make?: (modules: TestModules, place: string) => Promise<void>;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../../cli/test/hello.c');

/** What this machine's own programs are for. */
const MACHINES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macOS', win32: 'Windows' };

/** How many bytes of a program tell for which machine it is. */
const BEGINNING = 4096;

async function copyOfOwnProgram(place: string): Promise<void> {
  await using program = await open(process.execPath);
  const { buffer } = await program.read({ buffer: new Uint8Array(BEGINNING) });
  await writeFile(place, buffer);
}

function copyOf(modules: TestModules, name: string): Promise<Buffer> {
  const all = [...modules.extensions, modules.catcher];
  return readFile(all.find(file => path.basename(file).startsWith(`${name}.`))!);
}

export const WRONG_MODULES: readonly WrongModule[] = [
  {
    name: 'initless',
    what: 'without a function that makes the module',
    text: 'dynamic module does not define module export function (PyInit_initless)',
  },
  {
    name: 'missing_function',
    what: 'which calls a function that nobody has',
    text:
      'undefined symbol: a_function_that_nobody_has (a function), which MODULE imports and no ' +
      'loaded module has: install a build of its package for this version of Python',
  },
  {
    name: 'missing_datum',
    what: 'which reads a variable that nobody has',
    text:
      'undefined symbol: a_variable_that_nobody_has (a variable), which MODULE imports and no ' +
      'loaded module has: install a build of its package for this version of Python',
  },
  {
    name: 'foreign',
    what: 'for the machine itself',
    text:
      `MODULE is compiled for ${MACHINES[process.platform] ?? 'Linux'}, not for WebAssembly: ` +
      'install a wheel for wasix_wasm32, or one in pure Python',
    make: (_modules, place) => copyOfOwnProgram(place),
  },
  {
    name: 'truncated',
    what: 'of which half is there',
    text: 'MODULE is damaged: install its package again (REASON)',
    make: async (modules, place) => {
      const whole = await copyOf(modules, 'plain');
      await writeFile(place, whole.subarray(0, whole.length / 2));
    },
  },
  {
    name: 'a_text',
    what: 'that is a text',
    text: 'MODULE is not a WebAssembly module: install its package again',
    make: (_modules, place) => writeFile(place, 'GROUP ( libc.so )\n'),
  },
  {
    name: 'a_program',
    what: 'that is a program',
    text:
      'MODULE is a program, not a side module: it has no section dylink.0; link it with ' +
      'wasm-ld -shared',
    make: async (_modules, place) => copyFile(await compileGuestProgram(PROGRAM), place),
  },
  {
    name: 'catcher',
    what: 'whose library is not there',
    text: 'libthrower.so, which MODULE needs, is not there: install the whole package',
    make: async (modules, place) => writeFile(place, await copyOf(modules, 'catcher')),
  },
];

/** Prints what an import says, and that the program goes on. */
const IMPORTING = `
import sys
for _ in range(2):
    try:
        __import__(sys.argv[1])
    except ImportError as error:
        print(error)
        assert error.name == sys.argv[1] and error.path.endswith(".so"), (error.name, error.path)
assert __import__("plain").spin(3) == 3
`;

/**
 * Imports a module that cannot be, twice, and one that can.
 * @param folder in which the test modules are installed; the wrong one is put into a folder there.
 * @returns the text of the error.
 * @throws {Error} when that is not as it should be.
 */
export async function importWrongModule(
  { name, text, make }: WrongModule,
  modules: TestModules,
  python: PythonVersion,
  folder: string,
): Promise<string> {
  const own = path.join(folder, 'wrong', name);
  await mkdir(own, { recursive: true });
  const place = path.join(own, `${name}.so`);
  if (make === undefined) await writeFile(place, await copyOf(modules, name));
  else await make(modules, place);
  await writeFile(path.join(own, 'plain.so'), await copyOf(modules, 'plain'));
  const { code, stdout, stderr } = await runGuestProgram(python, own, '-c', IMPORTING, name);
  assert.equal(code, 0, `exit code ${code}\n${stdout}${stderr}`);
  const [first = '', second] = stdout.trimEnd().split('\n');
  assert.equal(second, first);
  const said = first.replaceAll(place, 'MODULE').replace(/\(.*@\+\d+\)$/, '(REASON)');
  assert.equal(said, text);
  return first.replaceAll(`${own}/`, '');
}
