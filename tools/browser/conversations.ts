import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { Conversation } from '../../debug-adapter/session/test/conversation.ts';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { pauseIn } from '../../debug-adapter/session/test/stops.ts';
import { TemporaryProject } from '../../debug-adapter/session/test/temporaryProject.ts';
import { PageAdapter } from './pageAdapter.ts';
import type { TestPage } from './testPage.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/switch/main.py');

const RECURSION = path.join(import.meta.dirname, 'programs/deep_recursion.py');

/** How long what may wait in vain may take, in milliseconds. */
const PATIENCE = 180_000;

/** It hears of nothing from its first line on. */
const COMPUTING = 'sum(range(10**15))\n';

/** A program with so many greenlets that sleep. */
const sleeping = (count: number): string => `from greenlet import getcurrent, greenlet

sleeping = [greenlet(getcurrent().switch) for _ in range(${count})]
for each in sleeping:
    each.switch()
print(sum(not each.dead for each in sleeping), "sleep")
`;

/**
 * Conversations with debug adapters in a page. The golden texts are those of the adapter in Node.
 *
 * @param version of the Python that programs are run by.
 * @param page that is there when the tests begin.
 */
export function testConversations(version: PythonVersion, page: () => TestPage): void {
  let adapter: PageAdapter;
  before(async () => {
    adapter = await PageAdapter.open(page());
  });
  afterEach(() => adapter?.dropClients());
  after(() => adapter?.[Symbol.asyncDispose]());

  const launch = (file: string, configuration: object = {}): Promise<Conversation> =>
    Conversation.launchBy(DapClient.connect(adapter.port), file, {
      python: version,
      ...configuration,
    });

  const stoppedAt = async (
    file: string,
    ...breakpoints: readonly (string | number)[]
  ): Promise<Conversation> => {
    const talk = await launch(file);
    await talk.setBreakpoints(...breakpoints);
    await talk.run();
    await talk.stopped();
    return talk;
  };

  test('C1: stops with three threads, looks into them, and follows a switch', async () => {
    const talk = await stoppedAt(SAMPLE, 10);
    const { client } = talk;
    const names = async (): Promise<string[]> => {
      const { threads } = await client.request('threads');
      return threads.map(({ name }: DebugProtocol.Thread) => name);
    };
    assert.deepEqual(await names(), [
      'main · main.py:14',
      'func1 (g1) · main.py:5',
      'func2 (g2) · main.py:10',
    ]);
    const [frame] = await talk.frames(await talk.threadId('func2'));
    assert.deepEqual([frame?.source?.path, frame?.line], [SAMPLE, 10]);
    const frameId = frame?.id;
    const { scopes } = await client.request('scopes', { frameId });
    const globals = scopes.find(({ name }: DebugProtocol.Scope) => name === 'Globals');
    const { variablesReference } = globals;
    const { variables } = await client.request('variables', { variablesReference });
    const g1 = variables.find(({ name }: DebugProtocol.Variable) => name === 'g1');
    assert.match(g1.value, /greenlet/);
    const { result } = await client.request('evaluate', { expression: 'g1.dead, 6 * 7', frameId });
    assert.equal(result, '(False, 42)');
    const { threadId } = await talk.go('stepIn');
    assert.equal(threadId, await talk.threadId('func1 (g1) · main.py:6'));
    await talk.finish();
  });

  test('C2: steps through both switches of the sample, and out of a dying greenlet', async () => {
    const talk = await stoppedAt(SAMPLE, 5, 10);
    await talk.go('stepIn');
    await talk.go('next');
    await talk.go('stepIn');
    await talk.go('next');
    await talk.start('next');
    await talk.ended();
    talk.assertGolden('step through the sample');
  });

  test('C3: stays in a continuation with steps over its switches', async () => {
    const talk = await stoppedAt('pingpong.py', 'ping_switch');
    await talk.setBreakpoints();
    await talk.go('next');
    await talk.go('next');
    await talk.go('next');
    await talk.go('stepOut');
    await talk.finish();
    talk.assertGolden('step over a switch');
  });

  test('C4: shows values of every kind, in active and suspended continuations', async () => {
    const talk = await stoppedAt('values.py', 'values');
    await talk.variables(undefined, 2);
    await talk.variables('sleeper', 2);
    await talk.finish();
    talk.assertGolden('variables');
  });

  test('C5: pauses a program that computes, changes a variable, and goes on', async () => {
    const talk = await launch('spinning.py');
    const { client } = talk;
    await talk.run();
    await client.event('output', ({ output }) => output.startsWith('spinning'));
    const { frame, threadId } = await pauseIn(talk, 'spin', talk.program.line('turn') - 1);
    const { scopes } = await client.request('scopes', { frameId: frame.id });
    const [{ variablesReference }] = scopes;
    await client.request('setVariable', { variablesReference, name: 'turns', value: '-2' });
    await client.request('continue', { threadId });
    await client.event('output', ({ output }) => output.startsWith('left the loop'));
    await client.request('terminate');
    await talk.ended();
  });

  test('C6: cancels evaluations that compute or sleep, and ends a program in the middle of one', async () => {
    const talk = await stoppedAt('values.py', 'values');
    const { client } = talk;
    const frameId = await talk.frameId();
    for (const expression of ['[0 for _ in iter(int, 1)]', '__import__("time").sleep(1000)']) {
      const { seq, response } = client.begin('evaluate', { expression, frameId });
      // Asked meanwhile, and answered in its turn.
      const next = client.send('evaluate', { expression: '6 * 7', frameId });
      await client.request('cancel', { requestId: seq });
      assert.equal((await response).message, 'cancelled');
      assert.equal((await next).body.result, '42');
    }
    void client.send('evaluate', { expression: '[0 for _ in iter(int, 1)]', frameId });
    await client.close();
  });

  test('C7: starts a program again, and shows the library', async () => {
    const talk = await stoppedAt(SAMPLE, 10);
    await talk.client.request('restart');
    const { threadId } = await talk.client.event('stopped');
    assert.equal(threadId, await talk.threadId('func2 (g2)'));
    const frameId = await talk.frameId('func2');
    const { result } = await talk.client.request('evaluate', {
      expression: '__import__("json").__file__',
      frameId,
    });
    const path = result.slice(1, -1);
    const { sources } = await talk.client.request('loadedSources');
    const source = sources.find((each: DebugProtocol.Source) => each.path === path);
    const { content } = await talk.client.request('source', {
      source,
      sourceReference: source.sourceReference,
    });
    assert.match(content, /JSON \(JavaScript Object Notation\)/);
    await talk.finish();
  });

  test('C10: answers what lets a program go on before it tells where that has led', async () => {
    const talk = await stoppedAt(SAMPLE, 5, 10);
    const told: string[] = [];
    talk.client.onMessage(message => {
      if (message.type === 'response') told.push((message as DebugProtocol.Response).command);
      else told.push((message as DebugProtocol.Event).event);
    });
    for (const command of ['continue', 'stepIn'] as const) {
      told.length = 0;
      await talk.go(command);
      assert.deepEqual(
        told.filter(name => name === command || name === 'stopped'),
        [command, 'stopped'],
      );
    }
    await talk.finish();
  });

  test('C8: ends with a client that leaves, though the program computes in C and hears nobody', async () => {
    const talk = await stoppedAt('values.py', 'values');
    const { client } = talk;
    const frameId = await talk.frameId();
    const expression = 'print("deaf"), sum(range(10**15))';
    client.send('evaluate', { expression, frameId, context: 'repl' }).catch(() => {});
    await client.event('output', ({ output }) => output.startsWith('deaf'));
    client.leave();
    await adapter.idle();
  });

  test('C12: answers what lets a program go on before the program computes in C', {
    timeout: PATIENCE,
  }, async () => {
    using project = new TemporaryProject();
    const program = project.write('main.py', COMPUTING);
    for (const lines of [[], [1]]) {
      const talk = await launch(program);
      const { client } = talk;
      await talk.setBreakpoints(...lines);
      await client.request('configurationDone');
      if (lines.length > 0) {
        const { threadId } = await talk.stopped();
        await client.request('continue', { threadId });
      }
      client.leave();
    }
    await adapter.idle();
  });

  test('C16: a program has room for its greenlets, however many sessions have just ended', async () => {
    using project = new TemporaryProject();
    const program = project.write('main.py', sleeping(100));
    for (let count = 0; count < 12; count++) {
      const talk = await launch(program);
      await talk.run([]);
      const { output } = await talk.client.event('output', ({ category }) => category === 'stdout');
      assert.equal(output, '100 sleep\n');
      await talk.ended();
    }
  });

  test('C17: a program has room for its greenlets, however many sessions were just ended by force', async () => {
    using project = new TemporaryProject();
    const deaf = project.write('deaf.py', `print("computes")\n${COMPUTING}`);
    for (let count = 0; count < 6; count++) {
      const talk = await launch(deaf);
      await talk.run([]);
      await talk.client.event('output', ({ output }) => output.startsWith('computes'));
      talk.client.leave();
    }
    const talk = await launch(project.write('main.py', sleeping(1000)));
    await talk.run([]);
    const { output } = await talk.client.event('output', ({ category }) => category === 'stdout');
    assert.equal(output, '1000 sleep\n');
    await talk.ended();
  });

  // 3.13 counts its calls, to a number for which a page's stacks are too shallow.
  test('C15: a recursion in C ends in an exception', { skip: version === '3.13' }, async () => {
    const talk = await launch(RECURSION);
    const printed: string[] = [];
    talk.client.onMessage(message => {
      const { event, body } = message as DebugProtocol.OutputEvent;
      if (event === 'output' && body.category === 'stdout') printed.push(body.output);
    });
    await talk.run([]);
    await talk.ended();
    assert.equal(
      printed.join(''),
      `${'RecursionError '.repeat(6).trim()}\nMemoryError\nRecursionError\n`,
    );
  });

  test('C11: says what a page cannot do, and can all else that the adapter can in Node', async () => {
    const clients = [DapClient.connect(adapter.port), new DapClient()] as const;
    const [here, inNode] = await Promise.all(
      clients.map(client => client.request('initialize', { supportsRunInTerminalRequest: true })),
    );
    assert.deepEqual(here, inNode);
    const [client, other] = clients;
    const refusalOf = async (configuration: object): Promise<string | undefined> =>
      (await client.send('launch', { program: SAMPLE, ...configuration })).message;
    assert.match(
      String(await refusalOf({ record: 'run.rec' })),
      /^A program in a page cannot be recorded/,
    );
    assert.match(
      String(await refusalOf({ console: 'integratedTerminal' })),
      /a page cannot run commands/,
    );
    const replay = { program: undefined, replay: SAMPLE, cwd: path.dirname(SAMPLE) };
    assert.match(String(await refusalOf(replay)), /not possible in a browser/);
    await Promise.all([client.close(), other.close()]);
  });
}
