import type { GuestMessage, HostMessage } from '../hosting/messages.ts';
import type { FetchedParts, GuestRecords, GuestStart } from './guestMessages.ts';
import type { PortAnswer, PortRequest } from './network/portRequest.ts';

/** Where a guest runs that is open to its host; for one guest. */
export interface GuestPlace {
  /**
   * Runs it, to its end, which is the last that is heard of it.
   *
   * @returns when its stacks are no more.
   */
  run(
    start: GuestStart,
    parts: Promise<FetchedParts>,
    records: GuestRecords,
    hear: (message: GuestMessage) => void,
  ): Promise<void>;
  post(message: HostMessage): void;
  /**
   * Asks it something by HTTP.
   *
   * @throws Error when it does not listen on that port, or does not answer.
   */
  ask(port: number, request: PortRequest): Promise<PortAnswer>;
  /** Ends it, wherever it is. */
  end(): void;
}
