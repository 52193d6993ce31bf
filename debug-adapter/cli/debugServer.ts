import { AdapterServer } from '../session/connection/adapterServer.ts';
import { AttachableProgram } from '../session/program/attachableProgram.ts';
import type { DebuggedProgram } from '../session/program/debuggedProgram.ts';
import { LiveProgram } from '../session/program/liveProgram.ts';
import { connectForeground, ownTerminals } from './foreground.ts';
import type { ListenAddress } from './listenAddress.ts';
import { adoptPrepared, type Prepared } from './prepared.ts';

/** What a program is debugged with. */
export interface DebugServerOptions {
  readonly listen: ListenAddress;
  /** Whether the program waits for a client before it begins. */
  readonly waits: boolean;
  /** What clients have to know. */
  readonly token: string;
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
  prepared: Prepared,
): Promise<number> {
  adoptPrepared(prepared);
  let exitCode = Promise.resolve(0);
  const debuggee = await LiveProgram.start(program, {
    terminals: ownTerminals(),
    connect: guest => {
      exitCode = connectForeground(guest);
    },
    print: (stream, text) => process[stream].write(text),
  });
  const attachable = new AttachableProgram(debuggee);
  let server: AdapterServer;
  try {
    server = await AdapterServer.open({ name: 'wasix-python', ...listen, token, attachable });
    console.error(`wasix-python: listening for a debug client on ${server.address}`);
    server.announce(attachConfiguration(listen.host, server.port));
    if (waits) console.error('wasix-python: the program begins when one is attached');
    else await debuggee.resume('run', { stopOnEntry: false });
  } catch (error) {
    await debuggee.kill();
    throw error;
  }
  const code = await exitCode;
  attachable.end();
  await server.close();
  return code;
}

/** What a launch configuration needs to find the program, beside the token. */
function attachConfiguration(host: string, port: number): object {
  // Who listens on all addresses does so on that which clients take without being told.
  const isUsual = ['127.0.0.1', '0.0.0.0', '::'].includes(host);
  return { request: 'attach', name: `Attach to ${port}`, ...(isUsual ? {} : { host }), port };
}
