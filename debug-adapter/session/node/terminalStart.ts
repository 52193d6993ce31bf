import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { PrivateDoor } from '../connection/privateDoor.ts';
import { terminalFailed } from '../errors.ts';
import {
  type RunInTerminal,
  TERMINAL_PATIENCE,
  type TerminalArguments,
} from '../lifecycle/terminalClient.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';
import { distributionFolder } from './distribution.ts';
import { TerminalRelay } from './terminalRelay.ts';

/**
 * Starts the adapter for a program in a terminal of the client's.
 *
 * @throws DebugError when the client, or the terminal, does not do it.
 */
export async function startInTerminal(
  configuration: LaunchConfiguration,
  title: string,
  runInTerminal: RunInTerminal,
): Promise<TerminalRelay> {
  const door = await PrivateDoor.open();
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => tooLate.reject(terminalFailed('it did not start within a minute')),
    TERMINAL_PATIENCE,
  );
  try {
    const socket = await Promise.race([
      door.enter(),
      refusalOf(runInTerminal(commandFor(door.address, configuration, title))),
      tooLate.promise,
    ]);
    return new TerminalRelay(socket);
  } finally {
    clearTimeout(timer);
    door.close();
  }
}

function commandFor(
  address: string,
  { console, cwd }: LaunchConfiguration,
  title: string,
): TerminalArguments {
  const command = path.join(distributionFolder(), 'cli.js');
  return {
    kind: console === 'externalTerminal' ? 'external' : 'integrated',
    title,
    cwd: path.resolve(cwd),
    args: [process.execPath, command, 'terminal', address],
    // The editor's own Electron is a Node only when it is told so.
    ...('electron' in process.versions ? { env: { ELECTRON_RUN_AS_NODE: '1' } } : {}),
  };
}

/** Settles when the client refuses, and with nothing else. */
async function refusalOf(answer: Promise<DebugProtocol.Response>): Promise<never> {
  const { success, message } = await answer;
  if (!success) throw terminalFailed(message ?? 'the editor gave no reason');
  return new Promise(() => {});
}
