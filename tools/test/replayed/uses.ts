/** What uses programs while they are recorded. */
import assert from 'node:assert/strict';
import type { RunningCommand } from '../../../debug-adapter/cli/test/runningCommand.ts';

const TODOS = /Uvicorn running on (http:\S+)/;
const ORDERS = /Taking orders on (http:\S+)/;

/** How many requests come at once. */
const AT_ONCE = 12;

async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Asks the Todo service for each thing that it does, and for something that it refuses. */
export async function useTodoService(program: RunningCommand): Promise<void> {
  const [, address] = await program.printed(TODOS);
  const todos = `${address}/todos`;
  const made = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, number) => ask('POST', todos, { title: `todo ${number}` })),
  );
  assert.equal(made.length, AT_ONCE);
  await ask('PUT', `${todos}/3`, { title: 'changed', done: true });
  await ask('DELETE', `${todos}/4`);
  await ask('POST', todos, { name: 'no title' });
  const left = (await ask('GET', todos)) as unknown[];
  assert.equal(left.length, AT_ONCE - 1);
  program.signal('SIGTERM');
}

/** Orders of gevent's service, all at once. */
export async function useOrderService(program: RunningCommand): Promise<void> {
  const [, address] = await program.printed(ORDERS);
  await Promise.all(
    Array.from({ length: AT_ONCE }, (_, number) =>
      ask('POST', `${address}/orders`, { item: `item ${number}`, count: 1 }),
    ),
  );
  program.signal('SIGINT');
}

/** Sends signals to what computes, and to what waits. */
export async function sendSignals(program: RunningCommand): Promise<void> {
  await program.printed(/computing/);
  program.signal('SIGHUP');
  await program.printed(/waiting/);
  program.signal('SIGTERM');
}

/** Writes a line when the one before has been answered. */
export async function converse(program: RunningCommand): Promise<void> {
  await program.printed(/ready/);
  for (const word of ['one', 'two', 'three']) {
    program.write(`${word}\n`);
    await program.printed(new RegExp(`${word} after`));
  }
  program.endInput();
}

/** Types into a prompt, with a mistake among it. */
export async function typeIntoPrompt(program: RunningCommand): Promise<void> {
  program.endInput(
    'import random\ndef roll():\n    return random.randint(1, 6)\n\nroll()\n1 / 0\nprint("after")\n_\n',
  );
}
