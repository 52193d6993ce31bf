import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';
import { DapClient } from './dapClient.ts';
import { pauseIn } from './stops.ts';

const PROGRAMS = path.join(import.meta.dirname, 'programs');

test('pauses a busy loop, changes it, and lets it go on', async () => {
  const talk = await Conversation.launch('spinning.py');
  await talk.run();
  await talk.client.event('output', body => body.output.startsWith('spinning'));
  const { frame, threadId } = await pauseIn(talk, 'spin', talk.program.line('turn') - 1);
  await talk.client.request('evaluate', {
    expression: 'turns = -2',
    frameId: frame.id,
    context: 'repl',
  });
  await talk.client.request('continue', { threadId });
  await talk.client.event('output', body => body.output.startsWith('left the loop'));
  await talk.client.close();
});

test('pauses a program that sleeps', async () => {
  const talk = await Conversation.stoppedAt('spinning.py', 'turn');
  await talk.evaluate('turns = -2', undefined, 'repl');
  await talk.setBreakpoints();
  await talk.start('continue');
  await talk.client.event('output', body => body.output.startsWith('left the loop'));
  await pauseIn(talk, '<module>', talk.program.line('sleep'));
  await talk.client.close();
});

test('sets a breakpoint while the program runs', async () => {
  const talk = await Conversation.launch('spinning.py');
  await talk.run();
  await talk.client.event('output', body => body.output.startsWith('spinning'));
  await talk.setBreakpoints('turn');
  await talk.stopped();
  await talk.client.close();
});

test('restarts with its breakpoints', async () => {
  const talk = await Conversation.stoppedAt('counting.py', 'loop');
  talk.say('> restart');
  await talk.client.request('restart');
  await talk.stopped();
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('restart');
});

test('R7: restarts that overlap leave one program, and each is answered', async () => {
  const talk = await Conversation.launch('ticking.py');
  await talk.run();
  const restarts = [1, 2, 3].map(() => talk.client.send('restart'));
  // One more in the middle of the others.
  await restarts[0];
  restarts.push(talk.client.send('restart'));
  for (const answer of await Promise.all(restarts)) assert.ok(answer.success, answer.message);
  const ticks: string[] = [];
  await new Promise<void>(resolve => {
    talk.client.onMessage(message => {
      const { event, body } = message as DebugProtocol.Event;
      if (event === 'output' && ticks.push(body.output) === 50) resolve();
    });
  });
  assert.equal(new Set(ticks.map(tick => tick.split(' ')[0])).size, 1);
  await talk.client.close();
});

for (const command of ['launch', 'restart'] as const) {
  test(`R7: a session that ends during a ${command} answers both`, async () => {
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    const configuration = { program: path.join(PROGRAMS, 'spinning.py') };
    const launched = client.send('launch', configuration);
    if (command === 'restart') await launched;
    const started = command === 'restart' ? client.send('restart') : launched;
    const ended = await client.send('disconnect');
    assert.ok(ended.success);
    const { success, message } = await started;
    assert.deepEqual([success, message?.includes('has been ended meanwhile')], [false, true]);
    await client.close();
  });
}

test('R15: a program that is given up while it starts can be started again', async () => {
  const talk = await Conversation.launch('spinning.py');
  const { client } = talk;
  const restarts = [client.send('restart'), client.send('restart')];
  await client.request('terminate');
  await client.event('terminated');
  for (const restart of restarts) {
    const { success, message } = await restart;
    assert.deepEqual([success, message?.includes('has been ended meanwhile')], [false, true]);
  }
  await client.request('restart');
  await client.event('output', body => body.output.startsWith('spinning'));
  await client.close();
});

test('terminates a busy program', async () => {
  const talk = await Conversation.launch('spinning.py');
  await talk.run();
  await talk.client.event('output', body => body.output.startsWith('spinning'));
  await talk.client.request('terminate');
  await talk.ended();
});

