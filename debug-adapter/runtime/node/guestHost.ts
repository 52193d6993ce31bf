/** Runs a guest in the thread that it is loaded in, for a {@link GuestWorker} there or in another. */
import fs from 'node:fs';
import os from 'node:os';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { ContextRecord } from '../contextRecord.ts';
import type { Descriptor } from '../descriptors/descriptor.ts';
import { MessageChannelDescriptor, type MessageEndpoint } from '../descriptors/messageChannel.ts';
import type { OnWritten } from '../descriptors/output.ts';
import { epochTime } from '../epochTime.ts';
import { DeviceFilesystem } from '../filesystem/deviceFilesystem.ts';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import { Namespace } from '../filesystem/namespace.ts';
import { Guest } from '../guest.ts';
import type { GuestEnd } from '../guestEnd.ts';
import type { GuestMessage, HostConnection, OutputStreamName } from '../hosting/messages.ts';
import { describeEnd } from '../hosting/outcome.ts';
import { makeInputStream, makeOutputStreams, setTerminalModes } from '../hosting/streams.ts';
import { makeImportedMemory } from '../moduleMemory.ts';
import { Network } from '../network/network.ts';
import type { Recorder } from '../recording/recorder.ts';
import { isShared } from '../sharedMemory.ts';
import { PendingSignals } from '../signals.ts';
import { StackBudget } from '../stackBudget.ts';
import { SwitchLog } from '../switchLog.ts';
import { TerminalSize } from '../terminal.ts';
import type { ThreadLauncher } from '../workers/workerThreads.ts';
import { useCompiled } from './compiledCode.ts';
import { onDeepStack, prepareEngine } from './engine.ts';
import type { ChannelSpecification, GuestStart, SentMessage } from './guestMessages.ts';
import { HostOutput, unblocked } from './hostOutput.ts';
import { useSystemRandom } from './hostRandom.ts';
import { mount } from './mounts.ts';
import { NodeNetwork } from './nodeNetwork.ts';
import { openRecording } from './openRecording.ts';
import type { ProgramContent, ProgramFiles } from './programFiles.ts';
import { describeMissingDepth } from './stackDepth.ts';
import { threadLauncher } from './threadLauncher.ts';

function makeOutputs(
  start: GuestStart,
  host: HostConnection,
  recorder: Recorder | undefined,
): Record<OutputStreamName, Descriptor> {
  const onWritten = (fd: 1 | 2): OnWritten | undefined =>
    recorder && ((buffers, length) => recorder.written(fd, buffers, length));
  if (start.output === 'inherit') {
    const make = (fd: 1 | 2, isTerminal: boolean): HostOutput =>
      new HostOutput(start.sharesThread ? unblocked(fd) : fd, isTerminal, onWritten(fd));
    return {
      stdout: make(1, start.terminals.stdout),
      stderr: make(2, start.terminals.stderr),
    };
  }
  return makeOutputStreams(host, start.terminals, onWritten);
}

/** The messages of a port, in order, whether or not the event loop turns. */
class PortEndpoint implements MessageEndpoint {
  readonly #port: MessagePort;
  readonly #switches: SwitchLog | undefined;
  readonly #arrived: Uint8Array[] = [];

  constructor(port: MessagePort, switches: SwitchLog | undefined, onArrival: () => void) {
    this.#port = port;
    this.#switches = switches;
    port.on('message', (message: Uint8Array) => {
      this.#arrived.push(message);
      onArrival();
    });
  }

