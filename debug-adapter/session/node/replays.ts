import path from 'node:path';
import { ReplayError } from '../../runtime/recording/replayErrors.ts';
import { notReplayable } from '../errors.ts';
import { reachOf } from '../program/debuggedProgram.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';

const MEGABYTE = 2 ** 20;

/**
 * Starts a replay of a recorded program, up to the point where it waits for `run`.
 *
 * @param file path of the recording.
 * @throws DebugError when it cannot start.
 */
export async function startReplay(
  configuration: LaunchConfiguration,
  file: string,
): Promise<Debuggee> {
  // Loaded only for those who have a recording.
  const { ReplayedProgram } = await import('../replay/replayedProgram.ts');
  const { openRecordedProgram } = await import('../replay/recordedProgram.ts');
  const { mounts, packages } = reachOf(configuration);
  try {
    return await ReplayedProgram.start(openRecordedProgram(path.resolve(file), configuration.env), {
      // What the program has changed there it has changed long ago.
      mounts: mounts.map(mount => ({ ...mount, isReadOnly: true })),
      packages,
      memory: configuration.replayMemory * MEGABYTE,
    });
  } catch (error) {
    throw error instanceof ReplayError ? notReplayable(error.message) : error;
  }
}
