/**
 * The worker in which a guest runs, so that a guest that computes blocks nobody
 * else. Started by {@link GuestThread}.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { HostConnection, HostMessage } from '../hosting/messages.ts';
import { hostGuest, type LoadedProgram, loadProgram } from './guestHost.ts';
import type { GuestStart, GuestThreadStart, ProgramMessage } from './guestMessages.ts';

const parent = parentPort as MessagePort;

const host: HostConnection = {
  post: message => parent.postMessage(message),
  listen: (listener: (message: HostMessage) => void) => {
    parent.on('message', listener);
    return () => parent.off('message', listener);
  },
};

async function load({ files, content }: ProgramMessage): Promise<LoadedProgram> {
  if (content instanceof Error) throw content;
  return loadProgram(files, content);
}

const { port } = workerData as GuestThreadStart;
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
