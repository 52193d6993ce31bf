/** What the two ends of a guest's worker thread say to one another. */
import type { MessagePort } from 'node:worker_threads';
import type { Fork } from '../fork.ts';
import type { MountSpecification } from '../hosting/mountSpecification.ts';
import type { NetworkGrant } from '../network/network.ts';
import type { ProgramContent, ProgramFiles } from './programFiles.ts';
import type { TravelSpecification } from './travelMessages.ts';

export type { MountSpecification };

/**
 * Where an output stream goes: straight to this process's stream of the same
 * number, or in messages to whoever started the guest.
 */
export type OutputTarget = 'inherit' | 'message';

/** The channel for messages, which the guest finds open at `fd`. */
export interface ChannelSpecification {
  readonly fd: number;
  readonly port: MessagePort;
}

/** What the guest sends on it. */
export interface SentMessage {
  readonly bytes: Uint8Array;
  /** How many switches the main thread's log had counted by then. */
  readonly switches: number;
}

/** What the worker is started with. */
export interface GuestThreadStart {
  /** On which come a {@link ProgramMessage} and, as soon as the guest is to run, a {@link GuestStart}. */
  readonly port: MessagePort;
  /** Where the code of the worker's program is kept, if anywhere: see `keptScripts.ts`. */
  readonly codeFolder: string | undefined;
  /** What `engineAtStart` says in the main thread. */
  readonly engine: number;
}

export interface ProgramMessage {
  readonly files: ProgramFiles;
  /** Why it cannot be read, if so. */
  readonly content: ProgramContent | Error;
}

/** The recording of a run: made while it runs, or what it is replayed from. */
export type RecordingSpecification =
  | {
      readonly kind: 'record';
      /** Path of the file to make. */
      readonly file: string;
      /** What whoever replays it wants to find there. */
      readonly about: Readonly<Record<string, string>>;
      /** At most so many calls lie between two checks of memory, where time is not to count. */
      readonly checkedCalls?: number | undefined;
      /** Whether files that are only read are left where they are, and not stored. */
      readonly leavesFiles?: boolean | undefined;
      /** Names of environment variables whose values are not stored. */
      readonly hidden?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'replay';
      readonly file: string;
      /** By whom it is led, where it does not just run to its end; its program is watched then. */
      readonly travel?: TravelSpecification | undefined;
    };

/** What a guest is started with, but for its program. */
export interface GuestStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly mounts: readonly MountSpecification[];
  /** See `LinkedProgram`. */
  readonly libraries: readonly string[];
  readonly network: NetworkGrant;
  readonly output: OutputTarget;
  readonly terminals: {
    readonly stdin: boolean;
    readonly stdout: boolean;
    readonly stderr: boolean;
  };
  readonly terminalSize: ArrayBufferLike;
  readonly channel: ChannelSpecification | undefined;
  readonly contextRecord: ArrayBufferLike;
  /** Of the guest's budget: see `StackBudget`. */
  readonly stacks: readonly ArrayBufferLike[];
  readonly switchLog: ArrayBufferLike | undefined;
  readonly signals: ArrayBufferLike;
  readonly takesNativeStacks: boolean;
  readonly threads: ThreadKind;
  readonly isTraced: boolean;
  /** What it is a fork of, if it is one, and what it runs instead of the program. */
  readonly fork: Fork | undefined;
  /** Whether it is recorded, or replayed from a recording. */
  readonly recording: RecordingSpecification | undefined;
  /** Whether who started it is in the same thread, and hears only while it lets the event loop turn. */
  readonly sharesThread: boolean;
  /** Whether to find out how deep stacks may be, and tell what is missing. */
  readonly checksStacks: boolean;
}

/**
 * How threads run: as stacks of one instance, one at a time, or each in a worker of its own, all at
 * once. Only the first can be run where threads cannot, and only the second leaves threads that
 * compute without a system call, or wait by an instruction of WebAssembly's, the time of the others.
 */
export type ThreadKind = 'stacks' | 'workers';
