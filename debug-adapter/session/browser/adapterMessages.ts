/** What a page and the web worker with its debug adapter say to one another. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FetchedProgram } from '../../runtime/browser/fetchedFiles.ts';
import type { FileChanges, FileContents, ServedPython, TerminalCells } from './machine.ts';
import type { AnswerMessage, AnswerWish, PortRequest } from './serviceMessages.ts';

/** From the page to the worker. */
export type PageMessage =
  /** What programs will need is to be fetched. */
  | { readonly type: 'prepare'; readonly pythons: readonly ServedPython[] }
  /**
   * Before all that follows. `held`: files that need not be fetched, by their URLs. `stackMappings`: how many mappings of memory
   * the stacks of its guests may need. `tellsChanges`: whether the page wants to know what programs write. `terminal`: the size of the
   * one on which its programs run, if they do.
   * `servesPorts`: whether it asks those that listen.
   */
  | {
      readonly type: 'start';
      readonly pythons: readonly ServedPython[];
      readonly held: ReadonlyMap<string, Blob>;
      readonly stackMappings: number;
      readonly tellsChanges: boolean;
      readonly terminal: TerminalCells | undefined;
      readonly servesPorts: boolean;
    }
  | { readonly type: 'files'; readonly files: FileContents }
  /** The files of a folder, as a ZIP archive. */
  | { readonly type: 'archive'; readonly folder: string; readonly archive: Blob }
  /** One that was wanted, or why it cannot be had. */
  | { readonly type: 'program'; readonly url: string; readonly program: FetchedProgram | Error }
  | { readonly type: 'file'; readonly url: string; readonly file: Blob | Error }
  /** What was typed in the terminal. */
  | { readonly type: 'typed'; readonly text: string }
  /** So many characters were drawn in the terminal. */
  | { readonly type: 'drawn'; readonly count: number }
  /** The terminal has another size. */
  | { readonly type: 'terminalResized'; readonly cells: TerminalCells }
  /** A program that listens on a port is asked something. */
  | {
      readonly type: 'request';
      readonly id: number;
      readonly port: number;
      readonly request: PortRequest;
    }
  /** Of what it answers. */
  | { readonly type: 'answerWish'; readonly id: number; readonly wish: AnswerWish }
  /** The worker of a program is no more, which nobody wanted; why, in one sentence. */
  | { readonly type: 'programWorkerFailed'; readonly id: number; readonly reason: string }
  /** What the client says. */
  | { readonly type: 'message'; readonly message: DebugProtocol.ProtocolMessage };

/** From the page to another worker, by the same script: it is to run a program, for the debug adapter on that port. */
export interface ServeProgramMessage {
  readonly type: 'serveProgram';
  readonly port: MessagePort;
}

/** From the worker to the page. */
export type WorkerMessage =
  | { readonly type: 'message'; readonly message: DebugProtocol.ProtocolMessage }
  /** Nothing is fetched any more of what was to be prepared. */
  | { readonly type: 'prepared' }
  /** A program is to be run, which the page may have compiled already. */
  | { readonly type: 'programWanted'; readonly url: string }
  /** A program is to have a worker of its own, which hears the adapter on that port. */
  | { readonly type: 'programWorkerWanted'; readonly id: number; readonly port: MessagePort }
  | { readonly type: 'programWorkerUnwanted'; readonly id: number }
  /** A file of a server's that it needs, which the page may have already. */
  | { readonly type: 'fileWanted'; readonly url: string }
  /** So many different stacks the guests have had, about. */
  | { readonly type: 'stacksMapped'; readonly count: number }
  /** Programs have changed files: told before a stop of theirs, and their end, and meanwhile. */
  | { readonly type: 'filesChanged'; readonly changes: FileChanges }
  /** The program waits for what is typed in the terminal. */
  | { readonly type: 'inputWanted' }
  /** Something is to be drawn in the terminal. */
  | { readonly type: 'shown'; readonly text: string }
  /** Programs listen on these ports, and no others. */
  | { readonly type: 'listening'; readonly ports: readonly number[] }
  | { readonly type: 'answer'; readonly id: number; readonly message: AnswerMessage }
  /** The client has said goodbye: nothing follows that it is to hear. */
  | { readonly type: 'disconnected' }
  /** After that: none of the programs is there any more. */
  | { readonly type: 'stacksReleased' };