  send(bytes: Uint8Array): void {
    const message: SentMessage = { bytes, switches: this.#switches?.total ?? 0 };
    this.#port.postMessage(message);
  }

  tryReceive(): Uint8Array | undefined {
    return this.#arrived.shift() ?? receiveMessageOnPort(this.#port)?.message;
  }
}

function makeChannel(
  specification: ChannelSpecification | undefined,
  switches: SwitchLog | undefined,
  host: HostConnection,
  recorder: Recorder | undefined,
): Map<number, Descriptor> {
  if (specification === undefined) return new Map();
  const { fd, port } = specification;
  const channel: MessageChannelDescriptor = new MessageChannelDescriptor(
    new PortEndpoint(port, switches, () => channel.changes.notify()),
    recorder && ((buffers, length) => recorder.written(fd, buffers, length)),
  );
  host.listen(message => {
    if (message.type === 'messagesTaken') channel.acknowledge(message.count);
  });
  return new Map([[fd, channel]]);
}

/** A program that is ready to run. */
export interface LoadedProgram {
  readonly module: WebAssembly.Module;
  /** What it imports, if it does. */
  readonly memory: WebAssembly.Memory | undefined;
  /** The file that the module was made of, read again: few programs need it, and it is large. */
  readonly readBinary: () => Uint8Array;
}

/** Makes what was read of a program ready to run. */
export async function loadProgram(
  { program, codeFile }: ProgramFiles,
  content: ProgramContent,
): Promise<LoadedProgram> {
  prepareEngine();
  const { binary, code } = content;
  const kept = code && codeFile !== undefined ? useCompiled(code, binary, codeFile) : undefined;
  const module = content.module ?? kept ?? (await WebAssembly.compile(binary));
  return { module, memory: makeImportedMemory(binary), readBinary: () => fs.readFileSync(program) };
}

async function runGuest(
  start: GuestStart,
  { module, memory, readBinary }: LoadedProgram,
  network: NodeNetwork,
  host: HostConnection,
): Promise<GuestEnd> {
  const post = (message: GuestMessage): void => host.post(message);
  const kept = start.recording && openRecording(start, readBinary(), host);
  const namespace = new Namespace([
    ...start.mounts.map(mount),
    { point: '/dev', filesystem: new DeviceFilesystem() },
    { point: '/dev/shm', filesystem: new MemoryFilesystem() },
  ]);
  kept?.left?.follow(namespace);
  const outputs = makeOutputs(start, host, kept?.recorder);
  const stacks = new StackBudget(start.stacks);
  const clock = kept?.travel?.clock;
  const time = (): number => clock?.now() ?? epochTime();
  const switchLog = start.switchLog && new SwitchLog(start.switchLog, clock);
  const launchThreads = (shared: WebAssembly.Memory): ThreadLauncher =>
    threadLauncher(() => ({
      module,
      memory: shared,
      isTraced: start.isTraced,
      stacks,
    }));
  const guest: Guest = new Guest({
    module,
    memory,
    readBinary,
    libraries: start.libraries,
    parallelism: os.availableParallelism(),
    launchThread:
      start.threads === 'workers' && memory && isShared(memory.buffer)
        ? launchThreads(memory)
        : undefined,
    args: start.args,
    env: start.env,
    cwd: start.cwd,
    namespace,
    network: new Network({
      host: network,
      grant: start.network,
      onRefusal: sentence => post({ type: 'warning', sentence }),
    }),
    stdio: [makeInputStream(host, start.terminals.stdin), outputs.stdout, outputs.stderr],
    descriptors: makeChannel(start.channel, switchLog, host, kept?.recorder),
    terminalSize: new TerminalSize(start.terminalSize),
    onTerminalModes: modes => setTerminalModes(modes, host),
    signals: new PendingSignals(start.signals),
    threadObserver: switchLog && {
      clock,
      begun: (id, its) => post({ type: 'threadBegun', id, time: time(), switchLog: its }),
      ended: id => post({ type: 'threadEnded', id, time: time() }),
    },
    onIntervalTimer: timer => post({ type: 'intervalTimer', timer }),
    onTakenSignals: start.sharesThread
      ? signals => post({ type: 'takenSignals', signals })
      : undefined,
    sharesThread: start.sharesThread,
    contextRecord: new ContextRecord(start.contextRecord),
    stacks,
    onDeepStack,
    switchLog,
    takesNativeStacks: start.takesNativeStacks,
    trace: start.isTraced ? line => post({ type: 'trace', line }) : undefined,
    onWarning: sentence => post({ type: 'warning', sentence }),
    fork: start.fork,
    onLink: kept?.travel && (step => kept.travel?.tellLink(step)),
    recording: kept?.recording,
  });
  kept?.travel?.attach(guest);
  host.listen(message => {
    if (message.type === 'interrupt') guest.mainThread.interrupt();
    if (message.type === 'end') {
      kept?.recorder?.breakOff();
      guest.mainThread.contexts.endFromOutside();
    }
    if (message.type === 'nativeStackWanted') {
      const frames = guest.nativeStacks?.frames(message.context) ?? [];
      post({ type: 'nativeStack', frames });
    }
  });
  post({ type: 'started', memory: isShared(guest.memory.buffer) ? guest.memory : undefined });
  const running = guest.run();
  // The main context has its stack by now: one that ends before would be taken for it.
  if (start.checksStacks) await warnOfMissingDepth(host);
  return kept === undefined ? running : running.finally(kept.close);
}

async function warnOfMissingDepth(host: HostConnection): Promise<void> {
  const sentence = await describeMissingDepth();
  if (sentence !== undefined) host.post({ type: 'warning', sentence });
}

/** Runs a guest to its end, which is the last that its host is told. */
export async function hostGuest(
  start: GuestStart,
  program: Promise<LoadedProgram>,
  host: HostConnection,
): Promise<void> {
  useSystemRandom();
  const network = new NodeNetwork();
  const end = await program
    .then(loaded => runGuest(start, loaded, network, host))
    .catch((error: unknown): GuestEnd => ({ kind: 'crashed', error }));
  await network.closed();
  host.post({ type: 'ended', end: describeEnd(end) });
  start.channel?.port.close();
}
