import type { Mount } from '../filesystem/namespace.ts';
import type { GuestMessage, HostMessage } from '../hosting/messages.ts';
import { hostGuest } from './guestHost.ts';
import type { FetchedParts, GuestRecords, GuestStart } from './guestMessages.ts';
import type { GuestPlace } from './guestPlace.ts';
import { PageNetwork } from './network/pageNetwork.ts';
import type { PortAnswer, PortRequest } from './network/portRequest.ts';

/**
 * The web worker of who starts the guest. In a page that is not isolated from other origins nothing of the guest could
 * be seen from another worker. Its host hears of nothing while the guest computes, but for the moments in which
 * the interpreter lets the event loop turn: each few milliseconds, unless a computation in C takes longer.
 */
export class OwnPlace implements GuestPlace {
  readonly #mounts: readonly Mount[];
  #network: PageNetwork | undefined;
  readonly #listeners = new Set<(message: HostMessage) => void>();

  /** @param mounts filesystems that the host uses, too. */
  constructor(mounts: readonly Mount[]) {
    this.#mounts = mounts;
  }

  run(
    start: GuestStart,
    parts: Promise<FetchedParts>,
    records: GuestRecords,
    hear: (message: GuestMessage) => void,
  ): Promise<void> {
    const host = {
      post: hear,
      listen: (listener: (message: HostMessage) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    const network = PageNetwork.toldTo(hear);
    this.#network = network;
    const mounts = this.#mounts;
    return hostGuest(start, parts, host, { records, mounts, network, hasHostHere: true });
  }

  post(message: HostMessage): void {
    for (const hear of this.#listeners) hear(message);
  }

  async ask(port: number, request: PortRequest): Promise<PortAnswer> {
    if (this.#network === undefined) throw new Error(`no program listens on port ${port}`);
    return this.#network.ask(port, request);
  }

  /** It does not run any further once the caller has let go of this worker. */
  end(): void {
    this.post({ type: 'end' });
  }
}
