import { hostGuest } from '../../runtime/browser/guestHost.ts';
import type { FetchedParts } from '../../runtime/browser/guestMessages.ts';
import { holdFiles } from '../../runtime/browser/heldFiles.ts';
import { zipFilesystem } from '../../runtime/browser/mounts.ts';
import { PageNetwork } from '../../runtime/browser/network/pageNetwork.ts';
import type { PortRequest } from '../../runtime/browser/network/portRequest.ts';
import { MemoryFilesystem } from '../../runtime/filesystem/memoryFilesystem.ts';
import type { Mount } from '../../runtime/filesystem/namespace.ts';
import type { HostConnection, HostMessage } from '../../runtime/hosting/messages.ts';
import { folderIn } from './files.ts';
import { MirroredFiles } from './mirroredFiles.ts';
import type { MountedFolder, ProgramGuestMessage, ProgramHostMessage } from './programMessages.ts';

/** How often the adapter is told what a program that goes on has written, in milliseconds. */
const CHANGES_INTERVAL = 1000;

/** Runs a program in this web worker, for the debug adapter that is heard on that port: see `ProgramPlace`. */
export function serveProgram(port: MessagePort): void {
  function tell(message: ProgramGuestMessage, transferred: Transferable[] = []): void {
    port.postMessage(message, { transfer: transferred });
  }

  const whole = new MemoryFilesystem();
  const files = new MirroredFiles(whole, changes => tell({ type: 'filesChanged', changes }));
  const host: HostConnection = {
    post: message => {
      // Whoever hears of it finds the files as they are.
      if (message.type === 'message' || message.type === 'ended') files.tell();
      tell(message);
    },
    listen: (listener: (message: HostMessage) => void) => {
      const hear = ({ data }: MessageEvent<ProgramHostMessage>): void => {
        if (
          data.type !== 'begin' &&
          data.type !== 'files' &&
          data.type !== 'fetched' &&
          data.type !== 'ask'
        ) {
          listener(data);
        }
      };
      port.addEventListener('message', hear);
      return () => port.removeEventListener('message', hear);
    },
  };
  const parts = Promise.withResolvers<FetchedParts>();
  const network = PageNetwork.toldTo(message => tell(message));
  const mount = ({ point, source, isReadOnly, archive }: MountedFolder): Mount => ({
    point,
    filesystem: archive ? zipFilesystem(archive) : folderIn(whole, source, isReadOnly),
  });
  const ask = async (id: number, portNumber: number, request: PortRequest): Promise<void> => {
    try {
      const answer = await network.ask(portNumber, request);
      tell({ type: 'answered', id, answer }, [answer.body]);
    } catch (error) {
      tell({ type: 'answered', id, answer: error as Error });
    }
  };
  port.addEventListener('message', ({ data }: MessageEvent<ProgramHostMessage>) => {
    switch (data.type) {
      case 'begin':
        holdFiles(data.held);
        setInterval(() => files.tell(), CHANGES_INTERVAL);
        void hostGuest(data.start, parts.promise, host, {
          records: data.records,
          mounts: data.folders.map(mount),
          network,
          hasHostHere: false,
        });
        return;
      case 'ask':
        void ask(data.id, data.port, data.request);
        return;
      case 'files':
        files.receive(data.changes);
        return;
      case 'fetched':
        if (data.parts instanceof Error) parts.reject(data.parts);
        else parts.resolve(data.parts);
    }
  });
  port.start();
}
