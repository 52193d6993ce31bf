/** What a guest and whoever has started it say to one another, in values that can cross threads. */
import type { NativeFrame } from '../nativeStacks.ts';
import type { IntervalTimer } from '../process.ts';
import type { ReplaySummary } from '../recording/replayer.ts';
import type { TerminalModes } from '../terminal.ts';

/** From the host to the guest's thread. */
export type HostMessage =
  /** Data for standard input; without bytes, its end. */
  | { readonly type: 'input'; readonly bytes?: Uint8Array }
  /** The consumer took this many bytes of an output stream. */
  | { readonly type: 'outputTaken'; readonly stream: OutputStreamName; readonly count: number }
  /** For the guest's channel, of one that has no port of its own for it. */
  | { readonly type: 'message'; readonly bytes: Uint8Array }
  /** Messages of the channel, of this many bytes together, were taken. */
  | { readonly type: 'messagesTaken'; readonly count: number }
  /** The terminal has the modes that were asked for. */
  | { readonly type: 'terminalModesSet' }
  /** Answered by a `nativeStack`, in order, as soon as the guest sleeps. */
  | { readonly type: 'nativeStackWanted'; readonly context: number }
  /** A signal is pending; one that is named here has to be raised first, where memory is not shared. */
  | { readonly type: 'interrupt'; readonly signal?: number }
  /** Ends a guest that runs in this thread, and therefore sleeps now, or is about to go on. */
  | { readonly type: 'end' };

export type OutputStreamName = 'stdout' | 'stderr';

/** From the guest's thread to the host. */
export type GuestMessage =
  | {
      readonly type: 'started';
      /** Undefined where the host is in another thread, and the program's memory is not shared. */
      readonly memory: WebAssembly.Memory | undefined;
    }
  | { readonly type: 'output'; readonly stream: OutputStreamName; readonly bytes: Uint8Array }
  /** On the channel that has no port of its own, when so many switches of the main thread had been counted. */
  | { readonly type: 'message'; readonly bytes: Uint8Array; readonly switches: number }
  | { readonly type: 'inputWanted' }
  | { readonly type: 'terminalModes'; readonly modes: TerminalModes }
  | { readonly type: 'nativeStack'; readonly frames: readonly NativeFrame[] }
  /** A thread besides the main one begins or ends; times are milliseconds since the epoch. */
  | {
      readonly type: 'threadBegun';
      readonly id: number;
      readonly time: number;
      readonly switchLog: ArrayBufferLike;
    }
  | { readonly type: 'threadEnded'; readonly id: number; readonly time: number }
  /** So many different engine stacks its worker has had, about; only of a browser. */
  | { readonly type: 'stacksMapped'; readonly count: number }
  /** It listens on other ports than before: on these; only of a browser. */
  | { readonly type: 'listening'; readonly ports: readonly number[] }
  | { readonly type: 'intervalTimer'; readonly timer: IntervalTimer }
  /** Which signals below 32 the guest does not leave to their default action from now on; n is 1 << n. */
  | { readonly type: 'takenSignals'; readonly signals: number }
  | { readonly type: 'warning'; readonly sentence: string }
  | { readonly type: 'trace'; readonly line: string }
  /** In a replay, the program wrote to its channel what was sent when it was recorded. */
  | { readonly type: 'sentAgain'; readonly fd: number; readonly bytes: Uint8Array }
  /** A recording was replayed to its end. */
  | { readonly type: 'replayed'; readonly summary: ReplaySummary }
  | { readonly type: 'ended'; readonly end: GuestOutcome };

/** How a guest ended, in values that can cross threads. */
export type GuestOutcome =
  | { readonly kind: 'exited'; readonly code: number }
  /** It was ended from outside. */
  | { readonly kind: 'terminated' }
  /** It was not recorded, or not replayed to its end; why, in one sentence. */
  | { readonly kind: 'unrecorded'; readonly reason: string }
  | {
      readonly kind: 'crashed';
      /** One sentence. */
      readonly reason: string;
      /** The JavaScript stack, with the guest's functions; may be empty. */
      readonly stack: string;
    };

/** The way from a guest's thread to its host. */
export interface HostConnection {
  post(message: GuestMessage): void;
  /** Has all messages heard from here on. @returns what ends that. */
  listen(listener: (message: HostMessage) => void): () => void;
}
