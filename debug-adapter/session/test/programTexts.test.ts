/** What the interpreter and its C library say by themselves, as the user reads it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DapClient } from './dapClient.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'program-texts-')));
after(() => fs.rmSync(folder, { recursive: true }));

/** Launches a program. @returns the client, and what the program writes to standard error. */
async function launch(configuration: object): Promise<{ client: DapClient; errors: string[] }> {
  const client = new DapClient();
  const errors: string[] = [];
  client.onMessage(message => {
    if (!('event' in message) || message.event !== 'output') return;
    if (message.body.category === 'stderr') errors.push(message.body.output);
  });
  await client.request('initialize', { adapterID: 'x' });
  await client.request('launch', { cwd: folder, ...configuration });
  await client.request('configurationDone');
  return { client, errors };
}

fs.mkdirSync(path.join(folder, 'package'));
fs.writeFileSync(path.join(folder, 'package', '__init__.py'), '');

for (const [module, sentence] of [
  ['nothing_like_that', 'python: No module named nothing_like_that\n'],
  [
    'package',
    "python: No module named package.__main__; 'package' is a package and cannot be directly executed\n",
  ],
] as const) {
  test(`U5: a module that is not there is missed by somebody with a name: ${module}`, async () => {
    const { client, errors } = await launch({ module });
    assert.equal((await client.event('exited')).exitCode, 1);
    await client.event('terminated');
    await client.close();
    assert.equal(errors.join(''), sentence);
  });
}

test('U5: a program that raises SIGTERM again, once it has shut down, ends without a word', async () => {
  const program = path.join(folder, 'server.py');
  // As uvicorn does.
  fs.writeFileSync(
    program,
    `import signal, sys, time

captured = []
signal.signal(signal.SIGTERM, lambda number, frame: captured.append(number))
print("serving", flush=True)
while not captured:
    time.sleep(0.01)
print("shut down", file=sys.stderr, flush=True)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.raise_signal(captured[0])
`,
  );
  const { client, errors } = await launch({ program });
  await client.event('output', ({ output }) => output === 'serving\n');
  await client.request('terminate');
  assert.equal((await client.event('exited')).exitCode, 143);
  await client.event('terminated');
  await client.close();
  assert.equal(errors.join(''), 'shut down\n');
});
