import { once } from 'node:events';
import net from 'node:net';
import { nobodyListens, unreachable } from '../debug-adapter/session/errors.ts';

/** How long a host may take to accept a connection, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Makes sure that somebody listens on a port, for VS Code itself says no more than what the system
 * calls it when nobody does.
 *
 * @throws DebugError with a sentence that says what to do.
 */
export async function requireReachable(host: string, port: number): Promise<void> {
  const socket = net.connect(port, host);
  socket.setTimeout(PATIENCE, () =>
    socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
  );
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') throw nobodyListens(host, port);
    throw unreachable(host, port, code ?? message);
  } finally {
    socket.destroy();
  }
}
