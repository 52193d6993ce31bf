import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { Progress } from './progress.ts';
import { runSteps, type Step } from './steps.ts';

const silent = () => new Progress({ write: () => true });

async function workFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steps-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** A recipe of three steps that writes down which of them ran. */
function recipe(inputs: Record<'a' | 'b' | 'c', string>, ran: string[]): Step[] {
  return (['a', 'b', 'c'] as const).map(title => ({
    title,
    inputs: [inputs[title]],
    run: async () => void ran.push(title),
  }));
}

test('a second run with the same inputs runs nothing', async t => {
  const folder = await workFolder(t);
  const ran: string[] = [];
  const inputs = { a: '1', b: '1', c: '1' };
  await runSteps(recipe(inputs, ran), folder, silent());
  const times = await runSteps(recipe(inputs, ran), folder, silent());
  assert.deepEqual(ran, ['a', 'b', 'c']);
  assert.deepEqual(
    times.map(time => time.ran),
    [false, false, false],
  );
});

test('a changed input runs its step and those after it', async t => {
  const folder = await workFolder(t);
  await runSteps(recipe({ a: '1', b: '1', c: '1' }, []), folder, silent());
  const ran: string[] = [];
  await runSteps(recipe({ a: '1', b: '2', c: '1' }, ran), folder, silent());
  assert.deepEqual(ran, ['b', 'c']);
});

test('a run that failed goes on with the step that failed', async t => {
  const folder = await workFolder(t);
  const ran: string[] = [];
  const steps = recipe({ a: '1', b: '1', c: '1' }, ran);
  const failing = steps.with(1, {
    ...steps[1]!,
    run: async () => {
      throw new Error('no space left');
    },
  });
  await assert.rejects(runSteps(failing, folder, silent()), /no space left/);
  await runSteps(steps, folder, silent());
  assert.deepEqual(ran, ['a', 'b', 'c']);
});

test('a step that fails after it was finished once is not taken for finished', async t => {
  const folder = await workFolder(t);
  const ran: string[] = [];
  const steps = recipe({ a: '1', b: '1', c: '1' }, ran);
  await runSteps(steps, folder, silent());
  const changed = recipe({ a: '2', b: '1', c: '1' }, ran);
  const failing = changed.with(0, {
    ...changed[0]!,
    run: async () => {
      throw new Error('interrupted');
    },
  });
  await assert.rejects(runSteps(failing, folder, silent()));
  ran.length = 0;
  await runSteps(steps, folder, silent());
  assert.equal(ran[0], 'a');
});

test('each step gets a log file of its own', async t => {
  const folder = await workFolder(t);
  const logs: string[] = [];
  const steps = ['CPython: configure', 'CPython: compile'].map(title => ({
    title,
    inputs: [],
    run: async (logFile: string) => void logs.push(path.basename(logFile)),
  }));
  await runSteps(steps, folder, silent());
  assert.deepEqual(logs, ['01-cpython-configure.log', '02-cpython-compile.log']);
  assert.ok(existsSync(path.join(folder, 'stamps', '01-cpython-configure')));
});
