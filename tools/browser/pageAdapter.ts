import { once } from 'node:events';
import fs from 'node:fs';
import net, { type Socket } from 'node:net';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { encodeMessage } from '../../debug-adapter/session/connection/message.ts';
import { MessageReader } from '../../debug-adapter/session/connection/messageReader.ts';
import type { TestPage } from './testPage.ts';

/** What of a launch configuration says where its files are. */
interface LaunchedPlace {
  readonly program?: string;
  readonly cwd?: string;
}

/**
 * The debug adapters of a page on a port of this machine, for the clients of the tests: each has one of its own. What
 * a client launches is found by the adapter where it is on this machine, with the Python files beside it.
 */
export class PageAdapter implements AsyncDisposable {
  readonly #page: TestPage;
  readonly #server = net.createServer(socket => this.#welcome(socket));
  readonly #sockets = new Set<Socket>();
  readonly #served = new Set<Promise<void>>();
  #latest = -1;

  private constructor(page: TestPage) {
    this.#page = page;
  }

  static async open(page: TestPage): Promise<PageAdapter> {
    const adapter = new PageAdapter(page);
    await once(adapter.#server.listen(0, '127.0.0.1'), 'listening');
    return adapter;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  /** The page's number of the adapter that was opened last. */
  get latest(): number {
    return this.#latest;
  }

  /** Resolves when the adapters have ended of the clients that there are. */
  async idle(): Promise<void> {
    await Promise.all(this.#served);
  }

  /** Ends the adapters of the clients that there are: those of a test that has failed, which nobody ends. */
  async dropClients(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.idle();
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const served = this.#serve(socket);
    this.#served.add(served);
    void served.then(() => this.#served.delete(served));
  }

  async #serve(socket: Socket): Promise<void> {
    const adapter = await this.#page.openAdapter();
    this.#latest = adapter;
    const reader = new MessageReader(() => true);
    let sent = Promise.resolve();
    reader.on('message', message => {
      sent = sent.then(() => this.#send(adapter, message));
    });
    socket.on('data', bytes => reader.read(bytes));
    let isOpen = true;
    let closing: Promise<void> | undefined;
    // As an editor ends an adapter that it does not need any more.
    const close = (): void => {
      if (isOpen) closing = this.#page.closeAdapter(adapter);
    };
    if (socket.destroyed) close();
    else socket.on('close', close);
    socket.on('error', () => {});
    for (;;) {
      const messages = await this.#page.receiveFromAdapter(adapter);
      if (messages.length === 0) break;
      for (const message of messages) socket.write(encodeMessage(message));
    }
    isOpen = false;
    // Who waits for this closes the page after it.
    await closing;
    socket.end();
  }

  async #send(adapter: number, message: DebugProtocol.ProtocolMessage): Promise<void> {
    const { command, arguments: args } = message as DebugProtocol.Request;
    if (command === 'launch') await this.#page.addAdapterFiles(adapter, filesFor(args));
    await this.#page.sendToAdapter(adapter, message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    await this.dropClients();
  }
}

/** The Python files of the folders that a launch configuration names. */
function filesFor({ program, cwd }: LaunchedPlace): Record<string, string> {
  const folders = [program === undefined ? undefined : path.dirname(program), cwd];
  return Object.assign({}, ...folders.map(folder => (folder ? pythonFilesIn(folder) : {})));
}

/** The text of all Python files in a folder and below, by their paths. */
export function pythonFilesIn(folder: string): Record<string, string> {
  // What a test names that is not there, or is no project.
  if (!fs.existsSync(folder) || folder === path.parse(folder).root) return {};
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter(name => name.endsWith('.py'))
      .map(name => path.join(folder, name))
      .map(file => [file, fs.readFileSync(file, 'utf8')]),
  );
}
