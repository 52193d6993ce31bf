import { createHash } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Only Linux has what a build needs. */
class PlatformError extends Error {
  constructor() {
    super(
      `WASIX Python is built on Debian, and this is ${process.platform}; take dist/python from ` +
        'a machine that has it.',
    );
    this.name = 'PlatformError';
  }
}

/** A held lock; disposing of it lets the next one in. */
export interface Exclusion extends AsyncDisposable {}

function listen(name: string): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

/**
 * Waits until no other process on this machine works in `folder`, then keeps
 * others out. The lock is a socket in Linux's abstract namespace (unix(7)): the
 * kernel gives it back when the process ends, however it ends.
 * @param onWait called once when another process holds it.
 * @throws {PlatformError} elsewhere than on Linux.
 */
export async function excludeOthers(folder: string, onWait: () => void): Promise<Exclusion> {
  if (process.platform !== 'linux') throw new PlatformError();
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  let server = await listen(`\0wasix-python-debug-${digest}`);
  if (server === undefined) onWait();
  while (server === undefined) {
    await sleep(500);
    server = await listen(`\0wasix-python-debug-${digest}`);
  }
  const held = server;
  return {
    [Symbol.asyncDispose]: () => new Promise(resolve => held.close(() => resolve())),
  };
}
