/** What the timeline's page and the extension say to one another. */
import type { SwitchPage } from '../../debug-adapter/protocol/customRequests.ts';
import type { KnownContinuation } from './model/lanes.ts';

/** To the page. */
export type HostMessage =
  /** The switches of another program follow. */
  | { readonly type: 'begin'; readonly program: string }
  | { readonly type: 'page'; readonly page: SwitchPage }
  /** The program stands still, and these are its continuations. */
  | { readonly type: 'stands'; readonly continuations: readonly KnownContinuation[] }
  | { readonly type: 'runs' }
  | { readonly type: 'over' };

/** From the page. */
export type PageMessage =
  /** It listens. */
  | { readonly type: 'ready' }
  | { readonly type: 'show'; readonly context: number }
  /** Of a recorded program: to where control passed by an instruction. */
  | { readonly type: 'travel'; readonly instruction: number }
  | { readonly type: 'save'; readonly format: ExportFormat; readonly text: string };

export type ExportFormat = 'trace' | 'svg';
