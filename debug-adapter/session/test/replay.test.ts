/** Recordings of programs that are debugged: forwards, backwards, and at any moment. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Recordings } from '../../cli/test/recordedRun.ts';
import { Conversation, type ResumeCommand } from './conversation.ts';
import { DapClient } from './dapClient.ts';
import { record, replay } from './replayedProgram.ts';

const PROGRAM = 'replayed.py';

test('breakpoints and steps of a replay lead forwards and back', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints('square');
  await talk.run([]);
  await talk.stopped();
  await talk.variables();
  await talk.go('next');
  await talk.variables();
  await talk.go('stepBack');
  await talk.go('stepBack');
  await talk.go('stepBack');
  await talk.go('continue');
  await talk.go('continue');
  await talk.variables();
  await talk.go('reverseContinue');
  await talk.variables();
  await talk.go('reverseContinue');
  await talk.go('next');
  await talk.go('stepBack');
  await talk.setBreakpoints('whole');
  await talk.go('continue');
  await talk.variables();
  await talk.go('stepOut');
  await talk.go('stepIn');
  await talk.go('reverseContinue');
  await talk.client.close();
  talk.assertGolden('steps of a replay');
});

test('conditions, counts and log points hold in a replay as in the program', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints(
    { at: 'square', condition: 'number == 3' },
    { at: 'loop', hitCondition: '% 2' },
    { at: 'whole', logMessage: 'the whole is {whole}' },
    { at: 'ball', condition: 'missing' },
    { at: 'guarded', hitCondition: 'often' },
  );
  await talk.run([]);
  await talk.stopped();
  await talk.evaluate('number, whole');
  await talk.go('continue');
  await talk.evaluate('number');
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('reverseContinue');
  await talk.evaluate('number, whole');
  await talk.go('reverseContinue');
  await talk.evaluate('number');
  await talk.go('reverseContinue');
  await talk.evaluate('number, whole');
  await talk.go('reverseContinue');
  await talk.client.close();
  talk.assertGolden('conditions in a replay');
});

test('a replay is gone through along its greenlets', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints('again');
  await talk.run([]);
  await talk.stopped();
  await talk.go('stepIn');
  await talk.go('stepToSwitch');
  await talk.go('reverseToSwitch');
  await talk.go('reverseToSwitch');
  await talk.go('runToContinuation', 'worker');
  await talk.go('stepBack', 'main');
  await talk.setFilters('switch');
  await talk.go('continue');
  await talk.go('reverseContinue');
  await talk.client.close();
  talk.assertGolden('greenlets of a replay');
});

test('tasks keep their threads at all moments of a replay, and steps stay in them', async t => {
  const talk = await replay(t, 'replayed_tasks.py');
  await talk.setBreakpoints('fetched');
  await talk.run([]);
  let { threadId } = await talk.client.event('stopped');
  // Frames of the library differ from version to version.
  const look = async (): Promise<void> => {
    const { threads } = await talk.client.request('threads');
    for (const { id, name } of threads) talk.say(`  ${id} ${name}`);
  };
  const go = async (command: ResumeCommand): Promise<void> => {
    await talk.client.request(command, { threadId });
    const stop = await talk.client.event('stopped');
    threadId = stop.threadId;
    const [top] = await talk.frames(threadId);
    talk.say(`> ${command}: ${stop.reason}, ${top?.name} ${top?.line}`);
    await look();
  };
  await look();
  await go('continue');
  await go('stepBack');
  await go('stepBack');
  await talk.setBreakpoints('sum');
  await go('continue');
  await go('stepBack');
  await talk.client.close();
  talk.assertGolden('tasks of a replay');
});

test('a program that was debugged while it was recorded is debugged again', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const file = recordings.file('debugged.rec');
  const first = await Conversation.launch(PROGRAM, { record: file });
  await first.setBreakpoints('loop', 'again');
  await first.run([]);
  await first.stopped();
  await first.go('stepIn');
  await first.setBreakpoints();
  await first.start('continue');
  await first.ended();
  const talk = await Conversation.launch(PROGRAM, { program: undefined, replay: file });
  await talk.setBreakpoints('whole', 'square');
  await talk.run([]);
  await talk.stopped();
  await talk.go('stepBack');
  await talk.setBreakpoints('whole');
  await talk.go('continue');
  await talk.variables();
  await talk.setBreakpoints();
  await talk.go('continue');
  await talk.go('stepBack');
  await talk.client.close();
  talk.assertGolden('replay of a debugged program');
});

test('a replay stops where an exception is raised, and where one is that nobody handles', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.run(['uncaught', 'userUnhandled']);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.variables();
  await talk.go('stepBack');
  await talk.go('continue');
  await talk.setFilters({ filterId: 'raised', condition: '"nothing" in str(exception)' });
  await talk.go('reverseContinue');
  await talk.exceptionInfo();
  await talk.go('reverseContinue');
  await talk.setFilters('raised');
  await talk.go('continue');
  await talk.go('next');
  await talk.client.close();
  talk.assertGolden('exceptions of a replay');
});

test('the end of a recording can be looked at, and gone back from', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.run([]);
  await talk.stopped();
  await talk.evaluate('text');
  await talk.go('stepBack');
  await talk.go('stepBack');
  await talk.go('continue');
  await talk.setFilters('raised');
  await talk.go('reverseContinue');
  await talk.setFilters();
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('the end of a recording');
});

test('what runs while the interpreter takes itself apart is behind the end of a recording', async t => {
  const talk = await replay(t, 'replayed_finalizer.py');
  await talk.setBreakpoints('late');
  await talk.run([]);
  await talk.stopped();
  await talk.setBreakpoints('late', 'end');
  await talk.go('reverseContinue');
  await talk.go('next');
  await talk.finish();
  talk.assertGolden('finalizers of a replay');
});

test('what is changed at a stop does not change what follows', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints('whole');
  await talk.run([]);
  await talk.stopped();
  await talk.evaluate('whole');
  await talk.evaluate('whole = 1', undefined, 'repl');
  await talk.evaluate('print("printed", whole)', undefined, 'repl');
  const frameId = await talk.frameId();
  const { scopes } = await talk.client.request('scopes', { frameId });
  const { variablesReference } = scopes[0];
  await talk.client.request('setVariable', { variablesReference, name: 'count', value: '2' });
  await talk.evaluate('whole, count');
  await talk.go('next');
  await talk.setBreakpoints('ball');
  await talk.go('continue');
  await talk.go('reverseContinue');
  await talk.setBreakpoints('whole');
  await talk.go('continue');
  await talk.evaluate('whole, count');
  await talk.client.close();
  talk.assertGolden('changes at a stop of a replay');
});

test('what ends the copy of a program that is looked at does not end the replay', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints('whole');
  await talk.run([]);
  await talk.stopped();
  await talk.evaluate('__import__("os")._exit(3)', undefined, 'repl');
  await talk.stopped();
  await talk.evaluate('whole');
  await talk.setBreakpoints({ at: 'ball', condition: '__import__("os")._exit(3)' });
  await talk.go('continue');
  // It stays there, but in another copy.
  await talk.evaluate('globals().update(ball="changed")');
  await talk.setBreakpoints({ at: 'loop', condition: '__import__("os")._exit(3)' });
  await talk.go('reverseContinue');
  await talk.evaluate('ball');
  await talk.setBreakpoints('ball');
  await talk.go('stepBack');
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('ended copies of a replay');
});

test('what needs the program itself is refused in a sentence', async t => {
  const talk = await replay(t, PROGRAM, { stopOnEntry: true });
  const { client, program } = talk;
  const { capabilities } = await client.event('capabilities');
  assert.equal(capabilities.supportsStepBack, true);
  assert.equal(capabilities.supportsGotoTargetsRequest, false);
  await talk.setBreakpoints('again');
  await talk.run([]);
  const { threadId } = await talk.stopped();
  await talk.go('continue');
  const source = { path: program.file };
  for (const [command, args] of [
    ['goto', { threadId, targetId: 1 }],
    ['gotoTargets', { source, line: 3 }],
    ['terminateThreads', { threadIds: [await talk.threadId('worker')] }],
    ['stopAtResumptions', { continuationId: 1, isWanted: true }],
    ['runToContinuation', { taskId: 1 }],
    ['runToContinuation', { continuationId: 99 }],
  ] as const) {
    const { message } = await client.send(command, args);
    talk.say(`${command}: ${message}`);
  }
  await client.close();
  talk.assertGolden('what a replay refuses');
});

test('a program that runs cannot go back, and says how it could', async () => {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  const program = new URL('programs/waiting.py', import.meta.url).pathname;
  await client.request('launch', { program, stopOnEntry: true });
  await client.event('initialized');
  await client.request('configurationDone');
  const { threadId } = await client.event('stopped');
  for (const command of ['stepBack', 'reverseContinue', 'reverseToSwitch']) {
    const { message } = await client.send(command, { threadId });
    assert.match(message ?? '', /^A program that runs cannot go back: record it by `wasix-python/);
  }
  await client.close();
});

test('a replay is paused, and learns of breakpoints, while it runs', async t => {
  const talk = await replay(t, 'replayed_pause.py');
  const { client } = talk;
  await talk.run([]);
  await client.event('output', ({ output }) => output.includes('begun'));
  await client.request('pause', { threadId: 1 });
  await client.event('stopped', ({ reason }) => reason === 'pause');
  const before = Number(await evaluated(talk.client, 'number'));
  await client.request('continue', { threadId: 1 });
  await talk.setBreakpoints('compute');
  await client.event('stopped', ({ reason }) => reason === 'breakpoint');
  const met = Number(await evaluated(client, 'number'));
  assert.ok(met > before, `${met} > ${before}`);
  await client.request('reverseContinue', { threadId: 1 });
  await client.event('stopped', ({ reason }) => reason === 'breakpoint');
  assert.equal(Number(await evaluated(client, 'number')), met - 1);
  await client.close();
});

async function evaluated(client: DapClient, expression: string): Promise<string> {
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  const frameId = stackFrames[0].id;
  return (await client.request('evaluate', { expression, frameId })).result;
}

test('a replay whose sources are elsewhere says so, and stops at their lines all the same', async t => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
  t.after(() => fs.rmSync(elsewhere, { recursive: true }));
  const talk = await replay(t, PROGRAM, { cwd: elsewhere });
  await talk.setBreakpoints('whole');
  await talk.run([]);
  const { output } = await talk.client.event('output');
  assert.match(output, /^There is no \/.*replayed\.py that this session reaches: .* set "cwd"/);
  const { threadId } = await talk.client.event('stopped');
  const [top] = await talk.frames(threadId);
  assert.equal(top?.line, talk.program.line('whole'));
  await talk.client.close();
});

test('restarting a replay leads to its start, and prints nothing again', async t => {
  const talk = await replay(t, PROGRAM);
  await talk.setBreakpoints('ball');
  await talk.run([]);
  await talk.stopped();
  talk.say('> restart');
  await talk.client.request('restart');
  await talk.stopped();
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('restart of a replay');
});

test('a launch of what is no recording fails with a sentence', async t => {
  const launch = async (args: object): Promise<string | undefined> => {
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    const { message } = await client.send('launch', args);
    await client.close();
    return message;
  };
  assert.match((await launch({ replay: '/missing' })) ?? '', /^There is no file \/missing/);
  assert.match((await launch({ replay: '/' })) ?? '', /^\/ is a folder: "replay" must name/);
  assert.match(
    (await launch({ replay: '/x', module: 'y' })) ?? '',
    /^The launch configuration names both "module" and "replay": take one of them out\.$/,
  );
  const text = new URL(import.meta.url).pathname;
  assert.match(
    (await launch({ replay: text })) ?? '',
    /^The recording cannot be replayed: .* is not a recording/,
  );
  assert.match(
    (await launch({ replay: await record(t, PROGRAM), replayMemory: 0 })) ?? '',
    /"replayMemory" must be a whole number above 0, not 0/,
  );
});
