import { notReplayable } from '../errors.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';

/** @returns a promise that is always rejected, by a DebugError: recordings are replayed by threads of Node's. */
export function startReplay(_configuration: LaunchConfiguration, _file: string): Promise<Debuggee> {
  return Promise.reject(notReplayable('that is not possible in a browser.'));
}
