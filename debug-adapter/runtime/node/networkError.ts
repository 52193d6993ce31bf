import { Errno, type ErrnoName, type SystemError, systemError } from '../errno.ts';

/** The guest's error for one of `node:net`, `node:dgram` or `node:dns`. */
export function networkError(error: Error): SystemError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return systemError(code in Errno ? (code as ErrnoName) : 'EIO');
}