for (const command of ['disconnect', 'terminate'] as const) {
  test(`R13: ${command} does not wait for a program that fills all of its memory`, async () => {
    const talk = await Conversation.launch('filling_memory.py');
    await talk.run([]);
    await talk.client.event('output', ({ output }) => output === 'filling\n');
    await talk.client.request(command);
    if (command === 'terminate') {
      await talk.client.event('terminated');
      const { message } = await talk.client.send('evaluate', { expression: '1' });
      assert.match(String(message), /^There is no running program/);
    }
    await talk.client.close();
  });
}

for (const state of ['runs', 'stands still']) {
  test(`a program that ${state} and ends when it is asked to tells its exit code`, async () => {
    const talk = await Conversation.launch('ending_on_request.py');
    if (state === 'stands still') await talk.setBreakpoints('wait');
    await talk.run();
    if (state === 'stands still') await talk.stopped();
    else await talk.client.event('output', ({ output }) => output === 'running\n');
    await talk.client.request('terminate');
    await talk.client.event('output', ({ output }) => output === 'ending\n');
    assert.equal((await talk.client.event('exited')).exitCode, 7);
    await talk.ended();
  });
}

for (const [how, exitCode] of [
  ['exit', 3],
  ['abort', 134],
  ['recurse', 1],
  ['memory', 1],
  ['wild', 1],
] as const) {
  test(`survives a program that ends by "${how}"`, async () => {
    const talk = await Conversation.launch('crashing.py', { args: [how] });
    await talk.run([]);
    const exited = await talk.client.event('exited');
    assert.equal(exited.exitCode, exitCode);
    await talk.client.event('terminated');
    const { success, message } = await talk.client.send('threads');
    assert.ok(success, message);
    await talk.client.close();
  });
}

for (const [what, configuration] of Object.entries({
  'no program': {},
  'program and module': { program: path.join(PROGRAMS, 'values.py'), module: 'values' },
  'a missing file': { program: '/nowhere/app.py' },
  'a folder as program': { program: '/' },
  'args that are no list': { program: path.join(PROGRAMS, 'values.py'), args: 7 },
  'env with a number': { program: path.join(PROGRAMS, 'values.py'), env: { A: 1 } },
  'a missing cwd': { program: path.join(PROGRAMS, 'values.py'), cwd: '/nowhere' },
  'a relative mount': {
    program: path.join(PROGRAMS, 'values.py'),
    mounts: [{ source: '/', target: 'data' }],
  },
  'an unknown option of Python': {
    program: path.join(PROGRAMS, 'values.py'),
    pythonArgs: ['--nonsense'],
  },
})) {
  test(`a launch configuration with ${what} gives one clear sentence`, async t => {
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    const response = await client.send('launch', configuration);
    assert.equal(response.success, false);
    assert.equal(response.body.error.showUser, true);
    assert.match(response.message ?? '', LAUNCH_ERRORS[what] as RegExp);
    t.diagnostic(response.message ?? '');
    await client.close();
  });
}

const LAUNCH_ERRORS: Record<string, RegExp> = {
  'no program': /^The launch configuration names no program: set "program"/,
  'program and module': /^The launch configuration names both "program" and "module"/,
  'a missing file': /^There is no file \/nowhere\/app\.py: correct "program"/,
  'a folder as program': /^\/ is a folder: "program" must name a Python file/,
  'args that are no list':
    /^The launch configuration's "args" must be a list of strings, or one string, not 7/,
  'env with a number':
    /^The launch configuration's "env" must be an object whose values are strings/,
  'a missing cwd': /^There is no folder \/nowhere: correct "cwd"/,
  'a relative mount': /"target" must be an absolute path/,
  'an unknown option of Python': /^Python could not start: .*\n.*nonsense/i,
};

test('D20: the exit code is that of a process: the lowest byte of what the program says', async () => {
  const codes: number[] = [];
  for (const value of ['-3', '513']) {
    const talk = await Conversation.launch('exit_code.py', { args: [value] });
    await talk.run();
    codes.push((await talk.client.event('exited')).exitCode);
    await talk.ended();
  }
  assert.deepEqual(codes, [253, 1]);
});
