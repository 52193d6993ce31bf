import net from 'node:net';
import { ByteQueue } from '../descriptors/byteQueue.ts';
import { type FileStat, FileType, gather, plainStat } from '../descriptors/descriptor.ts';
import { type Direction, type Readiness, ReadinessSignal } from '../descriptors/readiness.ts';
import { type SystemError, systemError } from '../errno.ts';
import { turnEventLoop } from '../eventLoop.ts';
import { InternetAddress, type InternetFamily, type SocketAddress } from '../network/address.ts';
import { type Reception, Socket, SocketOption } from '../network/socket.ts';
import { networkError } from './networkError.ts';
import type { OpenHandles } from './openHandles.ts';

/** How much is received ahead of the guest, in bytes; the rest waits at the sender. */
const MOST_RECEIVED = 1 << 18;

/** How much one call sends at most, in bytes: it is copied out of the guest's memory. */
const MOST_SENT_AT_ONCE = 1 << 18;

/** How many ports are tried when any will do that is free at several addresses. */
const MOST_ATTEMPTS = 8;

/**
 * How many connections may wait to be accepted. The guest's backlog does not count:
 * those for whom Linux has no room ask again until it has, while Node can only turn
 * away for good.
 */
const LONGEST_BACKLOG = 4096;

/**
 * A TCP socket on Node's own. Node makes a listener or a connection where POSIX
 * has a socket that becomes either, so a bound socket listens from the start and
 * turns connections away until it is to listen.
 */
export class TcpSocket extends Socket {
  readonly type = FileType.streamSocket;
  readonly family: InternetFamily;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop = true;
  readonly #handles: OpenHandles;
  readonly #received = new ByteQueue();
  /** Several when the socket is bound to several addresses. */
  #servers: readonly net.Server[] = [];
  #isListening = false;
  readonly #waiting: net.Socket[] = [];
  #connection: net.Socket | undefined;
  #isConnecting = false;
  /** Whether the peer sends no more, or nobody is to hear it. */
  #isReceptionOver = false;
  #isSendingOver = false;
  #error: SystemError | undefined;
  /** What the socket was bound to, before it connects. */
  #bound: SocketAddress | undefined;

  constructor(family: InternetFamily, handles: OpenHandles) {
    super();
    this.family = family;
    this.#handles = handles;
  }

  override get localAddress(): SocketAddress | undefined {
    const { localAddress, localPort } = this.#connection ?? {};
    if (localAddress !== undefined && localPort !== undefined) {
      return this.#named(localAddress, localPort);
    }
    return this.#bound ?? { host: InternetAddress.any(this.family), port: 0 };
  }

  override get peerAddress(): SocketAddress {
    const { remoteAddress, remotePort } = this.#connection ?? {};
    if (remoteAddress === undefined || remotePort === undefined) throw systemError('ENOTCONN');
    return this.#named(remoteAddress, remotePort);
  }

  override get isListening(): boolean {
    return this.#isListening;
  }

