import dns from 'node:dns/promises';
import type { EventEmitter } from 'node:events';
import { InternetAddress, type InternetFamily } from '../network/address.ts';
import type { NetworkHost } from '../network/network.ts';
import type { Socket } from '../network/socket.ts';
import { TcpSocket } from './tcpSocket.ts';
import { UdpSocket } from './udpSocket.ts';

/** How long the end of a guest waits for what it has sent to leave this machine, in milliseconds. */
const FAREWELL = 2000;

/** What has a file descriptor of this machine open, until it emits `close`. */
interface Handle extends EventEmitter {
  /** At once, whatever is still to be sent. */
  destroy?(): unknown;
}

/** The handles of a guest that are open. */
export class OpenHandles {
  readonly #handles = new Set<Handle>();
  #onEmpty: (() => void) | undefined;

  add(handle: Handle): void {
    if (this.#handles.has(handle)) return;
    this.#handles.add(handle);
    handle.once('close', () => {
      this.#handles.delete(handle);
      if (this.#handles.size === 0) this.#onEmpty?.();
    });
  }

  /** Waits until all are closed, as they are told to be; ends those that take too long. */
  async closed(): Promise<void> {
    if (this.#handles.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const timer = setTimeout(resolve, FAREWELL);
    await promise;
    clearTimeout(timer);
    for (const handle of this.#handles) handle.destroy?.();
  }
}

/** The network of this machine, by Node's modules. */
export class NodeNetwork implements NetworkHost {
  readonly #handles = new OpenHandles();

  openStream(family: InternetFamily): Socket {
    return new TcpSocket(family, this.#handles);
  }

  openDatagram(family: InternetFamily): Socket {
    return new UdpSocket(family, this.#handles);
  }

  async resolve(name: string): Promise<InternetAddress[]> {
    try {
      const found = await dns.lookup(name, { all: true, order: 'verbatim' });
      return found.map(({ address }) => InternetAddress.parse(address));
    } catch {
      return [];
    }
  }

  /** Waits until the sockets of a guest that has ended are gone. */
  closed(): Promise<void> {
    return this.#handles.closed();
  }
}
