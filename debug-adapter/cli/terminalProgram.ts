import { once } from 'node:events';
import net from 'node:net';
import type { TerminalProgram } from '../session/connection/debugTerminal.ts';
import { TERMINAL_PROGRAM_EVENT } from '../session/connection/debugTerminal.ts';
import { StreamedAdapter } from '../session/node/streamedAdapter.ts';
import { connectForeground, ownTerminals } from './foreground.ts';
import { adoptPrepared, type Prepared } from './prepared.ts';

/**
 * Serves whoever debugs programs in this terminal: what they launch runs on it.
 *
 * @param address where they wait.
 * @param program what is to be launched, if they do not know.
 * @returns a promise of the exit code for this process, or of undefined when nothing was launched.
 * @throws Error when they do not wait any more.
 */
export async function debugInTerminal(
  address: string,
  prepared: Prepared,
  program?: TerminalProgram,
): Promise<number | undefined> {
  adoptPrepared(prepared);
  let exitCode: Promise<number> | undefined;
  const adapter = new StreamedAdapter({
    isRelayed: true,
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
  if (program !== undefined) {
    adapter.sendEvent({ seq: 0, type: 'event', event: TERMINAL_PROGRAM_EVENT, body: program });
  }
  await left;
  socket.end();
  // A program that was left alone goes on.
  return exitCode;
}
