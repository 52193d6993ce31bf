import { type MessagePort, parentPort } from 'node:worker_threads';
import type { HostConnection, HostMessage } from '../hosting/messages.ts';
import { hostGuest, type LoadedProgram, loadProgram } from './guestHost.ts';
import type { GuestStart, ProgramMessage } from './guestMessages.ts';

/** How long a guest takes to begin, at most, in milliseconds. */
const BEGINNING = 1_000;

/**
 * Runs a guest in this worker, so that one that computes blocks nobody else.
 *
 * @param port see `GuestThreadStart`.
 * @param begun called once, or more often, when most has been called here that a guest begins with.
 */
export function serveGuest(port: MessagePort, begun: () => void): void {
  const parent = parentPort as MessagePort;
  const host: HostConnection = {
    post: message => {
      parent.postMessage(message);
      if (message.type === 'started') setTimeout(begun, BEGINNING).unref();
      if (message.type === 'ended' && message.end.kind !== 'crashed') begun();
    },
    listen: (listener: (message: HostMessage) => void) => {
      parent.on('message', listener);
      return () => parent.off('message', listener);
    },
  };
  let program: Promise<LoadedProgram> | undefined;
  port.on('message', (message: ProgramMessage | GuestStart) => {
    if ('files' in message) {
      program = load(message);
      // Told of by the guest's end, which may be yet to begin.
      program.catch(() => {});
    } else {
      port.close();
      void hostGuest(message, program as Promise<LoadedProgram>, host).then(() => parent.close());
    }
  });
}

async function load({ files, content }: ProgramMessage): Promise<LoadedProgram> {
  if (content instanceof Error) throw content;
  return loadProgram(files, content);
}
