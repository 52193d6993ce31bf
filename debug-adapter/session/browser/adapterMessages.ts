/** What a page and the web worker with its debug adapter say to one another. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FetchedProgram } from '../../runtime/browser/fetchedFiles.ts';
import type { FileContents, ServedPython } from './machine.ts';

/** From the page to the worker. */
export type PageMessage =
  /** What programs will need is to be fetched. */
  | { readonly type: 'prepare'; readonly pythons: readonly ServedPython[] }
  /** Before all that follows. `stackMappings`: how many mappings of memory the stacks of its guests may need. */
  | {
      readonly type: 'start';
      readonly pythons: readonly ServedPython[];
      readonly stackMappings: number;
    }
  | { readonly type: 'files'; readonly files: FileContents }
  /** One that was wanted, or why it cannot be had. */
  | { readonly type: 'program'; readonly url: string; readonly program: FetchedProgram | Error }
  /** What the client says. */
  | { readonly type: 'message'; readonly message: DebugProtocol.ProtocolMessage };

/** From the worker to the page. */
export type WorkerMessage =
  | { readonly type: 'message'; readonly message: DebugProtocol.ProtocolMessage }
  /** Nothing is fetched any more of what was to be prepared. */
  | { readonly type: 'prepared' }
  /** A program is to be run, which the page may have compiled already. */
  | { readonly type: 'programWanted'; readonly url: string }
  /** So many different stacks the guests have had, about. */
  | { readonly type: 'stacksMapped'; readonly count: number }
  /** The client has said goodbye: the last that is told. */
  | { readonly type: 'disconnected' };
