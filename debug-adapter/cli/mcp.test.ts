/** `wasix-python mcp`: what a language model sees of a program, by the protocol's own client. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';
import { Program } from '../session/test/program.ts';
import { CLI, ModelClient } from './test/modelClient.ts';

const FOLDER = path.resolve(import.meta.dirname, '../session/test/programs');

test('a model follows a hub and its workers', async () => {
  await using model = await ModelClient.start(FOLDER);
  const program = new Program('hub_of_workers.py');
  const file = program.name;
  const breakpoints = (...marks: string[]) => ({
    file,
    breakpoints: marks.map(mark => ({ line: program.line(mark) })),
  });
  model.say('Nothing runs yet; breakpoints are kept');
  await model.call('status');
  await model.call('set_breakpoints', breakpoints('begins'));
  await model.call('launch', { program: file });
  await model.call('continuations');
  model.say('To a worker by a condition, and around');
  await model.call('set_breakpoints', {
    file,
    breakpoints: [{ line: program.line('works'), condition: 'name == "cleo"' }],
  });
  await model.call('continue');
  await model.call('continuations');
  await model.call('continuations', { filter: 'ends', system: true });
  await model.call('stack');
  await model.call('stack', { continuation: 'g2' });
  await model.call('variables');
  await model.call('variables', { continuation: 'g2', frame: 1 });
  await model.call('variables', { continuation: 'g2', frame: 1, inside: 'progress["turns"]' });
  await model.call('variables', { scope: 'globals', count: 3 });
  await model.call('switches', { count: 3 });
  model.say('Steps follow the switches');
  await model.call('step', { kind: 'over' });
  await model.call('step', { kind: 'switch' });
  await model.call('step', { kind: 'into', continuation: 'g2' });
  await model.call('evaluate', { expression: 'done.append("nobody")\nprint(len(done))' });
  await model.call('evaluate', { expression: 'done' });
  model.say('To one that is suspended');
  await model.call('continue', { to: 'g4' });
  model.say('To the end');
  await model.call('set_breakpoints', { file, breakpoints: [] });
  await model.call('continue');
  await model.call('output', { start: 1, count: 3 });
  await model.call('continuations');
  model.assertGolden('mcp_hub');
});

test('a model sees for whom asyncio’s tasks wait, through greenlets', async () => {
  await using model = await ModelClient.start(FOLDER);
  const program = new Program('task_threads.py');
  const file = program.name;
  await model.call('set_breakpoints', { file, breakpoints: [{ line: program.line('look') }] });
  await model.call('launch', { program: file });
  await model.call('continuations', { system: true });
  await model.call('stack', { continuation: 'task2' });
  await model.call('variables', { continuation: 'query', frame: 1 });
  await model.call('stop');
  model.assertGolden('mcp_tasks');
});

test('what a model does wrong is told in one sentence, and the server goes on', async () => {
  await using model = await ModelClient.start(FOLDER);
  const program = new Program('hub_of_workers.py');
  const file = program.name;
  model.say('Arguments');
  await model.call('lunch');
  await model.call('launch', { programme: file });
  await model.call('launch', { program: 7 });
  await model.call('launch', {});
  await model.call('launch', { program: 'missing.py' });
  await model.call('launch', { program: '../stops.ts' });
  await model.call('launch', { program: file, cwd: '..' });
  await model.call('set_breakpoints', { file, breakpoints: [{ line: 'first' }] });
  await model.call('set_breakpoints', { file, breakpoints: [{ line: 2, condtion: 'a > 1' }] });
  await model.call('set_breakpoints', { file: 'missing.py', breakpoints: [] });
  await model.call('step', { kind: 'back' });
  model.say('Without a program');
  await model.call('continue');
  await model.call('pause');
  await model.call('output');
  model.say('With one');
  await model.call('set_breakpoints', {
    file,
    breakpoints: [{ line: program.line('ends'), condition: null }, { line: 40_000 }],
  });
  await model.call('launch', { program: file });
  await model.call('launch', { program: file });
  await model.call('stack', { continuation: 'g99' });
  await model.call('stack', { continuation: 'work' });
  await model.call('variables', { frame: 50 });
  await model.call('variables', { scope: 'cells' });
  await model.call('variables', { inside: 'progress["nothing"]' });
  await model.call('evaluate', { expression: '1 +' });
  await model.call('evaluate', { expression: '1 / 0' });
  await model.call('step', { kind: 'into', target: 'work' });
  await model.call('output', { start: 1_000 });
  await model.call('stack', { start: 1_000 });
  await model.call('variables', { start: 1_000 });
  await model.call('continuations', { start: 1_000 });
  await model.call('continuations', { filter: 'nobody' });
  await model.call('switches', { start: 1_000 });
  model.assertGolden('mcp_mistakes');
});

test('a program that does not stop is paused, and asked about meanwhile', async () => {
  await using model = await ModelClient.start(FOLDER);
  await model.call('launch', { program: 'spinning.py', limit: 1 });
  assert.doesNotMatch(await model.call('continuations'), /filter/);
  let paused: string;
  for (;;) {
    paused = await model.call('pause');
    // It may not have begun to spin.
    if (paused.includes(', in spin:')) break;
    await model.call('continue', { limit: 1 });
  }
  assert.match(paused, /^Stopped in main: paused here\.\nAt spinning\.py:\d+, in spin:/);
  const turns = await model.call('variables', { inside: 'turns' });
  assert.match(turns, /^turns = \d+:/);
  await model.call('evaluate', { expression: 'turns = -2' });
  await model.call('set_breakpoints', { file: 'spinning.py', breakpoints: [{ line: 9 }] });
  assert.match(await model.call('continue', { limit: 600 }), /^Stopped in main: breakpoint\./);
});

test('code that does not end is interrupted, when its time is over or nobody waits for it', async () => {
  await using model = await ModelClient.start(FOLDER);
  await model.call('launch', { program: 'hub_of_workers.py', stopOnEntry: true });
  const endless = { expression: 'print("turns")\nwhile True: pass' };
  assert.match(
    await model.call('evaluate', { ...endless, limit: 1 }),
    /^The code took longer than 1 s and was interrupted/,
  );
  assert.match(await model.call('status'), /^Stopped in main: entry\./);
  const unwanted = new AbortController();
  const call = { name: 'evaluate', arguments: { ...endless, limit: 600 } };
  const left = model.client.callTool(call, undefined, { signal: unwanted.signal }).catch(() => {});
  // It has begun when it has printed.
  for (let seen = ''; !seen.includes('Lines 2 to 2'); ) {
    seen = await model.call('output', { start: 2 });
  }
  unwanted.abort();
  await left;
  assert.match(await model.call('evaluate', { expression: '6 * 7' }), /^42 \(int\)/);
  assert.match(
    await model.call('evaluate', { expression: 'sum(range(10**11))', limit: 1 }),
    /^The code has taken longer than 1 s, and cannot be interrupted where it is/,
  );
  assert.match(await model.call('stop'), /^The program was ended\./);
});

test('of two programs that are launched at once one runs', async () => {
  await using model = await ModelClient.start(FOLDER);
  const launch = () => model.call('launch', { program: 'hub_of_workers.py', stopOnEntry: true });
  const answers = await Promise.all([launch(), launch()]);
  assert.deepEqual(answers.map(answer => answer.split('.', 1)[0]).sort(), [
    'A program is being debugged already: `stop` it first',
    'Stopped in main: entry',
  ]);
});

test('an exception that nobody catches stops the program, and is told', async () => {
  await using model = await ModelClient.start(FOLDER);
  await model.call('launch', { program: 'crossing.py' });
  await model.call('stack');
  await model.call('stop');
  await model.call('status');
  model.assertGolden('mcp_exception');
});

test('a model reaches what its user has granted, and no more', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'models-'));
  const granted = mkdtempSync(path.join(os.tmpdir(), 'granted-'));
  try {
    writeFileSync(path.join(granted, 'data.txt'), 'granted');
    writeFileSync(
      path.join(folder, 'reading.py'),
      `import os, urllib.request
print(open("/data/data.txt").read(), os.environ["KEY"])
for act in (lambda: open("/data/data.txt", "w"), lambda: urllib.request.urlopen("http://127.0.0.1:9")):
    try:
        act()
    except OSError as error:
        print(error)
`,
    );
    const options = ['--mount', `${granted}:/data:ro`, '--network', 'off', '--env', 'KEY=open'];
    await using model = await ModelClient.start(folder, ...options);
    const { tools } = await model.client.listTools();
    assert.ok(tools.every(({ annotations }) => annotations?.openWorldHint === false));
    await model.call('launch', { program: 'reading.py' });
    symlinkSync(os.homedir(), path.join(folder, 'link'));
    await model.call('launch', { program: 'link/program.py' });
    model.assertGolden('mcp_grants');
  } finally {
    for (const made of [folder, granted]) rmSync(made, { recursive: true });
  }
});

test('each tool tells what it does to the program, and what its arguments are', async () => {
  await using model = await ModelClient.start(FOLDER);
  const { tools } = await model.client.listTools();
  const described = tools.map(({ name, annotations = {}, inputSchema }) => {
    const { readOnlyHint, destructiveHint, openWorldHint } = annotations;
    const effect = readOnlyHint ? 'reads' : destructiveHint ? 'runs' : 'steers';
    const reach = openWorldHint ? ', and the program reaches the network' : '';
    return `${name} (${Object.keys(inputSchema.properties ?? {})}): ${effect}${reach}`;
  });
  assert.deepEqual(described, [
    'launch (program,module,args,cwd,env,stopOnEntry,justMyCode,limit): runs, and the program reaches the network',
    'set_breakpoints (file,breakpoints): runs, and the program reaches the network',
    'continue (to,limit): runs, and the program reaches the network',
    'step (kind,continuation,target,limit): runs, and the program reaches the network',
    'pause (): steers',
    'status (wait): reads',
    'continuations (filter,system,start,count): reads',
    'stack (continuation,start,count): reads',
    'variables (continuation,frame,scope,inside,start,count): reads',
    'evaluate (expression,continuation,frame,limit): runs, and the program reaches the network',
    'switches (start,count): reads',
    'output (start,count): reads',
    'stop (): runs, and the program reaches the network',
  ]);
});

test('the server ends with its input, and the program that it debugs with it', async () => {
  // By hand: the SDK would end by a signal what does not end by itself.
  const server = spawn(process.execPath, [CLI, 'mcp', '--folder', FOLDER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const send = (message: object) =>
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const answer = async () => JSON.parse(String((await lines.next()).value)).result;
  const client = { name: 'test', version: '1.0.0' };
  const params = { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo: client };
  send({ id: 1, method: 'initialize', params });
  assert.equal((await answer()).serverInfo.name, 'wasix-python');
  send({ method: 'notifications/initialized' });
  const launch = { name: 'launch', arguments: { program: 'ticking.py', limit: 0 } };
  send({ id: 2, method: 'tools/call', params: launch });
  assert.match((await answer()).content[0].text, /^The program is running\./);
  const exited = once(server, 'exit');
  server.stdin.end();
  assert.deepEqual(await exited, [0, null]);
});
