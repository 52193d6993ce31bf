/** Functions that are made while a program runs. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import initializeWabt from 'wabt';
import { Closures } from './closures.ts';
import { FunctionTable } from './functionTable.ts';

const wabt = await initializeWabt();

const [I32, I64, F32, F64] = [0x7f, 0x7e, 0x7d, 0x7c];

/** A stack's end. */
const STACK = 4096;

/** Backing functions in slots 1 and 2; closures are called by their slots. */
const PROGRAM = `(module
  (import "e" "memory" (memory 1 65536 shared))
  (table (export "table") 3 funcref)
  (global (export "stack") (mut i32) (i32.const ${STACK}))
  (elem (i32.const 1) $add $nest)
  (type $inner (func (param i32) (result i32)))
  ;; The sum of an i32, an i64, an f32 and an f64, and of the data, as an f64.
  (func $add (param $values i32) (param $results i32) (param $data i32)
    (f64.store (local.get $results)
      (f64.add
        (f64.add (f64.convert_i32_s (i32.load (local.get $values)))
                 (f64.convert_i64_s (i64.load offset=4 (local.get $values))))
        (f64.add (f64.add (f64.promote_f32 (f32.load offset=12 (local.get $values)))
                          (f64.load offset=16 (local.get $values)))
                 (f64.convert_i32_s (local.get $data))))))
  ;; n + n - 1 + ... + 0, by calling the closure, whose slot the data is, in turn.
  (func $nest (param $values i32) (param $results i32) (param $data i32)
    (if (i32.load (local.get $values))
      (then (i32.store (local.get $results)
        (i32.add (i32.load (local.get $values))
          (call_indirect (type $inner)
            (i32.sub (i32.load (local.get $values)) (i32.const 1)) (local.get $data)))))
      (else (i32.store (local.get $results) (i32.const 0))))))`;

function makeClosures(): {
  closures: Closures;
  table: WebAssembly.Table;
  stack: WebAssembly.Global;
} {
  const binary = wabt.parseWat('test.wat', PROGRAM, { threads: true }).toBinary({}).buffer;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  const module = new WebAssembly.Module(new Uint8Array(binary));
  const { exports } = new WebAssembly.Instance(module, { e: { memory } });
  const table = exports.table as WebAssembly.Table;
  const stack = exports.stack as WebAssembly.Global;
  const program = { memory, stackPointer: stack, table: new FunctionTable(table) };
  return { closures: new Closures(program), table, stack };
}

describe('closures', () => {
  test('pass values of all kinds on, and the data', () => {
    const { closures, table, stack } = makeClosures();
    const slot = closures.allocate() as number;
    const type = { parameters: [I32, I64, F32, F64], results: [F64] };
    assert.ok(closures.prepare(slot, type, 1, 1000));
    const closure = table.get(slot) as CallableFunction;
    assert.equal(closure(-1, 20n, 0.5, 300), 1319.5);
    assert.equal(stack.value, STACK);
    assert.deepEqual(closures.typeOf(slot), type);
  });

  test('are called while they are being called', () => {
    const { closures, table, stack } = makeClosures();
    const slot = closures.allocate() as number;
    assert.ok(closures.prepare(slot, { parameters: [I32], results: [I32] }, 2, slot));
    assert.equal((table.get(slot) as CallableFunction)(10), 55);
    assert.equal(stack.value, STACK);
  });

  test('give their slots back', () => {
    const { closures, table } = makeClosures();
    const slot = closures.allocate() as number;
    assert.ok(closures.prepare(slot, { parameters: [], results: [] }, 1, 0));
    assert.ok(closures.free(slot));
    assert.equal(table.get(slot), null);
    assert.equal(closures.typeOf(slot), undefined);
    assert.equal(closures.free(slot), false);
    assert.equal(closures.allocate(), slot);
  });

  test('are made in slots of theirs, of numbers, only', () => {
    const { closures, table } = makeClosures();
    const type = { parameters: [], results: [] };
    assert.equal(closures.prepare(1, type, 2, 0), false);
    assert.equal(closures.free(1), false);
    assert.notEqual(table.get(1), null);
    const slot = closures.allocate() as number;
    assert.equal(closures.prepare(slot, { parameters: [0x70], results: [] }, 1, 0), false);
    const many = new Array<number>(1001).fill(I32);
    assert.equal(closures.prepare(slot, { parameters: many, results: [] }, 1, 0), false);
    assert.ok(closures.prepare(slot, { parameters: many.slice(1), results: [] }, 1, 0));
  });
});
