import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Conversation } from './conversation.ts';

/**
 * Lets a program that was started run to its end.
 *
 * @param atStop what to do at each stop, beside going on.
 * @returns the function and line of each stop, with the stop's text if it has one.
 */
export async function runToEnd(
  talk: Conversation,
  atStop: (
    top: DebugProtocol.StackFrame,
    stop: DebugProtocol.StoppedEvent['body'],
  ) => Promise<void> = async () => {},
): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    const { event, body } = await talk.client.eventOf('stopped', 'terminated');
    if (event === 'terminated') break;
    const [top] = await talk.frames(body.threadId);
    const text = body.text === undefined ? '' : `: ${body.text}`;
    stops.push(`${top?.name} ${top?.line}${text}`);
    if (top !== undefined) await atStop(top, body);
    await talk.client.request('continue', { threadId: body.threadId });
  }
  await talk.client.close();
  return stops;
}

/** Pauses the program, again and again until it has got as far as that place. */
export async function pauseIn(
  talk: Conversation,
  name: string,
  from: number,
): Promise<{ frame: DebugProtocol.StackFrame; threadId: number }> {
  for (;;) {
    await talk.client.request('pause', { threadId: 1 });
    const { reason, threadId } = await talk.client.event('stopped');
    assert.equal(reason, 'pause');
    const [frame] = await talk.frames(threadId);
    if (frame?.name === name && frame.line >= from) return { frame, threadId };
    await talk.client.request('continue', { threadId });
  }
}

/** All that the program, or the debugger, has written to the console, as it comes. */
export function outputOf(talk: Conversation, category: 'stdout' | 'console'): string[] {
  const lines: string[] = [];
  talk.client.onMessage(message => {
    if (message.type !== 'event' || (message as DebugProtocol.Event).event !== 'output') return;
    const { body } = message as DebugProtocol.OutputEvent;
    if (body.category === category) lines.push(body.output.trimEnd());
  });
  return lines;
}

/** What the filter of exceptions that leave the user's code stops at in `leaving.py`, as {@link runToEnd} tells it. */
export function leavingStops({ program }: Conversation): string[] {
  const [fetch, close] = ['fetch', 'close'].map(marker => `${marker} ${program.line(marker)}`);
  return [
    ...[0, 1, 2, 3, 4].map(number => `${fetch}: LookupError: ${number}`),
    ...[0, 1, 2].map(number => `${close}: OSError: ${number}`),
    `${close}: OSError: once`,
    `${close}: OSError: around`,
    `${fetch}: LookupError: between`,
  ];
}
