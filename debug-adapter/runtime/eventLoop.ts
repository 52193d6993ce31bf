/** Lets the event loop turn once, and what has arrived be taken. */
export function turnEventLoop(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
