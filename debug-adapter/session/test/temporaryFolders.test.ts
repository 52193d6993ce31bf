import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ADAPTER } from './dapClient.ts';
import { Program } from './program.ts';
import { RawClient } from './rawClient.ts';

const PROGRAM = new Program('spinning.py').file;

/** Starts an adapter on standard streams, with a program that runs in it. */
async function debugging(folder: string): Promise<ChildProcess> {
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const adapter = spawn(process.execPath, [ADAPTER], { env });
  const client = new RawClient(adapter.stdin, adapter.stdout);
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: PROGRAM });
  await client.request('configurationDone');
  await client.event('output');
  return adapter;
}

function end(adapter: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>(resolve => adapter.on('close', resolve));
  adapter.kill(signal);
  return ended;
}

test('R14: the temporary folder of a program ends with the adapter, or when the next one starts', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'folders-test-'));
  try {
    const killed = await debugging(folder);
    assert.equal(fs.readdirSync(folder).length, 1);
    await end(killed, 'SIGKILL');
    assert.equal(fs.readdirSync(folder).length, 1);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
      const adapter = await debugging(folder);
      assert.equal(fs.readdirSync(folder).length, 1, 'only its own');
      const code = await end(adapter, signal);
      assert.deepEqual(fs.readdirSync(folder), [], signal);
      assert.equal(code, 128 + os.constants.signals[signal]);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
