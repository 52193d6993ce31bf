import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/** What a client sorts completions by. */
interface Sortable {
  readonly label: string;
  readonly sortText: string;
}

async function stopped(): Promise<Conversation> {
  return Conversation.stoppedAt('data.py', 'look');
}

/** Says what an evaluation gives, in a context of DAP's. */
async function evaluateIn(talk: Conversation, context: string, ...expressions: string[]) {
  for (const expression of expressions) await talk.evaluate(expression, undefined, context);
}

test('shows properties when they are asked for, and groups what is special', async () => {
  const talk = await stopped();
  await talk.inside('account');
  const frameId = await talk.frameId();
  const account = await talk.client.request('evaluate', { expression: 'account', frameId });
  const { variables } = await talk.client.request('variables', {
    variablesReference: account.variablesReference,
  });
  const balance = variables.find(({ name }: { name: string }) => name === 'balance');
  assert.deepEqual(balance.presentationHint, { kind: 'property', lazy: true });
  const computed = await talk.client.request('variables', {
    variablesReference: balance.variablesReference,
    format: { hex: true },
  });
  talk.say(`balance, when it is looked at: ${computed.variables[0].value}`);
  await talk.variables(undefined, 2);
  await talk.finish();
  talk.assertGolden('properties and groups');
});

test('a hover runs no code, the clipboard gets all, the console awaits', async () => {
  const talk = await stopped();
  await evaluateIn(
    talk,
    'hover',
    'account.owner',
    "table['alpha'][1]",
    'account.balance',
    'look()',
  );
  const frameId = await talk.frameId();
  const long = await talk.client.request('evaluate', {
    expression: 'long',
    frameId,
    context: 'clipboard',
  });
  assert.equal(long.result, `'${'x'.repeat(2000)}'`);
  await evaluateIn(talk, 'repl', 'await answer()', 'a = 1\na + 1', 'a', 'None', 'import nothing');
  await evaluateIn(
    talk,
    'repl',
    'def owner_of(key):\n  return table[key].owner',
    'owner_of("beta")',
    'import asyncio',
    // Another thread has to run meanwhile.
    'await asyncio.to_thread(lambda: fixed)',
  );
  await talk.finish();
  talk.assertGolden('contexts of evaluation');
});

test('sets what an expression names', async () => {
  const talk = await stopped();
  const set = async (expression: string, value: string): Promise<void> => {
    const frameId = await talk.frameId();
    const response = await talk.client.send('setExpression', { expression, value, frameId });
    const answer = response.success ? response.body.value : `error: ${response.message}`;
    talk.say(`set ${expression} to ${value}: ${answer}`);
  };
  await set("table['alpha'][0]", '11');
  await set('account.owner', "'Grace'");
  await set('long', "'short'");
  await set('account.balance', '1');
  await set('len(long)', '1');
  await talk.evaluate("table['alpha'], account.owner, long");
  await talk.finish();
  talk.assertGolden('set expressions');
});

test('completes names, attributes and keys', async () => {
  const talk = await stopped();
  const frameId = await talk.frameId();
  for (const text of ['acc', 'account.', "table['al", "table['beta'].o", 'x = 1\nfix']) {
    const lines = text.split('\n');
    const { targets } = await talk.client.request('completions', {
      text,
      frameId,
      line: lines.length,
      column: (lines.at(-1)?.length ?? 0) + 1,
    });
    const found = targets.map(
      ({ label, type, start, length }: Record<string, unknown>) =>
        `${label} (${type}, ${start}+${length})`,
    );
    talk.say(`${JSON.stringify(text)} → ${found.join(', ')}`);
  }
  await talk.finish();
  talk.assertGolden('completions');
});

test('D35: names of the language come last, in clients that sort, too', async () => {
  const talk = await stopped();
  const frameId = await talk.frameId();
  for (const text of ['account.', 'Account.', '']) {
    const args = { text, frameId, column: text.length + 1 };
    const { targets } = await talk.client.request('completions', args);
    assert.ok(targets.every(({ sortText }: Sortable) => /^\d{4}$/.test(sortText)));
    const sorted = targets
      .toSorted((a: Sortable, b: Sortable) => (a.sortText < b.sortText ? -1 : 1))
      .map(({ label }: Sortable) => label);
    const isLast = sorted.map((label: string) => /^__.*__$/.test(label));
    assert.ok(isLast.includes(true), text);
    assert.deepEqual(isLast, isLast.toSorted(), text);
    const isProtected = sorted.map((label: string) => label.startsWith('_'));
    assert.deepEqual(isProtected, isProtected.toSorted(), text);
  }
  await talk.client.close();
});

