import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient } from './dapClient.ts';

/** How many frames of a stack are shown: recursion has any number. */
const FRAMES_SHOWN = 100;

/** What is seen of a program that stands still. */
export interface Stop {
  /** Why it stands still: `breakpoint`. */
  readonly reason: string;
  readonly threads: readonly DebugProtocol.Thread[];
  /** The chosen one's identity. */
  readonly thread: number;
  /** The stack of the chosen thread, the innermost frame first. */
  readonly frames: readonly DebugProtocol.StackFrame[];
  /** The chosen one; there is none in a stack without frames. */
  readonly frame: DebugProtocol.StackFrame | undefined;
  /** Those of the chosen frame. */
  readonly scopes: readonly DebugProtocol.Scope[];
  /** The file of the chosen frame, if it is one that the adapter has: of Python's library. */
  readonly source: SourceText | undefined;
}

/** A file that can be read. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** What is seen of a program whose threads are known: the stack of one, where it stands in the program's own code. */
export async function seeThread(
  client: DapClient,
  { reason, threads, thread }: Pick<Stop, 'reason' | 'threads' | 'thread'>,
): Promise<Stop> {
  const { stackFrames: frames } = await client.request('stackTrace', {
    threadId: thread,
    levels: FRAMES_SHOWN,
  });
  const frame = frames.find(isOwn) ?? frames[0];
  const empty = { reason, threads, thread, frames, frame, scopes: [], source: undefined };
  return frame === undefined ? empty : seeFrame(client, empty, frame);
}

/** The same with another frame of the stack. */
export async function seeFrame(
  client: DapClient,
  stop: Stop,
  frame: DebugProtocol.StackFrame,
): Promise<Stop> {
  const [{ scopes }, source] = await Promise.all([
    client.request('scopes', { frameId: frame.id }),
    sourceOf(client, frame),
  ]);
  return { ...stop, frame, scopes, source };
}

function isOwn({ source }: DebugProtocol.StackFrame): boolean {
  return source !== undefined && source.presentationHint !== 'deemphasize';
}

async function sourceOf(
  client: DapClient,
  { source }: DebugProtocol.StackFrame,
): Promise<SourceText | undefined> {
  const { sourceReference = 0, name = '' } = source ?? {};
  if (sourceReference === 0) return undefined;
  try {
    return { name, text: (await client.request('source', { sourceReference })).content };
  } catch {
    // Nobody has it: the stack says where it is.
    return undefined;
  }
}