  override async bind(address: SocketAddress, ...others: InternetAddress[]): Promise<void> {
    if (this.#servers.length > 0 || this.#connection !== undefined) throw systemError('EINVAL');
    const [first, ...rest] = await this.#serve([address.host, ...others], address.port);
    this.#servers = [first as net.Server, ...rest];
    const { port } = (first as net.Server).address() as net.AddressInfo;
    this.#bound = { host: address.host, port };
  }

  override listen(): void {
    if (this.#servers.length === 0) throw systemError('EINVAL');
    this.#isListening = true;
  }

  override accept(): Socket {
    if (!this.#isListening) throw systemError('EINVAL');
    const connection = this.#waiting.shift();
    if (connection === undefined) throw systemError('EAGAIN');
    const socket = new TcpSocket(this.family, this.#handles);
    // Linux has a socket inherit these from the one that listens.
    for (const [option, value] of this.options) {
      socket.options.set(option, value);
    }
    socket.#adopt(connection);
    return socket;
  }

  override async connect({ host, port }: SocketAddress): Promise<void> {
    if (this.#isConnecting) throw systemError('EALREADY');
    if (this.#connection !== undefined) throw systemError('EISCONN');
    if (this.isListening) throw systemError('EISCONN');
    await this.#giveUpListening();
    const local = this.#bound;
    const connection = net.connect({
      host: host.toString(),
      port,
      allowHalfOpen: true,
      ...(local === undefined
        ? {}
        : { localAddress: local.host.toString(), localPort: local.port }),
    });
    this.#isConnecting = true;
    connection.once('connect', () => {
      this.#isConnecting = false;
      this.changes.notify();
    });
    this.#adopt(connection);
    await this.#turnUntilAnswered();
    throw systemError('EINPROGRESS');
  }

  override finishConnecting(): void {
    if (this.#isConnecting) throw systemError('EAGAIN');
    this.#throwError();
  }

  receive(buffers: Uint8Array[], isPeek: boolean): Reception {
    if (this.#received.length > 0) {
      if (isPeek) return { length: this.#received.peek(buffers) };
      const length = this.#received.pull(buffers);
      if (this.#received.length < MOST_RECEIVED) this.#connection?.resume();
      return { length };
    }
    this.#throwError();
    if (this.#connection === undefined && !this.#isReceptionOver) throw systemError('ENOTCONN');
    if (this.#isReceptionOver) return { length: 0 };
    throw systemError('EAGAIN');
  }

  send(buffers: Uint8Array[]): number {
    return this.write(buffers);
  }

  override write(buffers: Uint8Array[]): number {
    this.#throwError();
    const connection = this.#connection;
    // Linux says so of a socket that has never been connected, too.
    if (connection === undefined || this.#isSendingOver) throw systemError('EPIPE');
    if (this.#isConnecting || connection.writableNeedDrain) throw systemError('EAGAIN');
    const bytes = gather(buffers, MOST_SENT_AT_ONCE);
    connection.write(bytes);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    if (this.#servers.length > 0) {
      const count = this.#waiting.length;
      const isReady = direction === 'read' && (count > 0 || this.#isReceptionOver);
      return { isReady, bytes: count, hasHungUp: this.#isReceptionOver };
    }
    const hasFailed = this.#error !== undefined;
    // As Linux has it: a socket that is not connected has hung up.
    const isIdle = this.#connection === undefined;
    const hasHungUp = hasFailed || isIdle || (this.#isReceptionOver && this.#isSendingOver);
    if (direction === 'read') {
      const bytes = this.#received.length;
      return { isReady: bytes > 0 || this.#isReceptionOver || hasHungUp, bytes, hasHungUp };
    }
    const hasRoom = !this.#isConnecting && this.#connection?.writableNeedDrain === false;
    return { isReady: hasRoom || hasHungUp, bytes: hasRoom ? MOST_SENT_AT_ONCE : 0, hasHungUp };
  }

  shutDown(reception: boolean, sending: boolean): void {
    if (this.#isListening) {
      // What waits to accept wakes up: Linux says EINVAL there.
      this.#isListening = false;
      this.#isReceptionOver = true;
      this.changes.notify();
      return;
    }
    if (this.#connection === undefined || this.#isConnecting) throw systemError('ENOTCONN');
    if (reception) this.#isReceptionOver = true;
    if (sending && !this.#isSendingOver) {
      this.#isSendingOver = true;
      this.#connection.end();
    }
    this.changes.notify();
  }

  override takeError(): SystemError | undefined {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }

  override applyOption(option: number): void {
    const isOn = this.options.get(option) === 1;
    if (option === SocketOption.noDelay) this.#connection?.setNoDelay(isOn);
    if (option === SocketOption.keepAlive) this.#connection?.setKeepAlive(isOn);
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    for (const connection of this.#waiting.splice(0)) connection.resetAndDestroy();
    for (const server of this.#servers) server.close();
    this.#isReceptionOver = true;
    // A peer whose bytes nobody has read is told so, as Linux does.
    const isReset = this.#received.length > 0 || this.options.get(SocketOption.linger) === 0;
    if (isReset) this.#reset();
    // Sends what there still is to send.
    else this.#connection?.destroySoon();
  }

  #reset(): void {
    const connection = this.#connection;
    // A socket whose sending is being shut down cannot be reset: Node would neither close it nor ever
    // end the process, or worker, that has it.
    const isShuttingDown = connection?.writableEnded === true && !connection.writableFinished;
    if (isShuttingDown) connection.once('finish', () => connection.resetAndDestroy());
    else connection?.resetAndDestroy();
  }

  /** Opens the same port, any if it is 0, of several addresses. */
  async #serve(hosts: readonly InternetAddress[], port: number): Promise<net.Server[]> {
    for (let attempts = MOST_ATTEMPTS; ; attempts--) {
      const servers: net.Server[] = [];
      try {
        for (const host of hosts) {
          const [first] = servers;
          const common = first === undefined ? port : (first.address() as net.AddressInfo).port;
          servers.push(await this.#open(host, common));
        }
        return servers;
      } catch (error) {
        for (const server of servers) server.close();
        // The port that was chosen for one address is in use at another.
        const mayChooseAgain = port === 0 && servers.length > 0 && attempts > 1;
        if (!mayChooseAgain) throw error;
      }
    }
  }

  async #open(host: InternetAddress, port: number): Promise<net.Server> {
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true });
    server.on('connection', connection => this.#arrive(connection));
    await new Promise<void>((resolve, reject) => {
      server.once('error', error => reject(networkError(error)));
      server.listen(
        {
          host: host.toString(),
          port,
          exclusive: true,
          ipv6Only: this.options.get(SocketOption.onlyIpv6) === 1,
          reusePort: this.options.get(SocketOption.reusePort) === 1,
        },
        resolve,
      );
    });
    server.on('error', error => this.#fail(error));
    this.#handles.add(server);
    return server;
  }

  /** An address as the sockets of this family have it. */
  #named(host: string, port: number): SocketAddress {
    return { host: InternetAddress.parse(host).inFamily(this.family), port };
  }

  /**
   * Lets the event loop turn, which reports a connection to this machine that the
   * system has made or refused: within the call, as far as a program can tell.
   */
  async #turnUntilAnswered(): Promise<void> {
    for (let turns = 0; turns < 2 && this.#isConnecting; turns++) await turnEventLoop();
  }

  /** A connection to the address that the socket is bound to. */
  #arrive(connection: net.Socket): void {
    this.#handles.add(connection);
    // One that fails before it is accepted is accepted all the same, and then found to be over.
    connection.on('error', () => {});
    if (!this.#isListening || this.#waiting.length >= LONGEST_BACKLOG) {
      connection.resetAndDestroy();
      return;
    }
    this.#waiting.push(connection);
    this.changes.notify();
  }

  #adopt(connection: net.Socket): void {
    this.#handles.add(connection);
    this.#connection = connection;
    for (const option of this.options.keys()) this.applyOption(option);
    connection.on('data', (bytes: Buffer) => {
      if (this.#isReceptionOver) return;
      this.#received.push(bytes);
      if (this.#received.length >= MOST_RECEIVED) connection.pause();
      this.changes.notify();
    });
    connection.on('end', () => {
      this.#isReceptionOver = true;
      this.changes.notify();
    });
    connection.on('drain', () => this.changes.notify());
    connection.on('error', error => this.#fail(error));
    connection.on('close', () => {
      if (this.#connection !== connection) return;
      this.#isReceptionOver = true;
      this.#isSendingOver = true;
      this.changes.notify();
    });
    connection.resume();
  }

  #fail(error: Error): void {
    this.#error = networkError(error);
    if (this.#isConnecting) {
      // The socket may be connected anew.
      this.#isConnecting = false;
      this.#connection = undefined;
    }
    this.changes.notify();
  }

  /** Frees the address that the socket is bound to, for a connection from there. */
  async #giveUpListening(): Promise<void> {
    const servers = this.#servers;
    this.#servers = [];
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  }

  #throwError(): void {
    const error = this.takeError();
    if (error !== undefined) throw error;
  }
}
