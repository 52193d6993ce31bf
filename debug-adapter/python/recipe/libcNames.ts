import path from 'node:path';
import { capture } from '../setup/command.ts';
import { compilerFolder } from './crossCompiler.ts';
import type { Workspace } from './workspace.ts';

/** What the linker makes of a program's entry, and no library's to use. */
const ENTRY = new Set(['_start', 'main', '__main_void', '__main_argc_argv', '__original_main']);

/** A name, and the file that defines it: an object, or a member of a library. */
interface Defined {
  readonly file: string;
  readonly name: string;
}

async function definedIn(files: readonly string[], logFile: string): Promise<Defined[]> {
  const args = ['--defined-only', '--extern-only', '-A', ...files];
  const printed = await capture('llvm-nm-19', args, { logFile });
  return printed.split('\n').flatMap(line => {
    const [, file, name] = /^(.*): +\S* ?\w (\S+)$/.exec(line) ?? [];
    return file === undefined || name === undefined ? [] : [{ file, name }];
  });
}

/**
 * The names that wasix-libc defines, for modules that are loaded while the program runs: they may use
 * what the program itself does not.
 *
 * @param objects some of the program's, which may define a name in the libc's place: what else that
 *   member of the libc defines cannot be had, as it would come along with it.
 */
export async function libcNames(
  workspace: Workspace,
  objects: readonly string[],
  logFile: string,
): Promise<string[]> {
  const libc = path.join(compilerFolder(workspace), 'sysroot/lib/wasm32-wasi/libc.a');
  const ofLibc = await definedIn([libc], logFile);
  const own = new Set((await definedIn(objects, logFile)).map(({ name }) => name));
  const replaced = new Set(ofLibc.filter(({ name }) => own.has(name)).map(({ file }) => file));
  const names = ofLibc
    .filter(({ file, name }) => own.has(name) || !replaced.has(file))
    .map(({ name }) => name);
  return [...new Set(names)].filter(name => !ENTRY.has(name)).sort();
}
