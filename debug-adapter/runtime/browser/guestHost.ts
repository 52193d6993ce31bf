/** Runs a guest in the web worker that it is loaded in. */
import { ContextRecord } from '../contextRecord.ts';
import type { Descriptor } from '../descriptors/descriptor.ts';
import { epochTime } from '../epochTime.ts';
import { turnEventLoop } from '../eventLoop.ts';
import { DeviceFilesystem } from '../filesystem/deviceFilesystem.ts';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import { type Mount, Namespace } from '../filesystem/namespace.ts';
import { Guest } from '../guest.ts';
import type { GuestEnd } from '../guestEnd.ts';
import { makeHostChannel } from '../hosting/channel.ts';
import type { HostConnection } from '../hosting/messages.ts';
import { describeEnd } from '../hosting/outcome.ts';
import { makeInputStream, makeOutputStreams, setTerminalModes } from '../hosting/streams.ts';
import { IntervalTimers } from '../intervalTimers.ts';
import { makeMemory } from '../moduleMemory.ts';
import { Network } from '../network/network.ts';
import { PendingSignals } from '../signals.ts';
import { SwitchLog } from '../switchLog.ts';
import { TerminalSize } from '../terminal.ts';
import { fetchNow } from './fetchNow.ts';
import type { FetchedParts, GuestRecords, GuestStart } from './guestMessages.ts';
import { mount } from './mounts.ts';
import { PageNetwork } from './network/pageNetwork.ts';
import { allocateContextRecord, StackMappings } from './stackMappings.ts';

/** A guest whose host looks at it while it runs. */
export interface OpenParts {
  readonly records: GuestRecords;
  /** Filesystems that it has besides those that it is started with. */
  readonly mounts: readonly Mount[];
  readonly network: PageNetwork;
  /** Whether the host is in this worker, and does nothing while the guest computes. */
  readonly hasHostHere: boolean;
}

/**
 * Runs a guest to its end, which is the last that its host is told.
 *
 * @param open with a host that looks at it.
 */
export async function hostGuest(
  start: GuestStart,
  parts: Promise<FetchedParts>,
  host: HostConnection,
  open?: OpenParts,
): Promise<void> {
  const end = await runGuest(start, parts, host, open).catch(
    (error: unknown): GuestEnd => ({ kind: 'crashed', error }),
  );
  host.post({ type: 'ended', end: describeEnd(end) });
}

async function runGuest(
  start: GuestStart,
  parts: Promise<FetchedParts>,
  host: HostConnection,
  open: OpenParts | undefined,
): Promise<GuestEnd> {
  // Before anything is waited for: the page may have sent something already.
  const records = open?.records;
  const terminalSize = records?.terminalSize && new TerminalSize(records.terminalSize);
  const isTerminal = terminalSize !== undefined;
  const outputs = makeOutputStreams(host, { stdout: isTerminal, stderr: isTerminal });
  const input = makeInputStream(host, isTerminal);
  const descriptors = new Map<number, Descriptor>();
  const switchLog = records && new SwitchLog(records.switches);
  if (records !== undefined && switchLog !== undefined) {
    const heard = open?.hasHostHere ? turnEventLoop : undefined;
    descriptors.set(records.channelFd, makeHostChannel(host, switchLog, heard));
  }
  const signals = new PendingSignals(records?.signals ?? PendingSignals.allocate());
  let guest: Guest | undefined;
  let isUnwanted = false;
  const raise = (signal: number): void => {
    signals.raise(signal);
    guest?.mainThread.interrupt();
  };
  host.listen(message => {
    if (message.type === 'interrupt') {
      if (message.signal !== undefined) signals.raise(message.signal);
      guest?.mainThread.interrupt();
    }
    if (message.type === 'end') {
      isUnwanted = true;
      guest?.mainThread.contexts.endFromOutside();
    }
    if (message.type === 'nativeStackWanted') void tellNativeStack(message.context);
  });
  const tellNativeStack = async (context: number): Promise<void> => {
    // It may be about to go on from where it tells something of itself, to where it waits.
    await turnEventLoop();
    host.post({ type: 'nativeStack', frames: guest?.nativeStacks?.frames(context) ?? [] });
  };
  const timers = new IntervalTimers(raise);
  const { program, archives } = await parts;
  const mounts = await Promise.all(start.mounts.map(each => mount(each, archives)));
  if (isUnwanted) throw new Error('it was ended before it began');
  const stacks = new StackMappings(start.stackMappings, count =>
    host.post({ type: 'stacksMapped', count }),
  );
  const warn = (sentence: string): void => host.post({ type: 'warning', sentence });
  const network = open?.network ?? new PageNetwork({ listening: () => {}, warning: warn });
  guest = new Guest({
    module: program.module,
    memory: program.memory && makeMemory(program.memory),
    readBinary: () => fetchNow(program.url),
    libraries: start.libraries,
    unusedStack: start.unusedStack,
    args: start.args,
    env: start.env,
    cwd: start.cwd,
    namespace: new Namespace([
      ...mounts,
      ...(open?.mounts ?? []),
      { point: '/tmp', filesystem: new MemoryFilesystem() },
      { point: '/dev', filesystem: new DeviceFilesystem() },
      { point: '/dev/shm', filesystem: new MemoryFilesystem() },
    ]),
    network: new Network({ host: network, grant: start.network ?? 'off', onRefusal: warn }),
    stdio: [input, outputs.stdout, outputs.stderr],
    descriptors,
    ...(terminalSize && { terminalSize }),
    onTerminalModes: modes => setTerminalModes(modes, host),
    signals,
    parallelism: navigator.hardwareConcurrency,
    onIntervalTimer: timer => timers.set(timer),
    // What the page says comes when the event loop turns.
    sharesThread: true,
    contextRecord: new ContextRecord(
      records?.contexts ?? allocateContextRecord(start.stackMappings),
    ),
    stacks,
    switchLog,
    threadObserver: records && {
      begun: (id, its) => host.post({ type: 'threadBegun', id, time: epochTime(), switchLog: its }),
      ended: id => host.post({ type: 'threadEnded', id, time: epochTime() }),
    },
    takesNativeStacks: records?.takesNativeStacks ?? false,
    onWarning: warn,
  });
  host.post({ type: 'started', memory: records && guest.memory });
  try {
    return await guest.run();
  } finally {
    timers.stop();
    network.close();
    stacks.tellAll();
  }
}
