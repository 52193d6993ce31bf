import type { Transferable } from 'node:worker_threads';
import type { GuestMessage, HostMessage } from '../hosting/messages.ts';
import type { GuestStart } from './guestMessages.ts';

/** The thread in which a guest is to run, as whoever starts the guest sees it. */
export interface GuestPlace {
  /** Whether that is the thread of who starts it, who then hears of nothing while the guest computes. */
  readonly isOwn: boolean;
  /** Lets the guest begin. */
  begin(start: GuestStart, transferred: readonly Transferable[], events: GuestPlaceEvents): void;
  post(message: HostMessage): void;
  /** Ends the guest wherever it is. @returns a promise that resolves when the thread has no guest any more. */
  terminate(): Promise<unknown>;
}

/** What a {@link GuestPlace} tells. */
export interface GuestPlaceEvents {
  onMessage(message: GuestMessage): void;
  /** The thread cannot run it any further. */
  onCrash(error: unknown): void;
  /** The thread has no guest any more. */
  onExit(): void;
}
