import { type FileStat, FileType, plainStat } from '../../descriptors/descriptor.ts';
import { type Direction, type Readiness, ReadinessSignal } from '../../descriptors/readiness.ts';
import { type SystemError, systemError } from '../../errno.ts';
import { InternetAddress, type InternetFamily, type SocketAddress } from '../../network/address.ts';
import { type Reception, Socket, SocketOption } from '../../network/socket.ts';
import type { PortHolder, Ports } from './ports.ts';
import type { StreamEnd } from './streamEnd.ts';

/** How many connections may wait to be accepted, as in Node. */
const LONGEST_BACKLOG = 4096;

/** Makes connections. */
export interface Connector {
  readonly ports: Ports;
  /** @throws ECONNREFUSED when there is nobody. */
  connect(to: SocketAddress, from: SocketAddress): StreamEnd;
}

/** A connection, and who are at its ends. */
interface Connection {
  readonly end: StreamEnd;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

/** A TCP socket in a page: what it connects to is in the page, too, or is spoken to by the browser. */
export class PageSocket extends Socket implements PortHolder {
  readonly type = FileType.streamSocket;
  readonly family: InternetFamily;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop = true;
  readonly #connector: Connector;
  #hosts: readonly InternetAddress[] = [];
  #port = 0;
  #isListening = false;
  /** Whether it listens no more, and what waits for that to bring something wakes up. */
  #isOver = false;
  readonly #waiting: Connection[] = [];
  #connection: Connection | undefined;
  #unsubscribe = (): void => {};

  constructor(family: InternetFamily, connector: Connector) {
    super();
    this.family = family;
    this.#connector = connector;
  }

  get hosts(): readonly InternetAddress[] {
    return this.#hosts;
  }

  get port(): number {
    return this.#port;
  }

  get isOnlyIpv6(): boolean {
    return this.options.get(SocketOption.onlyIpv6) === 1;
  }

  override get isListening(): boolean {
    return this.#isListening;
  }

  override get localAddress(): SocketAddress {
    const [host = InternetAddress.any(this.family)] = this.#hosts;
    return this.#connection?.local ?? { host, port: this.#port };
  }

  override get peerAddress(): SocketAddress {
    if (this.#connection === undefined) throw systemError('ENOTCONN');
    return this.#connection.peer;
  }

  override async bind({ host, port }: SocketAddress, ...others: InternetAddress[]): Promise<void> {
    if (this.#hosts.length > 0 || this.#connection !== undefined) throw systemError('EINVAL');
    // The page has no other addresses.
    if (!host.isAny && !host.isLoopback) throw systemError('EADDRNOTAVAIL');
    const { ports } = this.#connector;
    this.#hosts = [host, ...others];
    this.#port = port === 0 ? ports.free() : port;
    try {
      ports.hold(this);
    } catch (error) {
      this.#hosts = [];
      this.#port = 0;
      throw error;
    }
  }

  override listen(): void {
    if (this.#hosts.length === 0 || this.#connection !== undefined) throw systemError('EINVAL');
    this.#isListening = true;
    this.#connector.ports.changed();
  }

  arrive(end: StreamEnd, peer: SocketAddress): void {
    if (this.#waiting.length >= LONGEST_BACKLOG) {
      end.reset();
      return;
    }
    const [bound = InternetAddress.any(this.family)] = this.#hosts;
    const host = bound.isAny ? InternetAddress.loopback(this.family) : bound;
    const from = { host: peer.host.inFamily(this.family), port: peer.port };
    this.#waiting.push({ end, local: { host, port: this.#port }, peer: from });
    this.changes.notify();
  }

  override accept(): Socket {
    if (!this.#isListening) throw systemError('EINVAL');
    const connection = this.#waiting.shift();
    if (connection === undefined) throw systemError('EAGAIN');
    const socket = new PageSocket(this.family, this.#connector);
    // Linux has a socket inherit these from the one that listens.
    for (const [option, value] of this.options) socket.options.set(option, value);
    socket.#adopt(connection);
    return socket;
  }

  override connect(peer: SocketAddress): void {
    if (this.#connection !== undefined || this.#isListening) throw systemError('EISCONN');
    const bound = this.localAddress;
    const local = {
      host: bound.host.isAny ? InternetAddress.loopback(this.family) : bound.host,
      port: bound.port || this.#connector.ports.free(),
    };
    this.#adopt({ end: this.#connector.connect(peer, local), local, peer });
  }

  receive(buffers: Uint8Array[], isPeek: boolean): Reception {
    const { end } = this.#connection ?? {};
    if (end === undefined) throw systemError('ENOTCONN');
    return { length: end.receive(buffers, isPeek) };
  }

  send(buffers: Uint8Array[]): number {
    return this.write(buffers);
  }

  override write(buffers: Uint8Array[]): number {
    // Linux says so of a socket that has never been connected, too.
    if (this.#connection === undefined) throw systemError('EPIPE');
    return this.#connection.end.send(buffers);
  }

  override readiness(direction: Direction): Readiness {
    const end = this.#connection?.end;
    if (this.#isListening || this.#isOver) {
      const count = this.#waiting.length;
      const isReady = direction === 'read' && (count > 0 || this.#isOver);
      return { isReady, bytes: count, hasHungUp: this.#isOver };
    }
    // As Linux has it: a socket that is not connected has hung up.
    if (end === undefined) return { isReady: true, bytes: 0, hasHungUp: true };
    const hasHungUp = end.hasFailed || (end.isReceptionOver && end.isSendingOver);
    const [bytes, isOver] =
      direction === 'read'
        ? [end.received, end.isReceptionOver]
        : [Math.max(end.room, 0), end.isSendingOver];
    return { isReady: bytes > 0 || isOver || hasHungUp, bytes, hasHungUp };
  }

  shutDown(reception: boolean, sending: boolean): void {
    if (this.#isListening) {
      // What waits to accept wakes up: Linux says EINVAL there.
      this.#stopListening();
      this.changes.notify();
      return;
    }
    if (this.#connection === undefined) throw systemError('ENOTCONN');
    this.#connection.end.shutDown(reception, sending);
  }

  override takeError(): SystemError | undefined {
    return this.#connection?.end.takeError();
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    if (this.#isListening) this.#stopListening();
    this.#connector.ports.release(this);
    for (const { end } of this.#waiting.splice(0)) end.reset();
    this.#unsubscribe();
    if (this.options.get(SocketOption.linger) === 0) this.#connection?.end.reset();
    else this.#connection?.end.close();
  }

  #stopListening(): void {
    this.#isListening = false;
    this.#isOver = true;
    this.#connector.ports.changed();
  }

  #adopt(connection: Connection): void {
    this.#connection = connection;
    this.#unsubscribe = connection.end.changes.subscribe(() => this.changes.notify());
  }
}
