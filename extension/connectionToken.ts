import { findConnection } from '../debug-adapter/session/connection/connectionFile.ts';
import type { LaunchAttributes } from './launchDefaults.ts';

/** Where `wasix-python debug` listens if nothing else is said. */
export const DEFAULT_ATTACH = { host: '127.0.0.1', port: 5678 };

/** The hosts that mean this machine, whose user's files can be read. */
const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Gives a configuration that connects to a port of this machine the token of that port, as the
 * user's own process that opened it has told. Without such a process, it is left as it is.
 */
export function addToken<Launch extends LaunchAttributes>(
  configuration: Launch,
  find = findConnection,
): Launch {
  const port = configuration.token === undefined ? portOf(configuration) : undefined;
  const connection = port === undefined ? undefined : find(port);
  return connection === undefined ? configuration : { ...configuration, token: connection.token };
}

/** The port of this machine that VS Code will connect to. */
function portOf(configuration: LaunchAttributes): number | undefined {
  // VS Code's own attribute: an adapter that listens already.
  const { debugServer, request } = configuration;
  if (typeof debugServer === 'number') return debugServer;
  const { host, port } = { ...DEFAULT_ATTACH, ...configuration };
  const isHere = request === 'attach' && THIS_MACHINE.test(String(host));
  return isHere && typeof port === 'number' ? port : undefined;
}
