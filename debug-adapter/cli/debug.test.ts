import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DapClient } from '../session/test/dapClient.ts';
import { Listener } from '../session/test/listener.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** Counts until it is told to end by a line on its standard input. */
const COUNTING = `import time

state = {"turns": 0}


def turn():
    state["turns"] += 1  # line 7
    time.sleep(0.01)


while not state.get("stop"):
    turn()
print("asked", input(), flush=True)
`;

describe('wasix-python debug', () => {
  let folder: string;
  let program: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'debug-test-'));
    program = path.join(folder, 'counting.py');
    fs.writeFileSync(program, COUNTING);
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const setBreakpoint = (client: DapClient, ...lines: number[]) =>
    client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: lines.map(line => ({ line })),
    });

  test('lets clients come and go while the program runs', async () => {
    const debugged = Listener.program([program]);
    const first = await debugged.attached();
    await setBreakpoint(first, 7);
    await first.request('configurationDone');
    const { reason, threadId } = await first.event('stopped');
    assert.equal(reason, 'breakpoint');
    const { stackFrames } = await first.request('stackTrace', { threadId });
    assert.deepEqual(
      stackFrames.map(({ name, line }: { name: string; line: number }) => [name, line]),
      [
        ['turn', 7],
        ['<module>', 12],
      ],
    );
    // Another one has to wait, and says so.
    const second = await debugged.client();
    const token = await debugged.token();
    const refused = await second.send('attach', { token });
    assert.match(String(refused.message), /^Another client debugs this program already/);
    await first.close();

    // The breakpoint has gone with the first client.
    await second.request('attach', { token });
    await second.event('initialized');
    await second.request('configurationDone');
    await second.request('pause', { threadId: 1 });
    const pause = await second.event('stopped');
    assert.equal(pause.reason, 'pause');
    await second.request('evaluate', { expression: 'state["stop"] = True', context: 'repl' });
    await second.close();

    const end = debugged.ended();
    debugged.type('politely\n');
    assert.equal(await end, 0);
    assert.equal(debugged.stdout, 'asked politely\n');
  });

  test('waits for a client, hands it the output, and stays suspended if that is wished', async () => {
    const debugged = Listener.program(['--wait', program]);
    const first = await debugged.attached();
    await setBreakpoint(first, 7);
    await first.request('configurationDone');
    const { threadId } = await first.event('stopped');
    const turns = await first.request('evaluate', { expression: 'state["turns"]' });
    assert.equal(turns.result, '0', 'the program began with the client');
    await first.request('disconnect', { suspendDebuggee: true });

    const second = await debugged.attached();
    await second.request('configurationDone');
    const stop = await second.event('stopped');
    assert.deepEqual([stop.reason, stop.threadId], ['pause', threadId]);
    const still = await second.request('evaluate', { expression: 'state["turns"]' });
    assert.equal(still.result, '0');
    await second.request('evaluate', { expression: 'state["stop"] = 1', context: 'repl' });
    await second.request('continue', { threadId });
    const end = debugged.ended();
    debugged.type('x\n');
    const { output } = await second.event('output', body => body.category === 'stdout');
    assert.equal(output, 'asked x\n');
    assert.equal((await second.event('exited')).exitCode, 0);
    await second.close();
    assert.equal(await end, 0);
  });

  test('wants the token, ends the program when it is told to, and says what is wrong', async () => {
    const debugged = Listener.program(['--token', 'sesame', program]);
    const client = await debugged.client();
    for (const [configuration, sentence] of [
      [{}, /^This port serves clients that know its token: set "token"/],
      [{ token: 'wrong' }, /^The token is wrong: set "token"/],
    ] as const) {
      const refused = await client.send('attach', configuration);
      assert.match(String(refused.message), sentence);
    }
    const launch = await client.send('launch', { program, token: 'sesame' });
    assert.match(String(launch.message), /"request": "attach"/);
    await client.request('attach', { token: 'sesame' });
    await client.request('configurationDone');
    const restart = await client.send('restart');
    assert.match(String(restart.message), /cannot be started again from here/);
    const end = debugged.ended();
    await client.request('disconnect', { terminateDebuggee: true });
    // As a shell tells of SIGTERM, which is what it amounts to.
    assert.equal(await end, 143);
    assert.match(debugged.stderr, /its token is sesame\n/);
    assert.doesNotMatch(debugged.stderr, /crashed/);
  });

  test('a wrong address is one clear sentence', async () => {
    const child = spawn(process.execPath, [CLI, 'debug', '--listen', 'nowhere', program]);
    let stderr = '';
    child.stderr.on('data', data => (stderr += data));
    const code = await new Promise(resolve => child.on('close', resolve));
    assert.match(stderr, /"nowhere" is not HOST:PORT, as in 127\.0\.0\.1:5678/);
    assert.equal(code, 2);
  });
});
