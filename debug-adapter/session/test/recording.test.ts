/** A program that is recorded while it is debugged, and replayed without the debugger. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Recordings } from '../../cli/test/recordedRun.ts';
import { RecordingSource } from '../../runtime/node/recordingFile.ts';
import { hasAgent } from '../replay/recordedProgram.ts';
import { Conversation } from './conversation.ts';
import { DapClient } from './dapClient.ts';
import { Program } from './program.ts';

const PROGRAM = 'recorded.py';

/** Memory is compared each so many system calls. */
const CHECKS = 100;

/** What a program prints while it is debugged. */
function follow(client: DapClient): { stdout: string } {
  const printed = { stdout: '' };
  client.onMessage(message => {
    const { event, body } = message as DebugProtocol.OutputEvent;
    if (event === 'output' && body.category === 'stdout') printed.stdout += body.output;
  });
  return printed;
}

test('a program that was stepped through, paused and changed is replayed bit for bit', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const file = recordings.file('debugged.rec');
  const talk = await Conversation.launch(PROGRAM, { record: { file, checks: CHECKS } });
  const { client } = talk;
  const printed = follow(client);
  await talk.setBreakpoints(
    { at: 'collect', condition: 'index == 1', hitCondition: '2' },
    { at: 'collected', logMessage: 'collected by {name}' },
    'job',
    'switch',
  );
  await talk.run(['raised']);

  // In a thread: a step, an evaluation that changes the program, another that fails.
  await talk.stopped();
  await talk.go('next');
  await talk.evaluate('numbers.append(len(numbers)) or numbers');
  await talk.evaluate('1 / 0');
  await talk.start('continue');

  // In a task: out of it, and new breakpoints while it stands.
  await talk.stopped();
  const frameId = await talk.frameId();
  const { scopes } = await client.request('scopes', { frameId });
  await client.request('setVariable', {
    variablesReference: scopes[0].variablesReference,
    name: 'number',
    value: '40 + 2',
  });
  await talk.go('stepOut');
  await talk.setBreakpoints('switch', 'end');

  // In a greenlet: into it by a switch, and to the exception that it raises.
  await talk.go('continue');
  await talk.go('stepIn');
  await talk.go('next');
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.setFilters();
  await talk.start('continue');

  // While a thread computes: it is paused, and nobody writes to memory behind its back.
  await client.event('output', ({ output }) => output.includes('computing'));
  await client.request('pause', { threadId: 1 });
  await talk.stopped();
  const { memoryReference } = await client.request('evaluate', { expression: 'bytearray(9)' });
  const refused = await client.send('writeMemory', { memoryReference, data: 'WQ==' });
  assert.match(refused.message ?? '', /^The run is recorded/);
  // It may stand in the library.
  await talk.evaluate('__import__("__main__").is_enough.set()', 'busy');
  await talk.start('continue');
  await talk.stopped();
  await talk.finish();

  const source = new RecordingSource(file);
  source.close();
  assert.ok(hasAgent(source.header));
  const { stdout, stderr, code } = await recordings.replay(file, '--verbose');
  assert.deepEqual({ stdout, code }, { stdout: printed.stdout, code: 0 });
  assert.match(stderr, /^wasix-python: \d+ calls replayed; memory was the same at \d+ checks\n$/);
});

test('a recording with the debugger in it, but without files and a variable, is opened in the debugger', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const file = recordings.file('debugged.rec');
  const env = { MY_TOKEN: 's3cret' };
  const record = { file, files: false, hide: ['MY_TOKEN'] };
  const talk = await Conversation.launch('producer.py', { record, env });
  await talk.setBreakpoints('consume');
  await talk.run();
  await talk.stopped();
  await talk.evaluate('item');
  await talk.setBreakpoints();
  await talk.finish();

  const client = new DapClient();
  t.after(() => client.close());
  const printed = follow(client);
  await client.request('initialize', { adapterID: 'wasix-python' });
  const refused = await client.send('launch', { replay: file });
  assert.match(refused.message ?? '', /does not hold what MY_TOKEN was: give it by/);
  await client.request('launch', { replay: file, env });
  await client.event('initialized');
  const program = new Program('producer.py');
  const consumed = program.line('consume');
  const breakpoints = [{ line: consumed }];
  await client.request('setBreakpoints', { source: { path: program.file }, breakpoints });
  await client.request('configurationDone');
  const { threadId } = await client.event('stopped');
  const top = async (): Promise<DebugProtocol.StackFrame> =>
    (await client.request('stackTrace', { threadId })).stackFrames[0];
  const frame = await top();
  assert.equal(frame.line, consumed);
  const { result } = await client.request('evaluate', { expression: 'item', frameId: frame.id });
  assert.equal(result, '0');
  await client.request('continue', { threadId });
  await client.event('stopped');
  await client.request('stepBack', { threadId });
  const stop = await client.event('stopped');
  assert.equal(stop.threadId, threadId);
  assert.equal((await top()).line, consumed - 1);
  await client.request('setBreakpoints', { source: { path: program.file }, breakpoints: [] });
  await client.request('continue', { threadId });
  const end = await client.event('stopped');
  assert.equal(end.text, 'The recording ends here.');
  await client.request('continue', { threadId: end.threadId });
  await client.event('terminated');
  assert.equal(printed.stdout, '0\n1\nend\n');
});

test('what cannot be recorded is refused in a sentence', async t => {
  const client = new DapClient();
  t.after(() => client.close());
  await client.request('initialize', { adapterID: 'wasix-python' });
  const program = new Program(PROGRAM).file;
  const refusal = async (configuration: object): Promise<string> =>
    String((await client.send('launch', configuration)).message);
  const env = { MY_API_KEY: 'hidden' };
  assert.equal(
    await refusal({ program, record: 'run.rec', env }),
    'Whoever has the recording could read what MY_API_KEY is: leave it out of "env", or add it to "hide" in "record".',
  );
  assert.match(
    await refusal({ program, record: { file: '/no/such/folder/run.rec', secrets: true }, env }),
    /^Python could not start: The recording cannot be written: ENOENT/,
  );
  assert.equal(
    await refusal({ replay: program, record: 'run.rec' }),
    'The launch configuration names both "record" and "replay": take one of them out.',
  );
  assert.match(
    await refusal({ program, record: { checks: 0 } }),
    /^The launch configuration's "record" must be a path or an object with "file"/,
  );
});
