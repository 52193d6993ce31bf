import { closeSync, openSync, readSync } from 'node:fs';

/** What files of native code begin with, in hexadecimal, and the systems that they are for. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['0061736d', 'WASIX'],
  ['7f454c46', 'Linux'],
  ['4d5a', 'Windows'],
  ['cffaedfe', 'macOS'],
  ['cafebabe', 'macOS'],
];

/** The file of an extension module, as in `_core.cpython-313-x86_64-linux-gnu.so`: its name first. */
export const EXTENSION_MODULE = /^(\w+)\.(?:[\w.-]+\.)?(?:so|pyd|dylib)$/;

/**
 * Tells what system the native code in a file is for.
 *
 * @throws Error when the file cannot be read.
 */
export function systemOfNativeCode(file: string): string {
  const start = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  const text = start.toString('hex');
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? 'another system';
}
