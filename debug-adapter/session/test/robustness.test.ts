import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { DapClient } from './dapClient.ts';

const PROGRAMS = path.join(import.meta.dirname, 'programs');

test('what the console raises ends nothing, be it SystemExit', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  const frameId = await talk.frameId();
  const refused = await talk.client.send('evaluate', {
    expression: 'exit(3)',
    frameId,
    context: 'repl',
  });
  assert.equal(refused.success, false);
  assert.match(String(refused.message), /^SystemExit/);
  const { result } = await talk.client.request('evaluate', { expression: '1 + 1', frameId });
  assert.equal(result, '2');
  await talk.client.close();
});

test('what needs a module that the program is loading says so, until it is loaded', async () => {
  const talk = await Conversation.launch('importing.py', { justMyCode: false });
  const complete = async (frameId: number | undefined): Promise<string | number> => {
    const { message, body } = await talk.client.send('completions', {
      text: 're.',
      column: 4,
      frameId,
    });
    return message ?? body.targets.length;
  };
  // Python itself raises some on the way.
  await talk.run(['raised']);
  for (;;) {
    const { threadId } = await talk.client.event('stopped');
    const frames = await talk.frames(threadId);
    if (frames.some(({ source }) => source?.path?.endsWith('/re/__init__.py'))) {
      assert.equal(
        await complete(frames.at(-1)?.id),
        'The debugger needs the module re for this, which the program is loading.',
      );
      break;
    }
    await talk.client.request('continue', { threadId });
  }
  await talk.setFilters();
  await talk.setBreakpoints('loaded');
  await talk.client.request('continue', { threadId: 1 });
  await talk.stopped();
  assert.ok(Number(await complete(await talk.frameId())) > 10);
  await talk.client.close();
});

test('a refused step leaves the program standing', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  const refused = await talk.client.send('stepIn', { threadId: 1, targetId: 99 });
  assert.equal(refused.message, 'This step target is not there any more.');
  await talk.go('next');
  await talk.client.close();
});

test('a pause of a program that stands still succeeds and does nothing', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  await talk.client.request('pause', { threadId: 1 });
  const { threads } = await talk.client.request('threads');
  assert.equal(threads.length, 2);
  await talk.client.close();
});

test('numbers that stand for nothing are refused', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  for (const [command, args] of [
    ['scopes', { frameId: 0 }],
    ['scopes', { frameId: 10_000 }],
    ['variables', { variablesReference: 0 }],
    ['variables', { variablesReference: -1 }],
    ['stackTrace', { threadId: 77 }],
    ['constructor', {}],
    ['toString', {}],
  ] as const) {
    const { success, message } = await talk.client.send(command, args);
    assert.equal(success, false, command);
    assert.match(String(message), /any more\.$|does not support/, command);
  }
  await talk.client.close();
});

test('a session has one program', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  const second = await talk.client.send('launch', { program: path.join(PROGRAMS, 'dying.py') });
  assert.match(String(second.message), /^This session has a program already/);
  await talk.client.close();
});

test('threads can be asked for before the program begins', async () => {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: path.join(PROGRAMS, 'pingpong.py') });
  const { threads } = await client.request('threads');
  assert.equal(threads.length, 1);
  await client.close();
});

test('a text given to sys.exit is printed', async () => {
  const talk = await Conversation.launch('exit_text.py');
  await talk.run();
  const { category } = await talk.client.event('output', body => body.output === 'the reason\n');
  assert.equal(category, 'stderr');
  assert.equal((await talk.client.event('exited')).exitCode, 1);
  await talk.client.close();
});

test('a stop close to the limit of recursion is no error in the program', async () => {
  const talk = await Conversation.launch('recursing.py');
  await talk.client.request('setExceptionBreakpoints', { filters: [] });
  await talk.setBreakpoints('bottom');
  await talk.run();
  await talk.stopped();
  const frameId = await talk.frameId();
  const { result } = await talk.client.request('evaluate', { expression: 'repr(depth)', frameId });
  assert.equal(result, "'0'");
  await talk.client.request('setExceptionBreakpoints', { filters: ['raised'] });
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('output', ({ output }) => output === 'surfaced\n');
  const { text } = await talk.client.event('stopped');
  assert.equal(text, 'RecursionError: maximum recursion depth exceeded');
  await talk.client.request('continue', { threadId: 1 });
  const { output } = await talk.client.event('output', body => /Error/.test(body.output));
  assert.doesNotMatch(output, /wasix_debug_agent/);
  assert.equal((await talk.client.event('exited')).exitCode, 1);
  await talk.client.close();
});
