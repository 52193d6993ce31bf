import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { launch, lineOf, recordUntil } from '../test/sample.ts';

const program = path.join(import.meta.dirname, 'main.py');

/** What the bookkeeper says of an evening that went wrong. */
const WRONG = /ValueError: guest \d+ paid \d+ for (\w+) instead of \d+/;

/** A stop: the names of the functions on the stack, with their lines, and the variables of the top one. */
async function look(client: DapClient): Promise<{
  readonly threadId: number;
  readonly frameId: number;
  readonly stack: readonly string[];
  readonly evaluate: (expression: string) => Promise<string>;
}> {
  const { threadId } = await client.event('stopped');
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const [{ id: frameId }] = stackFrames;
  return {
    threadId,
    frameId,
    stack: stackFrames.map(({ name, line }: { name: string; line: number }) => `${name}:${line}`),
    evaluate: async expression => {
      const args = { expression, frameId, context: 'repl' };
      return (await client.request('evaluate', args)).result;
    },
  };
}

test('the line that set a wrong price is found backwards from the error, as the README says', async t => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'time-travel-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const recording = path.join(folder, 'run.rec');
  const [, item] = await recordUntil(program, recording, WRONG);

  const client = await launch({ replay: recording });
  t.after(() => client.close());
  await client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
  await client.request('configurationDone');
  const error = await look(client);
  assert.equal(error.stack[0], `keep_books:${lineOf(program, 'raise ValueError')}`);
  assert.equal(await error.evaluate('item'), `'${item}'`);

  const changes = lineOf(program, 'self.cents -=');
  const cents = { name: 'guest._prices._known[item].cents', frameId: error.frameId };
  await client.request('reverseToChange', cents);
  const change = await look(client);
  const reduces = lineOf(program, 'price.reduced(20)');
  assert.deepEqual(change.stack.slice(0, 2), [`Price.reduced:${changes}`, `Guest.run:${reduces}`]);
  const before = Number(await change.evaluate('self.cents'));

  const { threadId } = change;
  await client.request('next', { threadId });
  assert.ok(Number(await (await look(client)).evaluate('self.cents')) < before);
  await client.request('stepBack', { threadId });
  assert.equal(Number(await (await look(client)).evaluate('self.cents')), before);
  await client.request('stepBack', { threadId });
  const caller = await look(client);
  assert.equal(caller.stack[0], `Guest.run:${reduces}`);
  assert.equal(await caller.evaluate('price is self._prices._known[item]'), 'True');

  const { breakpoints } = await client.request('setBreakpoints', {
    source: { path: program },
    breakpoints: [{ line: changes }],
  });
  assert.equal(breakpoints[0].verified, true);
  await client.request('continue', { threadId });
  assert.equal((await look(client)).stack[0], `Price.reduced:${changes}`);
  await client.request('next', { threadId });
  await look(client);
  await client.request('reverseContinue', { threadId });
  assert.equal((await look(client)).stack[0], `Price.reduced:${changes}`);

  await client.request('reverseToSwitch', { threadId });
  assert.match((await look(client)).stack[0] ?? '', /^Guest\.run:/);
  await client.request('reverseToSwitch', { threadId });
  // That was in `serve`, or wherever the bookkeeper's thread had let the main one go on.
  assert.match((await look(client)).stack.at(-1) ?? '', /^<module>:/);
});
