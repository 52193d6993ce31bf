/** What the page of the parallel stacks and the extension say to one another. */
import type { ParallelStacksResponse } from '../../debug-adapter/protocol/customRequests.ts';

/** To the page. */
export type HostMessage =
  | { readonly type: 'stacks'; readonly stacks: ParallelStacksResponse }
  /** What is shown is how the program stood when it last stopped. */
  | { readonly type: 'runs' }
  | { readonly type: 'over' };

/** From the page. */
export type PageMessage =
  /** It listens. */
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly path: string; readonly line: number }
  | { readonly type: 'show'; readonly threadId: number }
  /** The reader wants one of those that have no name on the page. */
  | { readonly type: 'choose' };
