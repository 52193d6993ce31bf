import type { Disposable } from 'vscode';

/**
 * Does something in a turn of its own, after what waits already: while the editor starts, all its
 * extensions share one thread, and none should hold it for long.
 */
export function soon(act: () => void): Disposable {
  const timer = setTimeout(act);
  return { dispose: () => clearTimeout(timer) };
}
