import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Conversation } from './conversation.ts';

/** Steps into the call on a marked line, with rules for whose code is whose. */
async function stepInto(talk: Conversation, marker: string, configuration: object): Promise<void> {
  const { program } = talk;
  const stepping = await Conversation.launch(program.file, configuration);
  await stepping.setBreakpoints(marker);
  await stepping.run();
  await stepping.stopped();
  const { threadId } = await stepping.go('stepIn');
  const [frame] = await stepping.frames(threadId as number);
  const place = `${frame?.name} in ${frame?.source?.name}`;
  talk.say(`${JSON.stringify(configuration)}: ${marker} steps into ${place}`);
  await stepping.client.close();
}

test('rules by path and by module say whose code is stepped into', async () => {
  const talk = await Conversation.launch('mine_and_others.py');
  const helper = { path: '**/helper_*.py', include: false };
  const json = { module: 'json', include: true };
  for (const configuration of [
    {},
    { rules: [json] },
    { justMyCode: false },
    { justMyCode: false, rules: [{ ...json, include: false }] },
  ]) {
    await stepInto(talk, 'library', configuration);
  }
  for (const configuration of [
    {},
    { rules: [helper] },
    { justMyCode: false, rules: [helper] },
    { rules: [{ module: 'helper_module', include: true }, helper] },
  ]) {
    await stepInto(talk, 'helper', configuration);
  }
  await talk.client.close();
  talk.assertGolden('rules for user code');
});

test('lists modules and sources, and reads those inside of the library', async () => {
  const talk = await Conversation.stoppedAt('mine_and_others.py', 'library');
  const { client } = talk;
  const added = await client.event('module', ({ module }) => module.name === 'helper_module');
  assert.equal(added.reason, 'new');
  assert.equal(added.module.isUserCode, true);
  const { modules, totalModules } = await client.request('modules');
  assert.equal(modules.length, totalModules);
  const json = modules.find(({ name }: { name: string }) => name === 'json');
  assert.deepEqual([json.id, json.isUserCode, json.version], ['json', false, '2.0.9']);
  const page = await client.request('modules', { startModule: 1, moduleCount: 2 });
  assert.deepEqual(page, { modules: modules.slice(1, 3), totalModules });
  const { sources } = await client.request('loadedSources');
  const decoder = sources.find(({ path }: { path: string }) => path.endsWith('/json/decoder.py'));
  const { content } = await client.request('source', decoder);
  assert.match(content, /^"""Implementation of JSONDecoder/);
  const bound = await client.request('setBreakpoints', {
    source: decoder,
    breakpoints: [
      { line: content.split('\n').indexOf('    def decode(self, s, _w=WHITESPACE.match):') + 1 },
    ],
  });
  assert.equal(bound.breakpoints[0].verified, true);
  await client.close();
});

test('names frames as the client wishes', async () => {
  const talk = await Conversation.launch('exceptions.py');
  await talk.setBreakpoints('raises_first');
  await talk.run();
  const { threadId } = await talk.stopped();
  for (const format of [
    undefined,
    { module: true, line: true },
    { parameters: true, parameterNames: true, parameterTypes: true, parameterValues: true },
    { parameters: true, parameterTypes: true },
  ]) {
    const { stackFrames } = await talk.client.request('stackTrace', { threadId, format });
    talk.say(`${JSON.stringify(format) ?? 'no format'}: ${stackFrames[0].name}`);
  }
  await talk.client.close();
  talk.assertGolden('names of frames');
});

test('shows what calls have returned unless that is turned off', async () => {
  for (const showReturnValue of [true, false]) {
    const talk = await Conversation.launch('mine_and_others.py', { showReturnValue });
    await talk.setBreakpoints('library');
    await talk.run();
    await talk.stopped();
    await talk.go('stepOut');
    const { scopes } = await talk.client.request('scopes', { frameId: await talk.frameId() });
    const names = scopes.map(({ name }: { name: string }) => name);
    assert.equal(names.includes('Return values'), showReturnValue);
    await talk.client.close();
  }
});

test('shows the WebAssembly functions beneath the frames, also of suspended continuations', async () => {
  const talk = await Conversation.launch('data.py', { showNativeFrames: true });
  await talk.setBreakpoints('look');
  await talk.run();
  await talk.stopped();
  for (const thread of ['main', 'work'] as const) {
    const threadId = await talk.threadId(thread);
    const { stackFrames, totalFrames } = await talk.client.request('stackTrace', { threadId });
    assert.equal(stackFrames.length, totalFrames);
    const names = stackFrames.map(({ name }: { name: string }) => name);
    const native = names.slice(names.indexOf('WebAssembly') + 1);
    const python = native.findIndex((name: string) => /^_PyEval_EvalFrameDefault \+ 0x/.test(name));
    assert.ok(python > 0);
    // Below what it calls, where the compiler has not put that in.
    const isSwitching = native
      .slice(0, python)
      .some((name: string) => name.startsWith('greenlet::Greenlet::g_switchstack() + 0x'));
    assert.equal(isSwitching, thread === 'work', names.join('\n'));
    const page = await talk.client.request('stackTrace', { threadId, startFrame: 1, levels: 9 });
    assert.deepEqual(
      page.stackFrames.map(({ name }: { name: string }) => name),
      names.slice(1, 10),
    );
    const { id } = stackFrames.at(-1);
    assert.deepEqual(await talk.client.request('scopes', { frameId: id }), { scopes: [] });
  }
  await talk.client.close();
});

describe('a source that is edited while the program runs', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sources-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  test('is told from the one that runs', async () => {
    const file = path.join(folder, 'edited.py');
    fs.writeFileSync(file, 'first = 1  # @first\nsecond = 2  # @second\n');
    const talk = await Conversation.stoppedAt(file, 'first');
    const [before] = await talk.frames(1);
    assert.equal(before?.source?.checksums?.[0]?.algorithm, 'SHA256');
    fs.writeFileSync(file, 'edited = 0\nfirst = 1\nsecond = 2\n');
    await talk.go('next');
    const { output } = await talk.client.event(
      'output',
      ({ category }) => category === 'important',
    );
    assert.equal(
      output,
      `${file} has changed since the program loaded it: restart to run what it holds now.\n`,
    );
    const [after] = await talk.frames(1);
    assert.deepEqual(after?.source?.checksums, before?.source?.checksums);
    const { breakpoints } = await talk.client.request('setBreakpoints', {
      source: { path: file },
      breakpoints: [{ line: 3 }],
    });
    assert.match(breakpoints[0].message, /has changed since the program loaded it/);
    await talk.client.close();
  });
});
