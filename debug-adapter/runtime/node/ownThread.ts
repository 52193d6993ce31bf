import type { GuestMessage, HostMessage } from '../hosting/messages.ts';
import { hostGuest, loadProgram } from './guestHost.ts';
import type { GuestStart } from './guestMessages.ts';
import type { GuestPlace, GuestPlaceEvents } from './guestPlace.ts';
import {
  isSameProgram,
  type PreparedProgram,
  type ProgramFiles,
  prepareProgram,
} from './programFiles.ts';

/** The longest that an event loop's own timer waits, in milliseconds. */
const LONGEST_INTERVAL = 0x7fff_ffff;

/**
 * This thread, for a guest that lets the event loop turn while it computes. It is there already,
 * where a {@link GuestThread} takes as long to start as a small program runs.
 */
export class OwnThread implements GuestPlace {
  static #prepared: PreparedProgram | undefined;
  readonly isOwn = true;
  readonly #program: PreparedProgram;
  readonly #listeners = new Set<(message: HostMessage) => void>();
  #onExit = (): void => {};

  constructor(files: ProgramFiles) {
    const prepared = OwnThread.#prepared;
    OwnThread.#prepared = undefined;
    this.#program =
      prepared && isSameProgram(prepared.files, files) ? prepared : prepareProgram(files);
  }

  /** Takes over the program that is being read, for the guest that runs it. */
  static adopt(prepared: PreparedProgram | undefined): void {
    OwnThread.#prepared = prepared;
  }

  begin(start: GuestStart, _transferred: readonly unknown[], events: GuestPlaceEvents): void {
    // A guest that waits for nothing that this process would wait for has not ended.
    const life = setInterval(() => {}, LONGEST_INTERVAL);
    const { files, content } = this.#program;
    const host = {
      post: (message: GuestMessage) => events.onMessage(message),
      listen: (listener: (message: HostMessage) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    const program = content.then(read => loadProgram(files, read));
    this.#onExit = () => {
      this.#onExit = () => {};
      clearInterval(life);
      events.onExit();
    };
    void hostGuest(start, program, host).then(() => this.#onExit());
  }

  post(message: HostMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  /** It does not run any further once the caller has let go of this thread. */
  async terminate(): Promise<void> {
    this.post({ type: 'end' });
    this.#onExit();
  }
}
