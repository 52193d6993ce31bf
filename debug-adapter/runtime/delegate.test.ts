import assert from 'node:assert/strict';
import { test } from 'node:test';
import initializeWabt from 'wabt';
import { delegate } from './delegate.ts';
import { callSuspendable, suspendable, type WasmValue } from './jspi.ts';

const wabt = await initializeWabt();

function instantiate(text: string, host: Record<string, WebAssembly.ImportValue>) {
  const binary = wabt.parseWat('test.wat', `(module ${text})`, {}).toBinary({}).buffer;
  const module = new WebAssembly.Module(new Uint8Array(binary));
  return new WebAssembly.Instance(module, { host }).exports as Record<string, CallableFunction>;
}

const CALL = `
  (import "host" "f" (func $f (param i32 i64) (result i32)))
  (func (export "call") (param i32 i64) (result i32) (call $f (local.get 0) (local.get 1)))`;

test('the chosen function gets the arguments, and may suspend the stack', async () => {
  const { chosen } = instantiate(
    `(import "host" "wait" (func $wait (param i32) (result i32)))
     (func (export "chosen") (param i32 i64) (result i32)
       (i32.add (call $wait (local.get 0)) (i32.wrap_i64 (local.get 1))))`,
    { wait: suspendable(async (seconds: number) => seconds * 100) },
  );
  const asked: WasmValue[][] = [];
  const f = delegate({
    parameters: ['i32', 'i64'],
    choose: (...args) => {
      asked.push(args);
      return chosen as CallableFunction;
    },
  });
  const { call } = instantiate(CALL, { f });
  assert.equal(await callSuspendable(call as CallableFunction, 7, 5n), 705);
  assert.deepEqual(asked, [[7, 5n]]);
});

test('instead of a function a result can be given', () => {
  const f = delegate({ parameters: ['i32', 'i64'], choose: () => 28 });
  const { call } = instantiate(CALL, { f });
  assert.equal((call as CallableFunction)(1, 2n), 28);
});

test('what is thrown while choosing goes to the caller', () => {
  const f = delegate({
    parameters: ['i32', 'i64'],
    choose: () => {
      throw new RangeError('too far');
    },
  });
  const { call } = instantiate(CALL, { f });
  assert.throws(() => (call as CallableFunction)(1, 2n), /too far/);
});
