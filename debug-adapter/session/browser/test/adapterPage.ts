import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SessionTimes, TimedCourse } from '../../test/timedSession.ts';
import type { FileContents, ServedPython } from '../machine.ts';

/** What the page of the conversations offers, as global functions. */
export interface AdapterPageFunctions {
  /** Starts a debug adapter in a worker of its own. @returns its number. */
  openAdapter(pythons: readonly ServedPython[]): number;
  /** Gives an adapter files, besides those that it has. */
  addAdapterFiles(adapter: number, files: FileContents): void;
  sendToAdapter(adapter: number, message: DebugProtocol.ProtocolMessage): void;
  /** Ends an adapter at once. */
  closeAdapter(adapter: number): void;
  /** What an adapter has said since the last time, as soon as there is something; nothing when it is closed. */
  receiveFromAdapter(adapter: number): Promise<readonly DebugProtocol.ProtocolMessage[]>;
  /** Holds a session whose client is in the page, too. @param files that its adapter has. */
  timeSession(
    pythons: readonly ServedPython[],
    files: FileContents,
    course: TimedCourse,
  ): Promise<SessionTimes>;
}
