/**
 * The network as a guest has it: sockets of the host, and what the guest may do
 * with them. Every address that a guest names passes through here.
 */
import { FileType } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import {
  AddressFamily,
  describeAddress,
  InternetAddress,
  type InternetFamily,
  type SocketAddress,
} from './address.ts';
import { type Socket, SocketOption } from './socket.ts';

/**
 * What a guest may reach: nothing, this machine alone, or whatever the machine
 * reaches. With `loopback`, loopback is the only network that there is: what
 * listens on all addresses listens on that of loopback.
 */
export const NETWORK_GRANTS = ['off', 'loopback', 'all'] as const;
export type NetworkGrant = (typeof NETWORK_GRANTS)[number];

/** What makes the sockets. */
export interface NetworkHost {
  openStream(family: InternetFamily): Socket;
  openDatagram(family: InternetFamily): Socket;
  /** The addresses of a host by its name; none when nobody knows it. */
  resolve(name: string): Promise<InternetAddress[]>;
}

export interface NetworkOptions {
  readonly host: NetworkHost;
  readonly grant: NetworkGrant;
  /** Called with a sentence for the user, once for each address. */
  readonly onRefusal: (sentence: string) => void;
}

export class Network {
  readonly #host: NetworkHost;
  readonly #grant: NetworkGrant;
  readonly #onRefusal: (sentence: string) => void;
  readonly #refused = new Set<string>();

  constructor(options: NetworkOptions) {
    this.#host = options.host;
    this.#grant = options.grant;
    this.#onRefusal = options.onRefusal;
  }

  openStream(family: InternetFamily): Socket {
    return this.#host.openStream(family);
  }

  openDatagram(family: InternetFamily): Socket {
    return this.#host.openDatagram(family);
  }

  /** @throws EACCES when the guest may not be reached there. */
  async bind(socket: Socket, address: SocketAddress): Promise<void> {
    requireFamily(socket, address);
    const local = this.#localAddress(address);
    // What listens on all addresses of IPv6 does so on those of IPv4, unless told otherwise.
    const isForBoth =
      local !== address &&
      socket.type === FileType.streamSocket &&
      socket.family === AddressFamily.ipv6 &&
      socket.options.get(SocketOption.onlyIpv6) !== 1;
    const others = isForBoth ? [InternetAddress.loopback(AddressFamily.ipv4)] : [];
    await socket.bind(local, ...others);
  }

  /** Listens, on a port of the machine's choice when the socket is bound to none. */
  async listen(socket: Socket): Promise<void> {
    const { localAddress } = socket;
    if (localAddress?.port === 0) {
      await this.bind(socket, { host: localAddress.host, port: 0 });
    }
    socket.listen();
  }

  /** @throws EACCES when the guest may not reach the address. */
  async connect(socket: Socket, address: SocketAddress): Promise<void> {
    requireFamily(socket, address);
    await socket.connect(this.#peerAddress(address));
  }

  /** @throws EACCES when the guest may not reach the address. */
  async sendTo(socket: Socket, buffers: Uint8Array[], address: SocketAddress): Promise<number> {
    requireFamily(socket, address);
    const peer = this.#peerAddress(address);
    if (socket.localAddress === undefined) {
      // Else it would be bound to all addresses.
      await this.bind(socket, { host: InternetAddress.any(peer.host.family), port: 0 });
    }
    return socket.send(buffers, peer);
  }

  /** The addresses of a host by its name; none when nobody knows it, or the guest may not ask. */
  async resolve(name: string): Promise<InternetAddress[]> {
    // RFC 6761 section 6.3: these names need no resolver.
    if (/^(.*\.)?localhost\.?$/i.test(name)) {
      return [
        InternetAddress.loopback(AddressFamily.ipv4),
        InternetAddress.loopback(AddressFamily.ipv6),
      ];
    }
    if (this.#grant === 'all') return this.#host.resolve(name);
    this.#refuse(`look up the host ${name}`, 'all');
    return [];
  }

  #localAddress(address: SocketAddress): SocketAddress {
    const { host, port } = address;
    if (this.#grant === 'all') return address;
    if (this.#grant === 'loopback') {
      if (host.isLoopback) return address;
      if (host.isAny) return { host: InternetAddress.loopback(host.family), port };
    }
    const needed = host.isLoopback || host.isAny ? 'loopback' : 'all';
    this.#refuse(`listen on ${describeAddress(address)}`, needed);
    throw systemError('EACCES');
  }

  #peerAddress(address: SocketAddress): SocketAddress {
    const { host, port } = address;
    // What Linux makes of it.
    const peer = host.isAny ? { host: InternetAddress.loopback(host.family), port } : address;
    if (this.#grant === 'all' || (this.#grant === 'loopback' && peer.host.isLoopback)) return peer;
    this.#refuse(`reach ${describeAddress(address)}`, peer.host.isLoopback ? 'loopback' : 'all');
    throw systemError('EACCES');
  }

  #refuse(deed: string, needed: NetworkGrant): void {
    if (this.#refused.has(deed)) return;
    this.#refused.add(deed);
    this.#onRefusal(
      `the program may not ${deed}: its network is "${this.#grant}". ` +
        `Set "network": "${needed}" in the launch configuration, or --network ${needed}, to allow it.`,
    );
  }
}

function requireFamily(socket: Socket, { host }: SocketAddress): void {
  if (socket.family !== host.family) throw systemError('EAFNOSUPPORT');
}
