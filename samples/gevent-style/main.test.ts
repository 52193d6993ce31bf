import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { launch, output, stopAt } from '../test/sample.ts';

const program = path.join(import.meta.dirname, 'main.py');

test('workers in the style of gevent hand their queue around', async () => {
  assert.equal(
    await output(program),
    'Ada took 0\nGrace took 1\nAda took 2\nGrace took 3\nAda goes home\nGrace goes home\n',
  );
});

test('U13: who waits in the queue is shown by the name of its thread, as the README says', async t => {
  const client = await launch({ program });
  t.after(() => client.close());
  await stopAt(client, program, 'print(f"{name} took {number}")');
  await client.request('configurationDone');
  const { threadId } = await client.event('stopped');
  const { threads } = await client.request('threads');
  const names: string[] = threads.map(({ name }: { name: string }) => name.split(' · ')[0]);
  assert.deepEqual(names, ['main', 'Hub.run (g1)', 'consume (g2)', 'consume (g3)', 'produce (g4)']);
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const { result } = await client.request('evaluate', {
    expression: 'queue._takers',
    frameId: stackFrames[0].id,
    context: 'repl',
  });
  assert.match(
    result,
    /^deque\(\[<consume \(g3\): suspended, greenlet\.greenlet object at 0x\w+>\]\)$/,
  );
});
