/** The debug adapter as a program: one client on standard input and output, or any number by TCP. */
import { parseArgs } from 'node:util';
import { endProcess } from '../runtime/node/endProcess.ts';
import { GuestThread } from '../runtime/node/guestThread.ts';
import { chooseToken, TOKEN_VARIABLE } from './connection/access.ts';
import { AdapterServer } from './connection/adapterServer.ts';
import type { BrokenStream } from './connection/brokenStream.ts';
import { endAtSignals } from './connection/endAtSignals.ts';
import { StreamedAdapter } from './node/streamedAdapter.ts';

const USAGE = `usage: node debug-adapter.js [--port NUMBER [--token TEXT]]

Serves the Debug Adapter Protocol for the debug type "wasix-python".

  --port NUMBER   listen on this port of the loopback interface, one session for
                  each connection; 0 chooses a free port, which is printed.
                  Without it: one session on standard input and output.
  --token TEXT    what clients of the port have to send, as "token" of launch; made up
                  and printed unless it is given. The environment variable
                  ${TOKEN_VARIABLE} does the same, and is not seen in the list of
                  processes.
  --help          print this
`;

const NAME = 'debug-adapter';

const LOOPBACK = '127.0.0.1';

/** How long after the first stop most has been done that a session begins with, in milliseconds. */
const BEGINNING = 5_000;

/** @param begun to be called when most has been done that a session begins with. */
function serveStandardStreams(begun: () => void): void {
  const adapter = new StreamedAdapter();
  let exitCode = 0;
  adapter.once('stopped', () => {
    setTimeout(begun, BEGINNING).unref();
    adapter.on('disconnected', begun);
  });
  adapter.on('broken', ({ message }: BrokenStream) => {
    console.error(`${NAME}: ${message}`);
    exitCode = 1;
  });
  // A client reads the last response before it closes its end.
  adapter.on('disconnected', () => {
    process.stdin.destroy();
    process.stdout.end(() => endProcess(exitCode));
  });
  endAtSignals();
  adapter.start(process.stdin, process.stdout);
}

async function listen(port: number, token: string): Promise<void> {
  endAtSignals();
  try {
    const server = await AdapterServer.open({ name: NAME, host: LOOPBACK, port, token });
    console.log(`listening on ${server.address}`);
    server.announce({
      request: 'launch',
      name: `On port ${server.port}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code replaces it
      program: '${file}',
      debugServer: server.port,
    });
  } catch (error) {
    fail((error as Error).message);
  }
}

function fail(sentence: string): never {
  console.error(`${NAME}: ${sentence}`);
  process.exit(1);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`"${text}" is no port number`);
  return port;
}

/**
 * @param prepared the thread of the Python that a client will want.
 * @param begun called once, or more often, when most has been done that a session begins with.
 */
export function runAdapter(prepared: GuestThread | undefined, begun: () => void): void {
  GuestThread.adopt(prepared);
  let options: { port?: string; token?: string; help?: boolean };
  try {
    options = parseArgs({
      options: { port: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    fail(`${(error as Error).message}\n\n${USAGE}`);
  }
  if (options.help) console.log(USAGE);
  else if (options.port !== undefined) {
    void listen(parsePort(options.port), chooseToken(options.token));
  } else serveStandardStreams(begun);
}
