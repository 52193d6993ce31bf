import assert from 'node:assert/strict';
import { test } from 'node:test';
import initializeWabt from 'wabt';
import { SupportModule } from './supportModule.ts';

const wabt = await initializeWabt();

function instantiate(text: string, imports: WebAssembly.Imports = {}): WebAssembly.Instance {
  const { buffer } = wabt.parseWat('test.wat', text, { exceptions: true }).toBinary({});
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(buffer)), imports);
}

test('tells functions without parameters and results from all others', () => {
  const { exports } = instantiate(`(module
    (table (export "table") 6 funcref)
    (elem (i32.const 1) $none $parameter $result)
    (func $none)
    (func $parameter (param i32))
    (func $result (result i32) (i32.const 0)))`);
  const support = SupportModule.of(exports.table as WebAssembly.Table);
  const answers = [0, 1, 2, 3, 4, 5, 6, -1].map(index => support.isEntrypoint(index));
  assert.deepEqual(answers, [false, true, false, false, false, false, false, false]);
});

test('WebAssembly cannot catch the trap, and can catch any error of JavaScript', () => {
  const { exports: table } = instantiate('(module (table (export "table") 1 funcref))');
  const support = SupportModule.of(table.table as WebAssembly.Table);
  let thrown: unknown;
  const { exports } = instantiate(
    `(module
      (import "host" "throw" (func $throw))
      (func (export "catches") (result i32)
        (try (result i32)
          (do (call $throw) (i32.const 0))
          (catch_all (i32.const 1)))))`,
    {
      host: {
        throw: () => {
          throw thrown;
        },
      },
    },
  );
  const catches = exports.catches as () => number;
  thrown = new WebAssembly.RuntimeError('made by JavaScript');
  assert.equal(catches(), 1);
  thrown = support.makeTrap('the reason');
  assert.throws(catches, { name: 'RuntimeError', message: 'the reason' });
});
