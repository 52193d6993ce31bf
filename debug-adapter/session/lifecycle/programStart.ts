import type { Foreground } from '#platform/foreground.ts';
import { startReplay } from '#platform/replays.ts';
import { programOf } from '../program/debuggedProgram.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { LaunchConfiguration } from '../program/launchConfiguration.ts';
import { LiveProgram } from '../program/liveProgram.ts';

/**
 * Starts what a launch configuration describes, up to the point where it waits for `run`: a
 * program, or a replay of one.
 *
 * @throws DebugError when it cannot start.
 */
export function startProgram(
  configuration: LaunchConfiguration,
  foreground: Foreground | undefined,
): Promise<Debuggee> {
  const { replay } = configuration;
  return replay === undefined
    ? LiveProgram.start(programOf(configuration), foreground)
    : startReplay(configuration, replay);
}
