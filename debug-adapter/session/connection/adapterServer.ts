import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { admissionTooLate } from '../errors.ts';
import { StreamedAdapter } from '../node/streamedAdapter.ts';
import type { AttachableProgram } from '../program/attachableProgram.ts';
import { Access } from './access.ts';
import { BrokenStream, type Sender } from './brokenStream.ts';
import { ConnectionFile } from './connectionFile.ts';
import { ADMISSION_PATIENCE, WaitingRoom } from './waitingRoom.ts';

/** How long clients may take to read the last bytes, in milliseconds. */
const FAREWELL = 1000;

/** A port, and what it is for. */
export interface AdapterServerOptions {
  /** The command that opens it, with whose name its sentences begin. */
  readonly name: string;
  readonly host: string;
  /** 0 for one that is free. */
  readonly port: number;
  /** What clients have to know: whoever else reaches the port must not be served. */
  readonly token: string;
  /** The program that clients debug; without one, each starts its own. */
  readonly attachable?: AttachableProgram;
}

/** A port on which debug clients that know its token are served, each by an adapter of its own. */
export class AdapterServer {
  readonly #options: AdapterServerOptions;
  readonly #server: net.Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new WaitingRoom();
  /** Whom of those without the token the user was told of: once is enough. */
  readonly #reported = new Set<Sender>();
  #file: ConnectionFile | undefined;

  private constructor(options: AdapterServerOptions) {
    this.#options = options;
    // Whoever has sent all may still want to read what it is told.
    const halves = { allowHalfOpen: true };
    this.#server = net.createServer(halves, socket => this.#welcome(socket));
  }

  /**
   * Opens a port, and tells the editors of this machine's user of it by a {@link ConnectionFile}.
   *
   * @throws Error when the address cannot be listened on.
   */
  static async open(options: AdapterServerOptions): Promise<AdapterServer> {
    const { host, port } = options;
    const server = new AdapterServer(options);
    try {
      await once(server.#server.listen(port, host), 'listening');
    } catch (error) {
      throw new Error(`cannot listen on ${host}:${port}: ${(error as Error).message}`);
    }
    // Of one that cannot be accepted, when there are too many.
    server.#server.on('error', () => {});
    server.#writeFile();
    return server;
  }

  get port(): number {
    return this.#address.port;
  }

  /** Where it listens: `127.0.0.1:5678`. */
  get address(): string {
    const { address, port, family } = this.#address;
    return `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /**
   * Tells, on standard error, what clients have to know.
   *
   * @param configuration the further attributes of a launch configuration that connects.
   */
  announce(configuration: object): void {
    const { name, token } = this.#options;
    const complete = { type: 'wasix-python', ...configuration, token };
    console.error(`${name}: its token is ${token}`);
    console.error(`${name}: in launch.json: ${JSON.stringify(complete)}`);
  }

  /** Accepts nobody any more, and lets clients read to the end, and leave. */
  async close(): Promise<void> {
    this.#file?.remove();
    this.#server.close();
    this.#waiting.close();
    const closed = [...this.#sockets].map(
      socket => new Promise(resolve => socket.once('close', resolve)),
    );
    const patience = new Promise(resolve => setTimeout(resolve, FAREWELL).unref());
    await Promise.race([Promise.all(closed), patience]);
    for (const socket of this.#sockets) socket.destroy();
  }

  get #address(): net.AddressInfo {
    return this.#server.address() as net.AddressInfo;
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const { token, attachable } = this.#options;
    const access = new Access(token, () => this.#waiting.leave(socket));
    const adapter = new StreamedAdapter({ attachable, access });
    this.#waiting.enter(socket, () =>
      adapter.giveUp(new BrokenStream('client', admissionTooLate(ADMISSION_PATIENCE / 1000))),
    );
    adapter.on('broken', (problem: BrokenStream) => {
      this.#report(problem, access);
      if (problem.sender === 'browser') socket.end(httpRefusal(problem.message));
      setTimeout(() => socket.destroy(), FAREWELL).unref();
    });
    adapter.on('disconnected', () => socket.end());
    adapter.start(socket, socket);
  }

  #report({ sender, message }: BrokenStream, access: Access): void {
    if (!access.isGranted && this.#reported.has(sender)) return;
    if (!access.isGranted) this.#reported.add(sender);
    console.error(`${this.#options.name}: a connection was closed. ${message}`);
  }

  #writeFile(): void {
    const { name, host, token } = this.#options;
    try {
      this.#file = new ConnectionFile({ host, port: this.port, token, pid: process.pid });
    } catch (error) {
      console.error(`${name}: editors have to be told the token: ${(error as Error).message}`);
    }
  }
}

/** RFC 9112 section 4. */
function httpRefusal(sentence: string): string {
  const body = `${sentence}\n`;
  return (
    'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n' +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
