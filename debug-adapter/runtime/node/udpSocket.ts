import dgram from 'node:dgram';
import { type FileStat, FileType, gather, plainStat, scatter } from '../descriptors/descriptor.ts';
import {
  type Direction,
  READY,
  type Readiness,
  ReadinessSignal,
} from '../descriptors/readiness.ts';
import { type SystemError, systemError } from '../errno.ts';
import {
  AddressFamily,
  InternetAddress,
  type InternetFamily,
  type SocketAddress,
} from '../network/address.ts';
import { type Reception, Socket, SocketOption } from '../network/socket.ts';
import { networkError } from './networkError.ts';
import type { OpenHandles } from './openHandles.ts';

/** How many bytes of datagrams wait for the guest; further ones are lost, as datagrams are. */
const MOST_RECEIVED = 1 << 20;

interface Datagram {
  readonly bytes: Uint8Array;
  readonly from: SocketAddress;
}

/** A UDP socket on Node's own, which exists as soon as it has an address. */
export class UdpSocket extends Socket {
  readonly type = FileType.datagramSocket;
  readonly family: InternetFamily;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop = true;
  readonly #handles: OpenHandles;
  readonly #received: Datagram[] = [];
  #receivedLength = 0;
  #socket: dgram.Socket | undefined;
  #peer: SocketAddress | undefined;
  #isReceptionOver = false;
  #isSendingOver = false;
  #error: SystemError | undefined;

  constructor(family: InternetFamily, handles: OpenHandles) {
    super();
    this.family = family;
    this.#handles = handles;
  }

  override get localAddress(): SocketAddress | undefined {
    if (this.#socket === undefined) return undefined;
    const { address, port } = this.#socket.address();
    return { host: InternetAddress.parse(address), port };
  }

  override get peerAddress(): SocketAddress {
    if (this.#peer === undefined) throw systemError('ENOTCONN');
    return this.#peer;
  }

  override async bind({ host, port }: SocketAddress): Promise<void> {
    if (this.#socket !== undefined) throw systemError('EINVAL');
    const socket = dgram.createSocket({
      type: this.family === AddressFamily.ipv4 ? 'udp4' : 'udp6',
      reuseAddr: this.options.get(SocketOption.reuseAddress) === 1,
      reusePort: this.options.get(SocketOption.reusePort) === 1,
      ipv6Only: this.options.get(SocketOption.onlyIpv6) === 1,
      // Addresses are all that arrives here, and need no lookup.
      lookup: (address, _options, callback) => callback(null, address, this.#family),
    });
    this.#handles.add(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', error => {
        socket.close();
        reject(networkError(error));
      });
      socket.bind({ address: host.toString(), port, exclusive: true }, resolve);
    });
    this.#socket = socket;
    socket.removeAllListeners('error');
    socket.on('error', error => {
      this.#error = networkError(error);
      this.changes.notify();
    });
    socket.on('message', (bytes, { address, port: sender }) =>
      this.#arrive({ bytes, from: { host: InternetAddress.parse(address), port: sender } }),
    );
    for (const option of this.options.keys()) this.applyOption(option);
  }

  override async connect(address: SocketAddress): Promise<void> {
    const { host, port } = address;
    if (this.#socket === undefined) {
      const own = host.isLoopback ? host : InternetAddress.any(this.family);
      await this.bind({ host: own, port: 0 });
    }
    const socket = this.#socket as unknown as dgram.Socket;
    if (this.#peer !== undefined) socket.disconnect();
    this.#peer = undefined;
    await new Promise<void>((resolve, reject) =>
      socket.connect(port, host.toString(), ((error?: Error) =>
        error === undefined || error === null
          ? resolve()
          : reject(networkError(error))) as () => void),
    );
    this.#peer = address;
  }

  receive(buffers: Uint8Array[], isPeek: boolean): Reception {
    this.#throwError();
    const datagram = this.#received[0];
    if (datagram === undefined) {
      if (this.#isReceptionOver) return { length: 0 };
      throw systemError('EAGAIN');
    }
    if (!isPeek) {
      this.#received.shift();
      this.#receivedLength -= datagram.bytes.length;
    }
    const length = scatter(datagram.bytes, buffers);
    return { length, from: datagram.from, isTruncated: length < datagram.bytes.length };
  }

  override write(buffers: Uint8Array[]): number {
    // The result is told later, by the socket's error, as that of a datagram may be.
    const bytes = this.#bytesToSend(buffers, undefined);
    (this.#socket as dgram.Socket).send(bytes, error => {
      if (error !== null) this.#error = networkError(error);
    });
    return bytes.length;
  }

  async send(buffers: Uint8Array[], to?: SocketAddress): Promise<number> {
    const bytes = this.#bytesToSend(buffers, to);
    const socket = this.#socket as dgram.Socket;
    const isConnected = this.#peer !== undefined;
    return new Promise((resolve, reject) => {
      const done = (error: Error | null): void =>
        error === null ? resolve(bytes.length) : reject(networkError(error));
      if (to === undefined || isConnected) socket.send(bytes, done);
      else socket.send(bytes, to.port, to.host.toString(), done);
    });
  }

  override readiness(direction: Direction): Readiness {
    if (direction === 'write') return READY;
    const bytes = this.#received[0]?.bytes.length ?? 0;
    const isReady = this.#received.length > 0 || this.#error !== undefined || this.#isReceptionOver;
    return { isReady, bytes, hasHungUp: false };
  }

  shutDown(reception: boolean, sending: boolean): void {
    if (this.#peer === undefined) throw systemError('ENOTCONN');
    this.#isReceptionOver ||= reception;
    this.#isSendingOver ||= sending;
    this.changes.notify();
  }

  override takeError(): SystemError | undefined {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }

  override applyOption(option: number): void {
    const value = this.options.get(option) ?? 0;
    const isOn = value !== 0;
    switch (option) {
      case SocketOption.broadcast:
        this.#socket?.setBroadcast(isOn);
        break;
      case SocketOption.timeToLive:
        this.#socket?.setTTL(value);
        break;
      case SocketOption.multicastTimeToLiveIpv4:
        this.#socket?.setMulticastTTL(value);
        break;
      case SocketOption.multicastLoopIpv4:
      case SocketOption.multicastLoopIpv6:
        this.#socket?.setMulticastLoopback(isOn);
        break;
    }
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    this.#socket?.close();
  }

  get #family(): 4 | 6 {
    return this.family === AddressFamily.ipv4 ? 4 : 6;
  }

  #arrive(datagram: Datagram): void {
    if (this.#receivedLength + datagram.bytes.length > MOST_RECEIVED) return;
    this.#received.push(datagram);
    this.#receivedLength += datagram.bytes.length;
    this.changes.notify();
  }

  #bytesToSend(buffers: Uint8Array[], to: SocketAddress | undefined): Uint8Array {
    this.#throwError();
    if (this.#isSendingOver) throw systemError('EPIPE');
    if (to === undefined && this.#peer === undefined) throw systemError('EDESTADDRREQ');
    return gather(buffers);
  }

  #throwError(): void {
    const error = this.takeError();
    if (error !== undefined) throw error;
  }
}
