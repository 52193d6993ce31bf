import { readPythonLayout } from '../watching/pythonLayout.ts';
import { watchedModule } from '../watching/watchedModule.ts';
import type { FileStamp } from './compiledCode.ts';

const copies = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The watched copy of an interpreter, which is made once in this process: the threads of all replays
 * have one, with all machine code that any of them has had made.
 *
 * @param program its file, and what tells it from another build there.
 * @returns a promise that rejects with MalformedModule when it is no CPython that is known here.
 */
export function watchedCopy(
  program: string,
  { size, modified }: FileStamp,
  binary: Uint8Array,
): Promise<WebAssembly.Module> {
  const key = `${program} ${size} ${modified}`;
  const copy = copies.get(key) ?? make(binary);
  copies.set(key, copy);
  return copy;
}

async function make(binary: Uint8Array): Promise<WebAssembly.Module> {
  const { frame } = readPythonLayout(binary);
  return WebAssembly.compile(watchedModule(binary, frame));
}
