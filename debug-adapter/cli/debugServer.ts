import net from 'node:net';
import { AttachableProgram } from '../session/attachableProgram.ts';
import { DebugAdapter } from '../session/debugAdapter.ts';
import type { DebuggedProgram } from '../session/debuggedProgram.ts';
import { Debuggee } from '../session/debuggee.ts';
import { connectForeground, ownTerminals } from './foreground.ts';
import type { ListenAddress } from './listenAddress.ts';

/** How long clients may take to read the last events when the program is over, in milliseconds. */
const FAREWELL = 1000;

/** What a program is debugged with. */
export interface DebugServerOptions {
  readonly listen: ListenAddress;
  /** Whether the program waits for a client before it begins. */
  readonly waits: boolean;
  /** What clients have to know. */
  readonly token?: string | undefined;
}

/**
 * Runs a program on this process's own terminal, and lets debug clients attach
 * to it, one at a time.
 *
 * @returns a promise of the exit code for this process.
 * @throws Error when the program cannot start, or the address cannot be listened on.
 */
export async function runForClients(
  program: DebuggedProgram,
  { listen, waits, token }: DebugServerOptions,
): Promise<number> {
  let exitCode = Promise.resolve(0);
  const debuggee = await Debuggee.start(program, {
    terminals: ownTerminals(),
    connect: guest => {
      exitCode = connectForeground(guest);
    },
    print: (stream, text) => process[stream].write(text),
  });
  const attachable = new AttachableProgram(debuggee, token);
  const sockets = new Set<net.Socket>();
  const server = net.createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const adapter = new DebugAdapter(attachable);
    adapter.on('disconnected', () => socket.end());
    adapter.start(socket, socket);
  });
  try {
    const address = await listenOn(server, listen);
    console.error(`wasix-python: listening for a debug client on ${address}`);
    if (token !== undefined) console.error(`wasix-python: its token is ${token}`);
    if (waits) console.error('wasix-python: the program begins when one is attached');
    else await debuggee.resume('run', { stopOnEntry: false });
  } catch (error) {
    await debuggee.kill();
    throw error;
  }
  const code = await exitCode;
  attachable.end();
  server.close();
  await farewell(sockets);
  return code;
}

function listenOn(server: net.Server, { host, port }: ListenAddress): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  server.once('error', error =>
    reject(new Error(`cannot listen on ${host}:${port}: ${error.message}`)),
  );
  server.listen(port, host, () => {
    const { address, port: chosen, family } = server.address() as net.AddressInfo;
    resolve(`${family === 'IPv6' ? `[${address}]` : address}:${chosen}`);
  });
  return promise;
}

/** Lets clients read to the end, and leave. */
async function farewell(sockets: ReadonlySet<net.Socket>): Promise<void> {
  const closed = [...sockets].map(socket => new Promise(resolve => socket.once('close', resolve)));
  const patience = new Promise(resolve => setTimeout(resolve, FAREWELL).unref());
  await Promise.race([Promise.all(closed), patience]);
  for (const socket of sockets) socket.destroy();
}
