import type { CallingThread } from '../callingThread.ts';
import { systemError } from '../errno.ts';
import { Signal } from '../signals.ts';

/**
 * Writes to a stream, and raises SIGPIPE when nobody is left to read it, which ends a
 * program that neither handles nor ignores the signal.
 *
 * @throws EPIPE all the same.
 */
export function orBrokenPipe<Result>(
  thread: CallingThread,
  write: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const fail = async (error: unknown): Promise<never> => {
    if (error === systemError('EPIPE') && thread.process.takesSignals) {
      await thread.raise(Signal.brokenPipe);
    }
    throw error;
  };
  try {
    const result = write();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (error) {
    return fail(error);
  }
}