test('reads the memory of bytes, and writes that of a bytearray', async () => {
  const talk = await stopped();
  const frameId = await talk.frameId();
  const { client } = talk;
  const referenceOf = async (expression: string): Promise<string> =>
    (await client.request('evaluate', { expression, frameId })).memoryReference;
  const text = (data: string): string => Buffer.from(data, 'base64').toString();
  const raw = await referenceOf('raw');
  const read = await client.request('readMemory', { memoryReference: raw, offset: 1, count: 3 });
  assert.equal(text(read.data), 'yte');
  const data = Buffer.from('Y').toString('base64');
  await client.request('writeMemory', { memoryReference: raw, offset: 1, data });
  await talk.evaluate('raw');
  const fixed = await referenceOf('fixed');
  const refused = await client.send('writeMemory', { memoryReference: fixed, data });
  talk.say(`writing bytes: ${refused.message}`);
  const numbers = await client.request('readMemory', {
    memoryReference: await referenceOf('numbers'),
    count: 8,
  });
  assert.deepEqual([...Buffer.from(numbers.data, 'base64')], [1, 0, 0, 0, 2, 0, 0, 0]);
  const beyond = await client.request('readMemory', { memoryReference: '0xffffffff', count: 4 });
  assert.equal(beyond.unreadableBytes, 4);
  const nonsense = await client.send('readMemory', { memoryReference: 'raw', count: 4 });
  talk.say(`reading at "raw": ${nonsense.message}`);
  await talk.finish();
  talk.assertGolden('memory');
});

test('writes no memory that may belong to something else by now', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values', 'changed');
  const { client } = talk;
  const write = (memoryReference: string) =>
    client.send('writeMemory', { memoryReference, data: 'WQ==' });
  for (const command of ['continue', 'restart']) {
    const { memoryReference } = await client.request('evaluate', { expression: 'bytearray(9)' });
    assert.equal((await write(memoryReference)).success, true);
    await client.request(command, { threadId: 1 });
    await client.event('stopped');
    assert.match((await write(memoryReference)).message ?? '', /that is shown can be changed/);
  }
  await client.close();
});

test('tells where functions and classes are written', async () => {
  const talk = await stopped();
  const frameId = await talk.frameId();
  for (const expression of ['look', 'account.__init__', 'Account', 'contextvars.ContextVar']) {
    const { valueLocationReference } = await talk.client.request('evaluate', {
      expression,
      frameId,
    });
    if (valueLocationReference === undefined) {
      talk.say(`${expression} is not written in Python`);
      continue;
    }
    const { source, line } = await talk.client.request('locations', {
      locationReference: valueLocationReference,
    });
    talk.say(`${expression} is at ${source.name}:${line}`);
  }
  await talk.finish();
  talk.assertGolden('locations of values');
});

test("shows each continuation's context variables", async () => {
  const talk = await stopped();
  for (const thread of [undefined, 'work'] as const) {
    const frameId = await talk.frameId(thread);
    const { scopes } = await talk.client.request('scopes', { frameId });
    const scope = scopes.find(({ name }: { name: string }) => name === 'Context variables');
    const { variables } = await talk.client.request('variables', {
      variablesReference: scope.variablesReference,
    });
    const [request] = variables.filter(({ name }: { name: string }) => name === 'request');
    talk.say(`${thread ?? 'main'}: request = ${request.value}`);
  }
  await talk.finish();
  talk.assertGolden('context variables');
});

test('gives up an evaluation that takes too long, and goes on', async () => {
  const talk = await stopped();
  const { client } = talk;
  const frameId = await talk.frameId();
  await client.request('evaluate', {
    expression: 'class Slow:\n    def __repr__(self):\n        while True: pass\nslow = Slow()',
    frameId,
    context: 'repl',
  });
  for (const expression of [
    '[0 for _ in iter(int, 1)]',
    '__import__("time").sleep(1000)',
    'slow',
  ]) {
    const { seq, response } = client.begin('evaluate', { expression, frameId, context: 'watch' });
    // Asked meanwhile, and answered in its turn.
    const next = client.send('evaluate', { expression: 'fixed', frameId });
    await client.request('cancel', { requestId: seq });
    assert.equal((await response).message, 'cancelled');
    assert.equal((await next).body.result, "b'fixed'");
    // Too late: nothing happens.
    await client.request('cancel', { requestId: seq });
  }
  await talk.finish();
});

test('tells that an evaluation takes long, and lets that be cancelled', async () => {
  const talk = await stopped();
  const { client } = talk;
  const frameId = await talk.frameId();
  const endless = client.begin('evaluate', { expression: '[0 for _ in iter(int, 1)]', frameId });
  // The launch may have taken long, too.
  const begun = await client.event('progressStart', ({ requestId }) => requestId === endless.seq);
  assert.deepEqual([begun.title, begun.cancellable], ['Evaluating', true]);
  await client.request('cancel', { progressId: begun.progressId });
  assert.equal((await endless.response).message, 'cancelled');
  await client.event('progressEnd', ({ progressId }) => progressId === begun.progressId);
  await client.close();
});
