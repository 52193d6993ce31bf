import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import initializeWabt from 'wabt';
import { DynamicCalls } from './dynamicCalls.ts';
import { FunctionTable } from './functionTable.ts';
import type { FunctionType } from './moduleFunctions.ts';

const wabt = await initializeWabt();

const [I32, I64, F32, F64] = [0x7f, 0x7e, 0x7d, 0x7c];

/** Functions in slots 1, 2 and 3. */
const PROGRAM = `(module
  (memory (export "memory") 1)
  (table (export "table") 4 funcref)
  (elem (i32.const 1) $sum $swap $nothing)
  (func $sum (param i32 i64 f32 f64) (result f64)
    (f64.add
      (f64.add (f64.convert_i32_s (local.get 0)) (f64.convert_i64_s (local.get 1)))
      (f64.add (f64.promote_f32 (local.get 2)) (local.get 3))))
  (func $swap (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
  (func $nothing))`;

const SUM: FunctionType = { parameters: [I32, I64, F32, F64], results: [F64] };
const SWAP: FunctionType = { parameters: [I32, I64], results: [I64, I32] };

/** Where values and results are. */
const [VALUES, RESULTS] = [100, 201];

function make(): { calls: DynamicCalls; view: DataView } {
  const binary = wabt.parseWat('test.wat', PROGRAM, { multi_value: true }).toBinary({}).buffer;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(binary)));
  const memory = exports.memory as WebAssembly.Memory;
  const table = new FunctionTable(exports.table as WebAssembly.Table);
  return { calls: new DynamicCalls(memory, table), view: new DataView(memory.buffer) };
}

function call(calls: DynamicCalls, slot: number, type: FunctionType, values = 24, results = 16) {
  const caller = calls.callerOf(type, { values, results }) as CallableFunction;
  assert.equal(caller(slot, VALUES, values, RESULTS, results, 0), 0);
}

describe('calls by values in memory', () => {
  test('of all types, which lie without gaps', () => {
    const { calls, view } = make();
    view.setInt32(VALUES, -1, true);
    view.setBigInt64(VALUES + 4, 20n, true);
    view.setFloat32(VALUES + 12, 0.5, true);
    view.setFloat64(VALUES + 16, 300, true);
    call(calls, 1, SUM);
    assert.equal(view.getFloat64(RESULTS, true), 319.5);
  });

  test('with several results, and with none', () => {
    const { calls, view } = make();
    view.setInt32(VALUES, 7, true);
    view.setBigInt64(VALUES + 4, -9n, true);
    call(calls, 2, SWAP);
    assert.equal(view.getBigInt64(RESULTS, true), -9n);
    assert.equal(view.getInt32(RESULTS + 8, true), 7);
    call(calls, 3, { parameters: [], results: [] }, 0, 0);
  });

  test('what there is no room for is 0, or lost', () => {
    const { calls, view } = make();
    view.setInt32(VALUES, 7, true);
    view.setBigInt64(VALUES + 4, -9n, true);
    view.setInt32(RESULTS + 8, 1234, true);
    call(calls, 2, SWAP, 8, 8);
    assert.equal(view.getBigInt64(RESULTS, true), 0n);
    assert.equal(view.getInt32(RESULTS + 8, true), 1234);
  });

  test('of references there are none; one caller serves a type', () => {
    const { calls } = make();
    const room = { values: 100, results: 100 };
    assert.equal(calls.callerOf({ parameters: [0x70], results: [] }, room), undefined);
    assert.equal(calls.callerOf(SUM, room), calls.callerOf(SUM, { values: 24, results: 8 }));
  });
});
