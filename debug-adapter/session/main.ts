/** The debug adapter as a program: one client on standard input and output, or any number by TCP. */
import net from 'node:net';
import { parseArgs } from 'node:util';
import type { BrokenStream } from './connection/brokenStream.ts';
import { DebugAdapter } from './debugAdapter.ts';
import { ensureNode } from './python/node.ts';

const USAGE = `usage: node debug-adapter.js [--port NUMBER]

Serves the Debug Adapter Protocol for the debug type "wasix-python".

  --port NUMBER   listen on this port of the loopback interface, one session for
                  each connection; 0 chooses a free port, which is printed.
                  Without it: one session on standard input and output.
  --help          print this
`;

const LOOPBACK = '127.0.0.1';

function serveStandardStreams(): void {
  const adapter = new DebugAdapter();
  let exitCode = 0;
  adapter.on('broken', ({ message }: BrokenStream) => {
    console.error(`debug-adapter: ${message}`);
    exitCode = 1;
  });
  // A client reads the last response before it closes its end.
  adapter.on('disconnected', () => process.stdout.end(() => process.exit(exitCode)));
  process.on('SIGTERM', () => adapter.emit('close'));
  adapter.start(process.stdin, process.stdout);
}

function listen(port: number): void {
  const server = net.createServer(socket => {
    const adapter = new DebugAdapter();
    socket.on('error', () => socket.destroy());
    adapter.on('disconnected', () => socket.end());
    adapter.start(socket, socket);
  });
  server.on('error', error => fail(`cannot listen on port ${port}: ${error.message}`));
  server.listen(port, LOOPBACK, () => {
    const address = server.address() as net.AddressInfo;
    console.log(`listening on ${LOOPBACK}:${address.port}`);
  });
}

function fail(sentence: string): never {
  console.error(`debug-adapter: ${sentence}`);
  process.exit(1);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`"${text}" is no port number`);
  return port;
}

function main(): void {
  let options: { port?: string | undefined; help?: boolean | undefined };
  try {
    options = parseArgs({
      options: { port: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    fail(`${(error as Error).message}\n\n${USAGE}`);
  }
  if (options.help) console.log(USAGE);
  else if (options.port !== undefined) listen(parsePort(options.port));
  else serveStandardStreams();
}

if (ensureNode()) main();
