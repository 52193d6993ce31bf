import type {
  FetchedParts,
  GuestRecords,
  GuestStart,
} from '../../runtime/browser/guestMessages.ts';
import type { GuestPlace } from '../../runtime/browser/guestPlace.ts';
import type { PortAnswer, PortRequest } from '../../runtime/browser/network/portRequest.ts';
import { LONGEST_FORCED_END, TERMINATION_PATIENCE } from '../../runtime/browser/stackShares.ts';
import type { GuestMessage, HostMessage } from '../../runtime/hosting/messages.ts';
import { archiveAt, type MirroredFilesOfWorker, mirrorFiles } from './files.ts';
import type { MountedFolder, ProgramGuestMessage, ProgramHostMessage } from './programMessages.ts';
import { programWorkers } from './programWorkers.ts';

/**
 * A web worker beside that of the debug adapter, by the same script: where memory is shared, the adapter sees into the
 * guest from its own worker, and answers whatever the guest computes. It has copies of the adapter's files.
 */
export class ProgramPlace implements GuestPlace {
  readonly #folders: readonly MountedFolder[];
  readonly #held: ReadonlyMap<string, Blob>;
  readonly #worker = programWorkers.start();
  readonly #gone = Promise.withResolvers<void>();
  readonly #files: MirroredFilesOfWorker;
  /** What is to be answered still, by number. */
  readonly #asked = new Map<number, PromiseWithResolvers<PortAnswer>>();
  #lastAsked = 0;
  #isClosed = false;

  /** @param held files that need not be fetched, by their URLs. */
  constructor(folders: readonly MountedFolder[], held: ReadonlyMap<string, Blob>) {
    this.#folders = folders;
    this.#held = held;
    this.#files = mirrorFiles(changes => this.#post({ type: 'files', changes }));
  }

  run(
    start: GuestStart,
    parts: Promise<FetchedParts>,
    records: GuestRecords,
    hear: (message: GuestMessage) => void,
  ): Promise<void> {
    this.#worker.port.onmessage = ({ data }: MessageEvent<ProgramGuestMessage>) => {
      if (data.type === 'filesChanged') {
        this.#files.receive(data.changes);
        return;
      }
      if (data.type === 'answered') {
        this.#answered(data.id, data.answer);
        return;
      }
      hear(data);
      if (data.type === 'ended') this.#close(0);
    };
    this.#worker.onFailure = reason => {
      hear({ type: 'ended', end: { kind: 'crashed', reason, stack: '' } });
      this.#close(0);
    };
    const folders = this.#folders.map(folder => ({ ...folder, archive: archiveAt(folder.source) }));
    this.#post({ type: 'begin', start, records, folders, held: this.#held });
    this.#files.tell();
    parts.then(
      fetched => this.#post({ type: 'fetched', parts: fetched }),
      (error: Error) => this.#post({ type: 'fetched', parts: error }),
    );
    return this.#gone.promise;
  }

  post(message: HostMessage): void {
    this.#post(message);
  }

  ask(port: number, request: PortRequest): Promise<PortAnswer> {
    if (this.#isClosed) return Promise.reject(new Error('the program has ended'));
    const asked = Promise.withResolvers<PortAnswer>();
    this.#lastAsked += 1;
    this.#asked.set(this.#lastAsked, asked);
    this.#post({ type: 'ask', id: this.#lastAsked, port, request });
    return asked.promise;
  }

  end(): void {
    // It ends its stacks, of which a worker that is ended by force may have thousands for a while.
    this.post({ type: 'end' });
    setTimeout(() => this.#close(LONGEST_FORCED_END), TERMINATION_PATIENCE);
  }

  #answered(id: number, answer: PortAnswer | Error): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (answer instanceof Error) asked?.reject(answer);
    else asked?.resolve(answer);
  }

  #post(message: ProgramHostMessage): void {
    this.#worker.port.postMessage(message);
  }

  /** @param delay how long its stacks may be there still, in milliseconds. */
  #close(delay: number): void {
    if (this.#isClosed) return;
    this.#files.leave();
    this.#isClosed = true;
    this.#worker.terminate();
    for (const id of this.#asked.keys()) this.#answered(id, new Error('the program has ended'));
    setTimeout(() => this.#gone.resolve(), delay);
  }
}
