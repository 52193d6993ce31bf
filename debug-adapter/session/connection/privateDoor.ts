import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import path from 'node:path';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';

/**
 * A door for one process of the same user: a socket in a folder that nobody else can enter, or,
 * on Windows, a pipe whose name nobody can guess. No program in a guest reaches either.
 */
export class PrivateDoor {
  /** What to connect to. */
  readonly address: string;
  readonly #server = net.createServer();
  readonly #folder = process.platform === 'win32' ? undefined : new TemporaryDirectory();

  private constructor() {
    const name = `wasix-python-${randomBytes(16).toString('hex')}`;
    this.address =
      this.#folder === undefined ? `\\\\.\\pipe\\${name}` : path.join(this.#folder.path, 'door');
  }

  /** @throws Error when there can be none. */
  static async open(): Promise<PrivateDoor> {
    const door = new PrivateDoor();
    try {
      await once(door.#server.listen(door.address), 'listening');
    } catch (error) {
      door.close();
      throw error;
    }
    return door;
  }

  /** Waits for whoever comes first, if anybody does. */
  async enter(): Promise<Socket> {
    const [socket] = await once(this.#server, 'connection');
    return socket;
  }

  /** Lets in everybody who comes from now on. */
  welcome(receive: (socket: Socket) => void): void {
    this.#server.on('connection', receive);
  }

  /** Lets nobody in any more; who is in stays. */
  close(): void {
    this.#server.close();
    this.#folder?.remove();
  }
}
