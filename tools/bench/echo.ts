/** How many bytes a server in Python sends back in a second. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { median } from './figure.ts';
import { nativeCommand } from './nativePython.ts';
import { CLI } from './wasixPython.ts';

const RUNS = 5;

/** How much is sent in each run, and in one piece, in bytes. */
const AMOUNT = 64 << 20;
const PIECE = 1 << 16;

const SERVER = `
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(${PIECE}):
                connection.sendall(data)
`;

/** In turn, here and natively. @returns megabytes a second, by the median. */
export async function measureEcho(): Promise<{ wasix: number; native: number }> {
  const wasix = await startServer([process.execPath, CLI, '-c', SERVER]);
  const native = await startServer(await nativeCommand(SERVER));
  const rates: Record<'wasix' | 'native', number[]> = { wasix: [], native: [] };
  for (let run = 0; run <= RUNS; run++) {
    for (const [name, { port }] of Object.entries({ wasix, native })) {
      const rate = await measureRun(port);
      // The first one warms up.
      if (run > 0) rates[name as 'wasix' | 'native'].push(rate);
    }
  }
  for (const { stop } of [wasix, native]) stop();
  return { wasix: median(rates.wasix), native: median(rates.native) };
}

async function startServer([program = '', ...args]: readonly string[]): Promise<{
  port: number;
  stop(): void;
}> {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data');
  return { port: Number(line), stop: () => server.kill('SIGKILL') };
}

async function measureRun(port: number): Promise<number> {
  const connection = net.connect(port, '127.0.0.1');
  await once(connection, 'connect');
  const start = performance.now();
  let received = 0;
  connection.on('data', data => {
    received += data.length;
    if (received === AMOUNT) connection.end();
  });
  const piece = Buffer.alloc(PIECE);
  for (let sent = 0; sent < AMOUNT; sent += PIECE) {
    if (!connection.write(piece)) await once(connection, 'drain');
  }
  await once(connection, 'close');
  return AMOUNT / 1e3 / (performance.now() - start);
}
