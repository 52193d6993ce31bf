/** Variables of a recorded program: back to who has set them, and stops where they change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation } from './conversation.ts';
import { replay } from './replayedProgram.ts';

interface Standing {
  readonly reason: string;
  readonly text: string | undefined;
  readonly threadId: number;
  readonly frameId: number;
  readonly line: number;
}

/** Where it stops next. */
async function stop({ client }: Conversation): Promise<Standing> {
  const { reason, text, threadId } = await client.event('stopped');
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const [{ id: frameId, line }] = stackFrames;
  return { reason, text, threadId, frameId, line };
}

async function evaluated({ client }: Conversation, expression: string, frameId: number) {
  return (await client.request('evaluate', { expression, frameId })).result;
}

test('a replay goes back to the line that has set a variable', async context => {
  const talk = await replay(context, 'changes.py');
  const { client, program } = talk;
  await talk.setBreakpoints('end');
  await talk.run();
  let here = await stop(talk);
  const setters: [variable: string, marker: string, before: string][] = [
    ['total', 'local', '1'],
    ['counter', 'counter', '2'],
    ['price.amount', 'attribute', '5'],
    ['slotted.value', 'slot', "'first'"],
    ["table['pears']", 'entry', '2'],
    ['items[1]', 'item', '2'],
    ['shared', 'closure', "'begun'"],
  ];
  for (const [name, marker, before] of setters) {
    await client.request('reverseToChange', { name, frameId: here.frameId });
    const setter = await stop(talk);
    assert.equal(setter.line, program.line(marker), name);
    assert.equal(setter.reason, 'data breakpoint');
    assert.match(setter.text ?? '', /is set here$/);
    assert.equal(await evaluated(talk, name, setter.frameId), before);
    await client.request('continue', { threadId: setter.threadId });
    here = await stop(talk);
    assert.equal(here.line, program.line('end'));
  }
  await assert.rejects(
    client.request('reverseToChange', { name: 'len(items)', frameId: here.frameId }),
    /Only a variable, an attribute or an item can be watched/,
  );
  assert.equal(
    await evaluated(talk, 'items', here.frameId),
    '[1, None, 3]',
    'It has its own value again.',
  );
  await client.close();
});

test('a replay stops where variables change, forwards and backwards', async context => {
  const talk = await replay(context, 'changes.py');
  const { client, program } = talk;
  await talk.setBreakpoints('end');
  await talk.run();
  let here = await stop(talk);
  const { dataId } = await client.request('dataBreakpointInfo', {
    name: 'counter',
    frameId: here.frameId,
  });
  const { breakpoints } = await client.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
  assert.equal(breakpoints[0].verified, true);
  const values: string[] = [];
  for (let change = 0; change < 3; change++) {
    await client.request('reverseContinue', { threadId: here.threadId });
    here = await stop(talk);
    assert.deepEqual([here.reason, here.text], ['data breakpoint', 'counter has changed']);
    values.push(await evaluated(talk, 'counter', here.frameId));
  }
  assert.deepEqual(values, ['3', '2', '1']);
  await client.request('continue', { threadId: here.threadId });
  here = await stop(talk);
  assert.equal(await evaluated(talk, 'counter', here.frameId), '2');
  assert.equal(here.line, program.line('counter'));
  await client.close();
});

test('breakpoints on variables of a replay have conditions, and count hits in both directions', async context => {
  const talk = await replay(context, 'changes.py');
  const { client, program } = talk;
  await talk.setBreakpoints('end');
  await talk.run();
  let here = await stop(talk);
  const go = async (command: string): Promise<[reason: string, counter: string, line: number]> => {
    await client.request(command, { threadId: here.threadId });
    here = await stop(talk);
    return [here.reason, await evaluated(talk, 'counter', here.frameId), here.line];
  };
  const watch = async (name: string, ...wishes: object[]): Promise<(string | undefined)[]> => {
    const { dataId } = await client.request('dataBreakpointInfo', { name, frameId: here.frameId });
    const { breakpoints } = await client.request('setDataBreakpoints', {
      breakpoints: wishes.map(each => ({ dataId, ...each })),
    });
    return breakpoints.map(({ message }: { message?: string }) => message);
  };
  const data = 'data breakpoint';
  const line = program.line('counter');
  const end = program.line('end');

  assert.deepEqual(await watch('counter', { condition: 'counter == 2' }), [undefined]);
  assert.deepEqual(await go('reverseContinue'), [data, '2', line]);
  assert.deepEqual(await go('continue'), ['breakpoint', '3', end]);
  await watch('counter', { hitCondition: '2' });
  assert.deepEqual(await go('reverseContinue'), [data, '2', line]);
  assert.deepEqual(await go('continue'), ['breakpoint', '3', end]);
  await watch('counter', { hitCondition: '3' });
  assert.deepEqual(await go('reverseContinue'), [data, '1', line]);
  await watch('counter', { hitCondition: '>= 2', condition: 'counter > 0' });
  assert.deepEqual(await go('continue'), [data, '3', line]);
  assert.deepEqual(await go('continue'), ['breakpoint', '3', end]);

  // A step ends where a variable changes that is not to stop it.
  await watch('total', { condition: 'total == 99' });
  await talk.setBreakpoints('local', 'end');
  assert.deepEqual(await go('reverseContinue'), ['breakpoint', '2', program.line('local')]);
  assert.deepEqual(await go('next'), ['step', '2', program.line('local') + 1]);
  const problems = await watch(
    'total',
    { condition: 'total ==' },
    { hitCondition: 'often' },
    { condition: 'total == missing' },
  );
  assert.match(problems[0] ?? '', /^The condition is not valid: invalid syntax/);
  assert.match(problems[1] ?? '', /^The hit condition 'often' is not valid/);
  assert.equal(problems[2], undefined);
  await talk.setBreakpoints();
  const told = client.event('output', ({ category }) => category === 'console');
  assert.equal((await go('reverseContinue'))[0], data);
  assert.match((await told).output, /^Breakpoint condition 'total == missing' failed: NameError/);
  await client.close();
});
