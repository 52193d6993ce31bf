import path from 'node:path';
import { capture } from '../setup/command.ts';
import { compilerFolder } from './crossCompiler.ts';
import { CXX_RUNTIME_LIBRARY } from './cxxRuntime.ts';
import type { Workspace } from './workspace.ts';

/** What the linker makes of a program's entry, and no library's to use. */
const ENTRY = new Set(['_start', 'main', '__main_void', '__main_argc_argv', '__original_main']);

/** The functions for single system calls, which compilers import by themselves where they are wanted. */
const SYSTEM_CALL = /^__wasi_/;

/**
 * Of those, the ones by which a host copies, replaces or saves a program: hosts run a program
 * otherwise, and without contexts, that imports them (Wasmer's SDK 0.16).
 */
const OF_PROCESSES = /^__wasi_(proc_(exec|fork|snapshot)|stack_)/;

/** A name in a file: an object, or a member of a library. */
interface NamedIn {
  readonly file: string;
  readonly name: string;
}

/** @param which those that they define, or that they use and others define. */
async function symbolsOf(
  files: readonly string[],
  which: 'defined' | 'undefined',
  logFile: string,
): Promise<NamedIn[]> {
  const args = [`--${which}-only`, '--extern-only', '-A', ...files];
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
  const ofLibc = await symbolsOf([libc], 'defined', logFile);
  const own = new Set((await symbolsOf(objects, 'defined', logFile)).map(({ name }) => name));
  const used = await symbolsOf([libc], 'undefined', logFile);
  const left = new Set(ofLibc.filter(({ name }) => own.has(name)).map(({ file }) => file));
  const gone = new Set(used.map(({ name }) => name).filter(name => OF_PROCESSES.test(name)));
  // What uses something that is gone is gone with it, and so on.
  for (const name of gone) {
    for (const { file } of used.filter(each => each.name === name)) {
      left.add(file);
      for (const each of ofLibc) if (each.file === file && !own.has(each.name)) gone.add(each.name);
    }
  }
  const names = ofLibc
    .filter(({ file, name }) => own.has(name) || !left.has(file))
    .map(({ name }) => name)
    .filter(name => !SYSTEM_CALL.test(name));
  return [...new Set(names)].filter(name => !ENTRY.has(name)).sort();
}

/**
 * Of the C++ runtime, what is in the program itself: exceptions and types, which there must be once, and what
 * greenlet uses. All else is in a library that is loaded when a module needs it.
 */
const CXX_OF_PROGRAM =
  /:(libcxxabi|libunwind|libcxx_src_(error_category|memory|mutex|new_helpers|stdexcept|string|system_error|vector|verbose_abort)\.)/;

/** The names of that. */
export async function cxxNames(workspace: Workspace, logFile: string): Promise<string[]> {
  const library = path.join(compilerFolder(workspace), `lib/lib${CXX_RUNTIME_LIBRARY}.a`);
  const defined = await symbolsOf([library], 'defined', logFile);
  const names = defined.filter(({ file }) => CXX_OF_PROGRAM.test(file)).map(({ name }) => name);
  return [...new Set(names)].sort();
}
