import assert from 'node:assert/strict';
import { test } from 'node:test';
import initializeWabt from 'wabt';
import { callSuspendable, suspendable } from './jspi.ts';
import { suspendOnDemand, type WaitingFunction } from './suspendOnDemand.ts';
import { runGuest } from './test/runGuest.ts';

const wabt = await initializeWabt();

function compile(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(wabt.parseWat('test.wat', text, {}).toBinary({}).buffer);
}

/** Calls a guest's function `run`, whose imports are of `host`, on a stack of its own. */
function run(text: string, host: Record<string, WebAssembly.ImportValue>): Promise<unknown> {
  const module = new WebAssembly.Module(compile(`(module ${text})`));
  const { exports } = new WebAssembly.Instance(module, { host });
  return callSuspendable(exports.run as CallableFunction);
}

/** A function of the host for {@link TWICE} that tells whether microtasks have run since its first call. */
function probe(): { call: () => number; seen: boolean[] } {
  const seen: boolean[] = [];
  let hasRun = false;
  const call = (): number => {
    seen.push(hasRun);
    queueMicrotask(() => {
      hasRun = true;
    });
    return 0;
  };
  return { call, seen };
}

const TWICE = `
  (import "host" "f" (func $f (result i32)))
  (func (export "run") (result i32) (drop (call $f)) (call $f))`;

test('P5: an import that need not wait does not suspend', async () => {
  const always = probe();
  await run(TWICE, { f: suspendable(always.call) });
  assert.deepEqual(always.seen, [false, true]);

  const onDemand = probe();
  const [f] = suspendOnDemand([{ parameters: [], call: onDemand.call }]) as [CallableFunction];
  await run(TWICE, { f });
  assert.deepEqual(onDemand.seen, [false, false]);
});

test('P5: neither does a system call of a program', async () => {
  const { call, seen } = probe();
  const program = compile(`(module
    (import "wasi_snapshot_preview1" "fd_write"
      (func $write (param i32 i32 i32 i32) (result i32)))
    (import "test" "probe" (func $probe (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00said")
    (func (export "_start")
      (drop (call $probe))
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
      (drop (call $probe))))`);
  const { end, stdout } = await runGuest(program, { imports: { test: { probe: call } } });
  assert.deepEqual(end, { kind: 'exited', code: 0 });
  assert.equal(stdout, 'sai');
  assert.deepEqual(seen, [false, false]);
});

test('P5: one that has to wait sleeps until its promise settles, with no frame in between', async () => {
  let stack = '';
  const functions: WaitingFunction[] = [
    { parameters: [], call: () => 1 },
    {
      parameters: ['i32', 'i64', 'i32'],
      call: async (a, b, c) => {
        await undefined;
        return Number(a) + Number(b) + Number(c);
      },
      onSleep: () => {
        stack = new Error().stack ?? '';
      },
    },
  ];
  const [one, sum] = suspendOnDemand(functions) as [CallableFunction, CallableFunction];
  const text = `
    (import "host" "one" (func $one (result i32)))
    (import "host" "sum" (func $sum (param i32 i64 i32) (result i32)))
    (func (export "run") (result i32)
      (i32.add (call $one) (call $sum (i32.const 20) (i64.const 300) (i32.const 4000))))`;
  assert.equal(await run(text, { one, sum }), 4321);
  assert.equal(stack.match(/wasm-function/g)?.length, 1);
});

test('P5: what the host throws, now or later, reaches whoever called the guest', async () => {
  const failures: (() => number | Promise<number>)[] = [
    () => {
      throw new Error('at once');
    },
    async () => {
      await undefined;
      throw new Error('later');
    },
  ];
  for (const [index, message] of ['at once', 'later'].entries()) {
    const call = failures[index] as WaitingFunction['call'];
    const [f] = suspendOnDemand([{ parameters: [], call }]) as [CallableFunction];
    await assert.rejects(run(TWICE, { f }), { message });
  }
});

test('P5: sleeps of several stacks in one import end each with its own result', async () => {
  const sleeps: PromiseWithResolvers<number>[] = [];
  const call = (): Promise<number> => {
    const sleep = Promise.withResolvers<number>();
    sleeps.push(sleep);
    return sleep.promise;
  };
  const [f] = suspendOnDemand([{ parameters: [], call }]) as [CallableFunction];
  const text = `
    (import "host" "f" (func $f (result i32)))
    (func (export "run") (result i32) (call $f))`;
  const results = [run(text, { f }), run(text, { f }), run(text, { f })];
  for (const [index, sleep] of [...sleeps.entries()].reverse()) sleep.resolve(index);
  assert.deepEqual(await Promise.all(results), [0, 1, 2]);
});
