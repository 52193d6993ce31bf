import dns from 'node:dns/promises';
import { InternetAddress, type InternetFamily } from '../network/address.ts';
import type { NetworkHost } from '../network/network.ts';
import type { Socket } from '../network/socket.ts';
import { OpenHandles } from './openHandles.ts';
import { TcpSocket } from './tcpSocket.ts';
import { UdpSocket } from './udpSocket.ts';

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
