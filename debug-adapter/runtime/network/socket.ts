import { Descriptor } from '../descriptors/descriptor.ts';
import { type SystemError, systemError } from '../errno.ts';
import type { AddressFamily, InternetAddress, SocketAddress } from './address.ts';

/** `__wasi_sock_type_t`. */
export const SocketType = { stream: 1, datagram: 2 } as const;

/** What a reception brought. */
export interface Reception {
  /** The number of bytes that were stored. */
  readonly length: number;
  /** Who sent a datagram. */
  readonly from?: SocketAddress | undefined;
  /** Whether the datagram was longer than the room for it. */
  readonly isTruncated?: boolean;
}

/** `__wasi_sock_option_t`. */
export const SocketOption = {
  reusePort: 1,
  reuseAddress: 2,
  noDelay: 3,
  doNotRoute: 4,
  onlyIpv6: 5,
  broadcast: 6,
  multicastLoopIpv4: 7,
  multicastLoopIpv6: 8,
  listening: 10,
  lastError: 11,
  keepAlive: 12,
  linger: 13,
  outOfBandInline: 14,
  receiveBufferSize: 15,
  sendBufferSize: 16,
  receiveTimeout: 19,
  sendTimeout: 20,
  timeToLive: 23,
  multicastTimeToLiveIpv4: 24,
  type: 25,
  protocol: 26,
} as const;

/**
 * A socket. As with every descriptor no operation waits for a peer: one that
 * cannot go on now throws EAGAIN. Those that return a promise wait for this
 * machine only.
 *
 * Each operation fails in the way POSIX names for a socket that does not have it.
 */
export abstract class Socket extends Descriptor {
  abstract readonly family: AddressFamily;

  /** The value of each {@link SocketOption} that was set. Those of time are in nanoseconds. */
  readonly options = new Map<number, number>();

  /** `getsockname`; undefined when the socket has no name. */
  get localAddress(): SocketAddress | undefined {
    return undefined;
  }

  /** `getpeername`. @throws ENOTCONN. */
  get peerAddress(): SocketAddress | undefined {
    throw systemError('ENOTCONN');
  }

  get isListening(): boolean {
    return false;
  }

  /** @param _others further hosts at whose port of the same number the socket is, too. */
  bind(_address: SocketAddress, ..._others: InternetAddress[]): Promise<void> {
    throw systemError('ENOTSUP');
  }

  listen(): void {
    throw systemError('ENOTSUP');
  }

  accept(): Socket {
    throw systemError('ENOTSUP');
  }

  /** Begins to connect. {@link finishConnecting} tells how that ends. */
  connect(_address: SocketAddress): void | Promise<void> {
    throw systemError('ENOTSUP');
  }

  /** @throws EAGAIN while the socket is not connected yet, or why it cannot be. */
  finishConnecting(): void {}

  /** @param isPeek whether what is received stays, to be received again. */
  abstract receive(buffers: Uint8Array[], isPeek: boolean): Reception;

  /** @param to where a datagram goes; not given on a connected socket. */
  abstract send(buffers: Uint8Array[], to?: SocketAddress): number | Promise<number>;

  /** Ends the reception, the sending, or both. */
  abstract shutDown(reception: boolean, sending: boolean): void;

  /** The error that happened since this was last asked for: `SO_ERROR`. */
  takeError(): SystemError | undefined {
    return undefined;
  }

  /** Puts the value of an option into effect that has changed in {@link options}. */
  applyOption(_option: number): void {}

  override read(buffers: Uint8Array[]): number {
    return this.receive(buffers, false).length;
  }
}
