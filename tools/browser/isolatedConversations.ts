import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Conversation } from '../../debug-adapter/session/test/conversation.ts';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { TemporaryProject } from '../../debug-adapter/session/test/temporaryProject.ts';
import { PageAdapter } from './pageAdapter.ts';
import type { TestPage } from './testPage.ts';

/** How long what may wait in vain may take, in milliseconds. */
const PATIENCE = 180_000;

const COMPUTING = 'print("computes")\nsum(range(10**15))\n';

/** Writes a file, which it finds when it is started again, and looks at another until that is changed. */
const FOLLOWING = `import os, time

print("finds", os.listdir())
with open("written.txt", "w") as file:
    file.write("by the program")
print("has written")
while "new" not in open("main.py").read():
    time.sleep(0.01)
print("has seen it")
`;

/**
 * Conversations with debug adapters in an isolated page, about what no other page can do.
 *
 * @param page that is there when the tests begin.
 */
export function testIsolatedConversations(page: () => TestPage): void {
  let adapter: PageAdapter;
  before(async () => {
    adapter = await PageAdapter.open(page());
  });
  after(() => adapter?.[Symbol.asyncDispose]());

  test('C13: answers while a program computes in C, and ends it there', {
    timeout: PATIENCE,
  }, async () => {
    using project = new TemporaryProject();
    const program = project.write('main.py', COMPUTING);
    const talk = await Conversation.launchBy(DapClient.connect(adapter.port), program);
    const { client } = talk;
    await talk.run();
    await client.event('output', ({ output }) => output.startsWith('computes'));
    const { threads } = await client.request('threads');
    assert.deepEqual(
      threads.map(({ name }: { name: string }) => name),
      ['main'],
    );
    await client.request('terminate');
    await talk.ended();
  });

  test('C14: a program in a worker of its own has the files of the adapter, and the adapter those of the program', {
    timeout: PATIENCE,
  }, async () => {
    using project = new TemporaryProject();
    const program = project.write('main.py', FOLLOWING);
    const talk = await Conversation.launchBy(DapClient.connect(adapter.port), program);
    const { client } = talk;
    await talk.run();
    await client.event('output', ({ output }) => output === "finds ['main.py']\n");
    await client.event('output', ({ output }) => output === 'has written\n');
    await client.request('restart');
    await client.event('output', ({ output }) => output === "finds ['main.py', 'written.txt']\n");
    await page().addAdapterFiles(adapter.latest, { [program]: '# new' });
    await client.event('output', ({ output }) => output.startsWith('has seen it'));
    await talk.ended();
  });

  test('C18: the worker of a program that computes is ended with its session', {
    timeout: PATIENCE,
  }, async () => {
    using project = new TemporaryProject();
    const program = project.write('main.py', COMPUTING);
    const workers = (count: number): Promise<void> => until(() => page().workers === count);
    const begin = async (): Promise<Conversation> => {
      const talk = await Conversation.launchBy(DapClient.connect(adapter.port), program);
      await talk.run();
      await computes(talk);
      await workers(2);
      return talk;
    };
    const computes = ({ client }: Conversation): Promise<unknown> =>
      client.event('output', ({ output }) => output.startsWith('computes'));
    await workers(0);
    const left = await begin();
    left.client.leave();
    await workers(0);
    const stopped = await begin();
    await stopped.client.request('restart');
    await computes(stopped);
    await workers(2);
    await stopped.client.request('terminate');
    await workers(1);
    stopped.client.leave();
    await workers(0);
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(50);
}
