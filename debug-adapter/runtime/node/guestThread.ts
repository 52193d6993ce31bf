import path from 'node:path';
import { MessageChannel, type MessagePort, type Transferable, Worker } from 'node:worker_threads';
import type { GuestMessage, HostMessage } from '../hosting/messages.ts';
import { engineAtStart, THREAD_STACK_SIZE } from './engine.ts';
import type { GuestStart, GuestThreadStart, ProgramMessage } from './guestMessages.ts';
import type { GuestPlace, GuestPlaceEvents } from './guestPlace.ts';
import { isSameProgram, type ProgramFiles, prepareProgram } from './programFiles.ts';

/**
 * A thread of its own for a guest. A thread takes as long to start as many a program runs, and so does
 * a program to load: that of which no more is known than its files can be prepared.
 */
export class GuestThread implements GuestPlace {
  static #prepared: GuestThread | undefined;
  readonly isOwn = false;
  readonly #worker: Worker;
  readonly #files: ProgramFiles;
  readonly #port: MessagePort;
  /** Resolves when it has been sent. */
  readonly #program: Promise<void>;
  #isAlive = true;

  constructor(files: ProgramFiles) {
    this.#files = files;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(workerFile(), {
      workerData: {
        port: port2,
        codeFolder: files.codeFile && path.dirname(files.codeFile),
        engine: engineAtStart(),
      } satisfies GuestThreadStart,
      transferList: [port2],
      resourceLimits: { stackSizeMb: THREAD_STACK_SIZE },
      // The guest's environment is part of its start; the thread needs none.
      env: {},
    });
    // Nobody has to wait for one that runs nothing.
    this.#worker.unref();
    this.#worker.on('error', () => {});
    this.#worker.on('exit', () => {
      this.#isAlive = false;
    });
    this.#program = this.#sendProgram();
  }

  /** Takes over one that was prepared, be it by another bundle, which has this class, too. No guest may have begun. */
  static adopt(prepared: GuestThread | undefined): void {
    engineAtStart();
    GuestThread.#prepared = prepared;
  }

  /** One for a program: that which was prepared, or another. */
  static for(files: ProgramFiles): GuestThread {
    const prepared = GuestThread.#prepared;
    if (!prepared?.isReadyFor(files)) return new GuestThread(files);
    GuestThread.#prepared = undefined;
    return prepared;
  }

  isReadyFor(files: ProgramFiles): boolean {
    return this.#isAlive && isSameProgram(files, this.#files);
  }

  begin(
    start: GuestStart,
    transferred: readonly Transferable[],
    { onMessage, onCrash, onExit }: GuestPlaceEvents,
  ): void {
    this.#worker.ref();
    this.#worker.on('message', (message: GuestMessage) => onMessage(message));
    this.#worker.on('error', onCrash);
    this.#worker.on('exit', onExit);
    void this.#program.then(() => {
      // What is transferred may be closed by whoever has ended it meanwhile.
      if (this.#isAlive) this.#port.postMessage(start, [...transferred]);
    });
  }

  post(message: HostMessage): void {
    this.#worker.postMessage(message);
  }

  terminate(): Promise<unknown> {
    this.#isAlive = false;
    return this.#worker.terminate();
  }

  /** Reads the program while the thread starts, which waits for it, and the caller does something else. */
  async #sendProgram(): Promise<void> {
    const { files, content } = prepareProgram(this.#files);
    const message: ProgramMessage = {
      files,
      content: await content.catch((error: Error) => error),
    };
    this.#port.postMessage(message);
  }
}

/** The worker beside this module: the source in the checkout, its own bundle in `dist`. */
function workerFile(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './worker.ts' : './guest-worker.cjs', import.meta.url);
}
