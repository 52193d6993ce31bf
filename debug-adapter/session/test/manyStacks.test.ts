/** The stacks of many threads, as clients that ask for each of them read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';
import { DapClient } from './dapClient.ts';

type Frame = DebugProtocol.StackFrame;

test('P8: the stacks of all threads, one after the other, are those of each alone', async () => {
  const talk = await Conversation.stoppedAt('queue_of_workers.py', 'stand');
  const { client } = talk;
  const { threads } = await client.request('threads');
  assert.equal(threads.length, 61);
  const whole = new Map<number, Frame[]>();
  for (const { id } of threads as DebugProtocol.Thread[]) {
    const { stackFrames, totalFrames } = await client.request('stackTrace', { threadId: id });
    assert.equal(totalFrames, stackFrames.length);
    whole.set(id, stackFrames);
  }
  const ids = [...whole.values()].flat().map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);

  // By pages: the top first, as a list of threads wants it, then the rest.
  for (const [threadId, frames] of whole) {
    const top = await client.request('stackTrace', { threadId, startFrame: 0, levels: 1 });
    const args = { threadId, startFrame: 1, levels: 100 };
    const rest = await client.request('stackTrace', args);
    assert.deepEqual([top.totalFrames, rest.totalFrames], [frames.length, frames.length]);
    const pages = [...top.stackFrames, ...rest.stackFrames];
    assert.deepEqual(pages.map(withoutId), frames.map(withoutId));
  }

  // Each frame has its own variables; those told ahead are no others.
  for (const [index, { id, name }] of (threads as DebugProtocol.Thread[]).entries()) {
    if (index % 10 !== 7) continue;
    assert.match(name, /^work \(g\d+\) · queue_of_workers\.py:\d+$/);
    const frameId = whole.get(id)?.at(0)?.id;
    const own = await client.request('evaluate', { expression: 'number', frameId });
    assert.equal(own.result, String(index - 1));
  }
  await client.close();
});

test('P8: a stack is asked for anew when the program has run for an expression', async () => {
  const talk = await Conversation.stoppedAt('queue_of_workers.py', 'stand');
  const { client } = talk;
  const { threads } = await client.request('threads');
  const line = async (index: number): Promise<number> =>
    (await client.request('stackTrace', { threadId: threads[index].id })).stackFrames[0].line;
  const first = talk.program.line('first');
  for (let index = 1; index < 8; index++) assert.equal(await line(index), first);
  const frameId = await talk.frameId('main');
  for (const context of ['watch', 'repl']) {
    const which = context === 'watch' ? 5 : 20;
    await client.request('evaluate', {
      expression: `workers[${which}].switch()`,
      frameId,
      context,
    });
    assert.equal(await line(which + 1), talk.program.line('second'));
    assert.equal(await line(which + 2), first);
  }
  await talk.go('next');
  assert.equal(await line(0), talk.program.line('stand') + 1);
  await client.close();
});

test('P8: stacks are announced to come in pages, but to VS Code', async () => {
  for (const [clientID, expected] of [
    ['dape', true],
    [undefined, true],
    ['vscode', false],
  ] as const) {
    const client = new DapClient();
    const capabilities = await client.request('initialize', {
      adapterID: 'wasix-python',
      clientID,
    });
    assert.equal(capabilities.supportsDelayedStackTraceLoading, expected);
    await client.close();
  }
});

function withoutId({ id, ...frame }: Frame): object {
  return frame;
}
