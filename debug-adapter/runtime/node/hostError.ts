import { Errno, type ErrnoName, systemError } from '../errno.ts';

/** Runs an operation of `node:fs` and turns its failure into the guest's error of the same name. */
export function withHostErrors<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw systemError(code in Errno ? (code as ErrnoName) : 'EIO');
  }
}
