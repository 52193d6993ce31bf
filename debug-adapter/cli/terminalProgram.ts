import { once } from 'node:events';
import net from 'node:net';
import { DebugAdapter } from '../session/debugAdapter.ts';
import { connectForeground, ownTerminals } from './foreground.ts';

/**
 * Serves the debug adapter that had this process started in a terminal: what it launches runs on
 * that terminal.
 *
 * @param address where the adapter waits.
 * @returns a promise of the exit code for this process.
 * @throws Error when it does not wait any more.
 */
export async function debugInTerminal(address: string): Promise<number> {
  let exitCode = Promise.resolve(0);
  const adapter = new DebugAdapter({
    foreground: {
      terminals: ownTerminals(),
      connect: guest => {
        let hasEnded = false;
        guest.once('ended', () => {
          hasEnded = true;
        });
        exitCode = connectForeground(guest);
        // By a signal that the guest did not take.
        void exitCode.then(code => {
          if (!hasEnded) process.exit(code);
        });
      },
      print: (stream, text) => process[stream].write(text),
    },
  });
  const socket = net.connect(address);
  await once(socket, 'connect');
  const left = once(adapter, 'disconnected');
  adapter.start(socket, socket);
  await left;
  socket.end();
  // A program that was left alone goes on.
  return exitCode;
}
