import { CHANNEL_FD } from '../../protocol/messages.ts';
import type { MountSpecification as ServedMount } from '../../runtime/browser/guestOptions.ts';
import { heldFiles } from '../../runtime/browser/heldFiles.ts';
import { OpenGuest } from '../../runtime/browser/openGuest.ts';
import { OwnPlace } from '../../runtime/browser/ownPlace.ts';
import type { Mount } from '../../runtime/filesystem/namespace.ts';
import type { GuestListener } from '../../runtime/hosting/guestListener.ts';
import type { HostedGuest } from '../../runtime/hosting/hostedGuest.ts';
import { noPython, notRecordable } from '../errors.ts';
import { agentCommand } from '../program/agentCommand.ts';
import type { DebuggedProgram } from '../program/debuggedProgram.ts';
import { RECORDED_SWITCHES } from '../program/recordedSwitches.ts';
import { pythonGuest } from '../python/interpreter.ts';
import { findPython, presentVersions } from './distribution.ts';
import { folderAt } from './files.ts';
import type { Foreground } from './foreground.ts';
import { modulesOf } from './pageModules.ts';
import type { MountedFolder } from './programMessages.ts';
import { ProgramPlace } from './programPlace.ts';
import { services } from './services.ts';

/**
 * Starts Python with a program, and with the agent in it: in a worker of its own where memory can be shared with it, and
 * else in this worker.
 *
 * @param foreground the terminal that it has; without one, who listens gives it input.
 * @throws DebugError when that version of Python is not there, or the program is to be recorded.
 */
export function startGuest(
  program: DebuggedProgram,
  foreground: Foreground | undefined,
  listener: GuestListener,
): HostedGuest {
  const { version, takesNativeStacks, recording } = program;
  if (recording !== undefined) throw notRecordable();
  const python = findPython(version);
  if (python === undefined) throw noPython(version, presentVersions());
  const { mounts, ...start } = pythonGuest(python, agentCommand(program, python.agent));
  const served: ServedMount[] = [];
  const folders: MountedFolder[] = [];
  for (const mount of mounts) {
    if (mount.kind === 'zip') served.push(mount);
    else if (mount.source === python.sharedModules) served.push(modulesOf(python, mount.point));
    else folders.push(mount);
  }
  const guest = new OpenGuest(
    {
      ...start,
      mounts: served,
      channelFd: CHANNEL_FD,
      recordedSwitches: RECORDED_SWITCHES,
      takesNativeStacks,
      terminalSize: foreground?.size,
    },
    crossOriginIsolated
      ? new ProgramPlace(folders, heldFiles())
      : new OwnPlace(folders.map(mountOf)),
    withServices(foreground ? onTerminal(listener, foreground) : listener, () => guest),
  );
  foreground?.connect(guest);
  return guest;
}

/** Who runs on a terminal asks that for input, and not whoever listens. */
function onTerminal(listener: GuestListener, foreground: Foreground): GuestListener {
  return {
    ...listener,
    inputWanted: () => foreground.inputWanted(),
    terminalModes: modes => {
      foreground.modes = modes;
    },
  };
}

/** Has the ports on which it listens be reached from outside, or says that they are not. */
function withServices(listener: GuestListener, guest: () => OpenGuest): GuestListener {
  const unserved = new Set<number>();
  return {
    ...listener,
    listening: ports => {
      services.listening(guest(), ports);
      if (services.isServed) return;
      for (const port of ports) {
        if (unserved.has(port)) continue;
        unserved.add(port);
        listener.warning?.(
          `the program listens on port ${port}: in a browser nobody reaches that but the program itself.`,
        );
      }
    },
    ended: end => {
      services.listening(guest(), []);
      listener.ended(end);
    },
  };
}

function mountOf({ point, source, isReadOnly }: MountedFolder): Mount {
  return { point, filesystem: folderAt(source, isReadOnly) };
}
