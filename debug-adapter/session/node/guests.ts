import { CHANNEL_FD } from '../../protocol/messages.ts';
import type { GuestListener } from '../../runtime/hosting/guestListener.ts';
import type { HostedGuest } from '../../runtime/hosting/hostedGuest.ts';
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { noPython } from '../errors.ts';
import { agentCommand } from '../program/agentCommand.ts';
import type { DebuggedProgram } from '../program/debuggedProgram.ts';
import { RECORDED_SWITCHES } from '../program/recordedSwitches.ts';
import { pythonGuest } from '../python/interpreter.ts';
import { aboutDebuggedPython } from '../replay/recordedProgram.ts';
import { compileForNextTime } from './compiledPython.ts';
import { agentArchive, findPython, presentVersions } from './distribution.ts';
import type { Foreground } from './foreground.ts';
import { recordingSpecification } from './recordingSpecification.ts';

/**
 * Starts Python with a program, and with the agent in it.
 *
 * @param foreground the terminal that it has; without one, who listens gives it input.
 * @throws DebugError when that version of Python is not there.
 */
export function startGuest(
  program: DebuggedProgram,
  foreground: Foreground | undefined,
  listener: GuestListener,
): HostedGuest {
  const { version, packages, takesNativeStacks, recording } = program;
  const python = findPython(version);
  if (python === undefined) throw noPython(version, presentVersions());
  const guest = new GuestWorker({
    ...pythonGuest(python, agentCommand(program, agentArchive(version))),
    output: 'message',
    channelFd: CHANNEL_FD,
    recordedSwitches: RECORDED_SWITCHES,
    takesNativeStacks,
    recording:
      recording && recordingSpecification(recording, aboutDebuggedPython(version, packages)),
    ...(foreground === undefined ? {} : { terminals: foreground.terminals }),
  });
  guest.on('message', (message, switches) => listener.message?.(message, switches));
  guest.on('output', (stream, bytes) => listener.output(stream, bytes));
  guest.on('warning', sentence => listener.warning?.(sentence));
  if (foreground === undefined) guest.on('inputWanted', () => listener.inputWanted?.());
  else foreground.connect(guest);
  guest.on('ended', outcome => {
    compileForNextTime(python);
    listener.ended(outcome);
  });
  return guest;
}
