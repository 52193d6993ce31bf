import { closeSync, openSync, readSync } from 'node:fs';
import { systemOf } from '../../runtime/nativeFormats.ts';

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
  return systemOf(start) ?? 'another system';
}
