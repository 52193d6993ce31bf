import { terminalFailed } from '../errors.ts';
import type { Relay } from '../lifecycle/relay.ts';
import type { RunInTerminal } from '../lifecycle/terminalClient.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';

/** @returns a promise that is always rejected, by a DebugError: there is no machine to run a command on. */
export function startInTerminal(
  _configuration: LaunchConfiguration,
  _title: string,
  _runInTerminal: RunInTerminal,
): Promise<Relay> {
  return Promise.reject(terminalFailed('a page cannot run commands'));
}
