/** What a debug adapter and the web worker that has its program say to one another, in an isolated page. */
import type {
  FetchedMessage,
  GuestRecords,
  GuestStart,
} from '../../runtime/browser/guestMessages.ts';
import type { PortAnswer, PortRequest } from '../../runtime/browser/network/portRequest.ts';
import type { GuestMessage, HostMessage } from '../../runtime/hosting/messages.ts';
import type { FileChanges } from './machine.ts';

/** A folder of the adapter's files that the guest finds at `point`. */
export interface MountedFolder {
  readonly point: string;
  readonly source: string;
  readonly isReadOnly: boolean;
  /** A ZIP archive of which it has the files instead, if it has. */
  readonly archive?: Uint8Array | undefined;
}

/** From the adapter's worker. */
export type ProgramHostMessage =
  /** First of all; `held` as the page has it. */
  | {
      readonly type: 'begin';
      readonly start: GuestStart;
      readonly records: GuestRecords;
      readonly folders: readonly MountedFolder[];
      readonly held: ReadonlyMap<string, Blob>;
    }
  /** Of the adapter's files: before the guest begins all, and what has changed. */
  | { readonly type: 'files'; readonly changes: FileChanges }
  /** The program is asked something by HTTP. */
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly port: number;
      readonly request: PortRequest;
    }
  | FetchedMessage
  | HostMessage;

/** From the program's worker. */
export type ProgramGuestMessage =
  | GuestMessage
  /** What the program answers, or why it does not. */
  | { readonly type: 'answered'; readonly id: number; readonly answer: PortAnswer | Error }
  /** The program has changed files: told before whatever it says after that. */
  | { readonly type: 'filesChanged'; readonly changes: FileChanges };
