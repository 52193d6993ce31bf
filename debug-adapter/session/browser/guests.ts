import { CHANNEL_FD } from '../../protocol/messages.ts';
import type { MountSpecification as ServedMount } from '../../runtime/browser/guestOptions.ts';
import type { PageNetwork } from '../../runtime/browser/network/pageNetwork.ts';
import { OwnGuest } from '../../runtime/browser/ownGuest.ts';
import type { Mount } from '../../runtime/filesystem/namespace.ts';
import { ReadOnlyView } from '../../runtime/filesystem/readOnlyFilesystem.ts';
import type { GuestListener } from '../../runtime/hosting/guestListener.ts';
import type { HostedGuest } from '../../runtime/hosting/hostedGuest.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import { noPython, notRecordable } from '../errors.ts';
import { agentCommand } from '../program/agentCommand.ts';
import type { DebuggedProgram } from '../program/debuggedProgram.ts';
import { RECORDED_SWITCHES } from '../program/recordedSwitches.ts';
import { pythonGuest } from '../python/interpreter.ts';
import { findPython, presentVersions } from './distribution.ts';
import { folderAt } from './files.ts';
import type { Foreground } from './foreground.ts';
import { modulesOf } from './pageModules.ts';
import { services } from './services.ts';

/**
 * Starts Python with a program, and with the agent in it, in this worker.
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
  const shared: Mount[] = [];
  for (const mount of mounts) {
    if (mount.kind === 'zip') served.push(mount);
    else if (mount.source === python.sharedModules) served.push(modulesOf(python, mount.point));
    else shared.push(sharedFolder(mount));
  }
  const guest = new OwnGuest(
    {
      ...start,
      mounts: served,
      shared,
      channelFd: CHANNEL_FD,
      recordedSwitches: RECORDED_SWITCHES,
      takesNativeStacks,
      terminalSize: foreground?.size,
    },
    withServices(foreground ? onTerminal(listener, foreground) : listener, () => guest.network),
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
function withServices(listener: GuestListener, network: () => PageNetwork): GuestListener {
  const unserved = new Set<number>();
  return {
    ...listener,
    listening: ports => {
      services.listening(network(), ports);
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
      services.listening(network(), []);
      listener.ended(end);
    },
  };
}

function sharedFolder({
  point,
  source,
  isReadOnly,
}: Extract<MountSpecification, { kind: 'directory' }>): Mount {
  const folder = folderAt(source);
  return { point, filesystem: isReadOnly ? new ReadOnlyView(folder) : folder };
}
