/** Programs in a terminal of the client's, which have input. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DapClient } from './dapClient.ts';
import { TerminalClient } from './terminalClient.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'terminals-')));
after(() => fs.rmSync(folder, { recursive: true }));

const program = path.join(folder, 'asking.py');
fs.writeFileSync(
  program,
  `import sys

name = input("name? ")
print("hello", name)
sys.exit(7)
`,
);

const spinning = path.join(folder, 'spinning.py');
fs.writeFileSync(
  spinning,
  'import time\nprint("spinning", flush=True)\nwhile True:\n    time.sleep(0.01)\n',
);

for (const [console, kind] of [
  ['integratedTerminal', 'integrated'],
  ['externalTerminal', 'external'],
] as const) {
  test(`U3: a program in the ${console} stops before its first line, gets input, and tells its exit code`, async () => {
    const terminal = new TerminalClient();
    const { client } = terminal;
    const outputs: string[] = [];
    client.onMessage(message => {
      if ('event' in message && message.event === 'output') outputs.push(message.body.output);
    });
    await terminal.launch({ program, console, stopOnEntry: true });
    assert.deepEqual(
      terminal.asked.map(({ kind: asked, title, cwd }) => ({ asked, title, cwd })),
      [{ asked: kind, title: 'WASIX Python: asking.py', cwd: folder }],
    );
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: 4 }],
    });
    assert.equal(breakpoints[0].verified, true);
    await client.request('configurationDone');
    const entry = await client.event('stopped');
    assert.equal(entry.reason, 'entry');
    await client.request('continue', { threadId: entry.threadId });
    await terminal.shows('name? ');
    terminal.type('Ada\n');
    const { threadId } = await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId });
    const { result } = await client.request('evaluate', {
      expression: 'name',
      frameId: stackFrames[0].id,
    });
    assert.equal(result, "'Ada'");
    await client.request('continue', { threadId });
    assert.equal((await client.event('exited')).exitCode, 7);
    await client.event('terminated');
    await client.close();
    assert.equal(await terminal.ended(), 7);
    assert.equal(terminal.screen, 'name? hello Ada\n');
    assert.deepEqual(outputs, [], 'what the terminal shows is not shown twice');
  });
}

test('a program in a terminal is started again there when its file changes', async () => {
  const terminal = new TerminalClient();
  const { client } = terminal;
  const service = path.join(folder, 'service.py');
  const text = fs.readFileSync(spinning, 'utf8');
  fs.writeFileSync(service, text);
  await terminal.launch({ program: service, autoReload: true });
  await client.request('configurationDone');
  await terminal.shows('spinning\n');
  fs.writeFileSync(service, text.replace('spinning', 'still spinning'));
  await terminal.shows('spinning\nstill spinning\n');
  await client.request('terminate');
  await client.event('terminated');
  await client.close();
  await terminal.ended();
});

test('U3: a program in a terminal is started again there', async () => {
  const terminal = new TerminalClient();
  const { client } = terminal;
  await terminal.launch({ program });
  await client.request('setBreakpoints', { source: { path: program }, breakpoints: [{ line: 4 }] });
  await client.request('configurationDone');
  await terminal.shows('name? ');
  await client.request('restart');
  await terminal.shows('name? name? ');
  terminal.type('Grace\n');
  const { threadId } = await client.event('stopped');
  await client.request('continue', { threadId });
  assert.equal((await client.event('exited')).exitCode, 7);
  await client.event('terminated');
  await client.close();
  assert.equal(await terminal.ended(), 7);
  assert.equal(terminal.asked.length, 1);
  assert.equal(terminal.screen, 'name? name? hello Grace\n');
});

for (const command of ['terminate', 'disconnect']) {
  test(`U3: ${command} ends a program in a terminal`, async () => {
    const terminal = new TerminalClient();
    const { client } = terminal;
    await terminal.launch({ program: spinning });
    await client.request('configurationDone');
    await terminal.shows('spinning');
    await client.request(command);
    if (command === 'terminate') {
      await client.event('terminated');
      await client.close();
    }
    assert.equal(await terminal.ended(), 143);
  });
}

test('U3: the session ends when the terminal is closed, or the adapter is', async () => {
  for (const end of ['terminal', 'adapter'] as const) {
    const terminal = new TerminalClient();
    const { client } = terminal;
    await terminal.launch({ program: spinning });
    await client.request('configurationDone');
    await terminal.shows('spinning');
    if (end === 'terminal') {
      terminal.signal('SIGKILL');
      await client.event('terminated');
      const { message } = await client.send('pause', { threadId: 1 });
      assert.match(String(message), /^There is no running program/);
      await client.close();
    } else {
      client.leave();
      assert.equal(await terminal.ended(), 143);
    }
  }
});

test('U3: what is wrong with a launch in a terminal is one clear sentence', async () => {
  const terminal = new TerminalClient();
  await terminal.client.request('initialize', {
    adapterID: 'x',
    supportsRunInTerminalRequest: true,
  });
  const launch = { program, console: 'integratedTerminal', pythonArgs: ['--nonsense'] };
  const failed = await terminal.client.send('launch', launch);
  assert.match(
    String(failed.message),
    /^Python could not start: .*\n[Uu]nknown option:? --nonsense\n/,
  );
  assert.equal(failed.body.error.showUser, true);
  await terminal.client.close();

  const refusing = new DapClient(undefined, {
    runInTerminal: () => {
      throw new Error('no more terminals');
    },
  });
  await refusing.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest: true });
  const refused = await refusing.send('launch', { program, console: 'externalTerminal' });
  assert.equal(
    refused.message,
    'The program could not be started in a terminal (no more terminals): set "console" to "internalConsole" to do without one.',
  );
  await refusing.close();

  const without = new DapClient();
  await without.request('initialize', { adapterID: 'x' });
  const impossible = await without.send('launch', { program, console: 'integratedTerminal' });
  assert.match(
    String(impossible.message),
    /^This editor opens no terminals for debuggers, as "console": "integratedTerminal" asks: take it out/,
  );
  assert.equal(impossible.body.error.showUser, true);
  await without.close();
});

test('U3: a session that ends before its terminal has started answers both', async () => {
  const client = new DapClient(undefined, { runInTerminal: () => ({}) });
  await client.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest: true });
  const launched = client.send('launch', { program, console: 'integratedTerminal' });
  assert.ok((await client.send('disconnect')).success);
  const { success, message } = await launched;
  assert.deepEqual([success, message?.includes('has been ended meanwhile')], [false, true]);
  await client.close();
});

for (const [supportsRunInTerminalRequest, advice] of [
  [
    true,
    /: set "console": "integratedTerminal" in the launch configuration to run it in a terminal\.\n$/,
  ],
  [false, /: run it by `wasix-python debug` in a terminal, and attach\.\n$/],
] as const) {
  test(`U3: input() without a terminal is explained once: ${supportsRunInTerminalRequest}`, async () => {
    const client = new DapClient();
    const remarks: string[] = [];
    client.onMessage(message => {
      if (!('event' in message) || message.event !== 'output') return;
      if (message.body.category === 'console') remarks.push(message.body.output);
    });
    await client.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest });
    const twice = path.join(folder, 'twice.py');
    fs.writeFileSync(
      twice,
      'for _ in range(2):\n    try:\n        input()\n    except EOFError:\n        print("end")\n',
    );
    await client.request('launch', { program: twice });
    await client.request('configurationDone');
    await client.event('terminated');
    await client.close();
    assert.equal(remarks.length, 1, String(remarks));
    assert.match(remarks[0] as string, advice);
  });
}
