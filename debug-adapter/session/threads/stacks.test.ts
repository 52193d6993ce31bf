import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StackPages } from '../../protocol/program.ts';
import type { Debuggee } from '../program/debuggee.ts';
import { Stacks } from './stacks.ts';

const WHOLE = { start: 0, count: 0 };

/** An agent that stands still, whose contexts have stacks of one frame; some have ended. */
class Agent {
  age = 0;
  /** What it was asked for. */
  readonly asked: number[][] = [];
  readonly ended = new Set<number>();
  /** How many stacks it tells at once. */
  room = Infinity;
  #lastId = 0;

  readonly inspect = async (
    _: string,
    { contexts }: { contexts: number[] },
  ): Promise<StackPages> => {
    this.asked.push(contexts);
    if (this.ended.has(contexts[0] as number)) throw new Error('This continuation has ended.');
    const alive = contexts.filter(context => !this.ended.has(context)).slice(0, this.room);
    return {
      frames: alive.map(context => ({ kind: 'label', name: `in ${context}` })),
      stacks: alive.map((context, index) => ({
        context,
        first: ++this.#lastId,
        frames: [index],
        total: 1,
      })),
    };
  };
}

function setUp(count: number): {
  agent: Agent;
  order: number[];
  read: (context: number, page?: object) => Promise<string>;
} {
  const agent = new Agent();
  const order = Array.from({ length: count }, (_, index) => index);
  const stacks = new Stacks(
    ({ name }) => name,
    () => order,
  );
  const read = async (context: number, page = {}): Promise<string> => {
    const debuggee = agent as unknown as Debuggee;
    const { frames, total } = await stacks.read(debuggee, context, { ...WHOLE, ...page });
    assert.equal(total, 1);
    return frames.join();
  };
  return { agent, order, read };
}

test('P8: a thousand stacks, one after the other, are seven questions', async () => {
  const { agent, order, read } = setUp(1_000);
  for (const context of order) assert.equal(await read(context), `in ${context}`);
  assert.equal(agent.asked.length, 7);
  assert.deepEqual(
    agent.asked.flat().toSorted((a, b) => a - b),
    order,
  );
});

test('P8: few stacks are asked for ahead of a client that wants few', async () => {
  const { agent, read } = setUp(10_000);
  await read(4_000);
  assert.deepEqual(agent.asked, [[4_000]]);
  await read(4_001);
  assert.deepEqual(agent.asked.at(-1), [4_001, 4_002, 4_003, 4_004]);
  await read(4_001);
  await read(17);
  assert.equal(agent.asked.flat().length, 21);
});

test('P8: the next stacks are made while a client reads those before them', async () => {
  const { agent, read } = setUp(100);
  for (const context of [0, 1, 2]) await read(context);
  assert.deepEqual(
    agent.asked.map(contexts => contexts[0]),
    [0, 1, 5],
  );
  agent.age++;
  for (const context of [0, 1]) await read(context);
  await read(1);
  // It has not gone on to the third.
  assert.deepEqual(agent.asked.slice(3), [[0], [1, 2, 3, 4]]);
});

test('P8: a client that does not wait for answers leads to no more questions', async () => {
  const { agent, order, read } = setUp(1_000);
  const found = await Promise.all(order.map(context => read(context)));
  assert.deepEqual(
    found,
    order.map(context => `in ${context}`),
  );
  assert.equal(agent.asked.length, 7);
  const backwards = setUp(1_000);
  for (const context of backwards.order.toReversed()) await backwards.read(context);
  assert.equal(backwards.agent.asked.length, 7);
});

test('P8: what finds no room in an answer is asked for again', async () => {
  const { agent, order, read } = setUp(100);
  agent.room = 4;
  for (const context of order) assert.equal(await read(context), `in ${context}`);
  assert.ok(agent.asked.length < 30, `${agent.asked.length}`);
});

test('P8: pages are not taken for one another', async () => {
  const { agent, read } = setUp(3);
  for (const page of [{}, { count: 1 }, { start: 1 }, { format: { line: true } }]) {
    await read(0, page);
    await read(0, page);
  }
  assert.equal(agent.asked.filter(([first]) => first === 0).length, 4);
});

test('P8: no stack is older than the last command', async () => {
  const { agent, read } = setUp(100);
  await read(0);
  await read(1);
  agent.age++;
  await read(1);
  assert.deepEqual(agent.asked, [[0], [1, 2, 3, 4], [1]]);
});

test('P8: a continuation that has ended is an error only for who asks for it', async () => {
  const { agent, read } = setUp(10);
  agent.ended.add(2);
  await read(0);
  assert.equal(await read(1), 'in 1');
  await assert.rejects(read(2), /has ended/);
  assert.equal(await read(3), 'in 3');
});

test('P8: nobody runs code of the program for names that were not asked for', async () => {
  const { agent, order, read } = setUp(5);
  for (const context of order) await read(context, { format: { parameterValues: true } });
  assert.deepEqual(agent.asked, [[0], [1], [2], [3], [4]]);
});
