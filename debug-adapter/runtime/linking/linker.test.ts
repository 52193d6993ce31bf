/** The linker, with small modules in WebAssembly's text format; those that compilers make are tested with Python. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Linked, PART_FILE, PROGRAM, sideModule, type Told } from './test/linked.ts';

const CALLS_TWICE = sideModule(
  {},
  `(module
    (import "env" "twice" (func $twice (param i32) (result i32)))
    (func (export "fourfold") (param i32) (result i32) (call $twice (call $twice (local.get 0)))))`,
);

test('a module calls the program', () => {
  const linked = new Linked({ 'a.so': CALLS_TWICE });
  assert.equal(linked.call(linked.open('/a.so'), 'fourfold', 3), 12);
});

test('a module that is opened again is the same', () => {
  const linked = new Linked({ 'a.so': CALLS_TWICE });
  assert.equal(linked.open('/a.so'), linked.open('/dev/../a.so'));
});

test('data is put into memory of its own, and found by its address', () => {
  const text = `(module
    (import "env" "memory" (memory 0))
    (import "env" "__memory_base" (global $base i32))
    (import "GOT.mem" "datum" (global $datum (mut i32)))
    (global (export "own") i32 (i32.const 4))
    (data (global.get $base) "\\01\\00\\00\\00\\02\\00\\00\\00")
    (func (export "others") (result i32) (global.get $datum)))`;
  const linked = new Linked({ 'a.so': sideModule({ memory: [8, 4] }, text) });
  const handle = linked.open('/a.so');
  const address = linked.linker.symbol(handle, 'own', 1);
  assert.equal(address % 16, 4);
  assert.equal(new DataView(linked.memory.buffer).getInt32(address, true), 2);
  assert.equal(linked.call(handle, 'others'), 2048);
});

test('a pointer to a function is the same for all', () => {
  const text = `(module
    (import "GOT.func" "twice" (global $twice (mut i32)))
    (func (export "pointer") (result i32) (global.get $twice)))`;
  const linked = new Linked({ 'a.so': sideModule({}, text), 'b.so': sideModule({}, text) });
  const [a, b] = [linked.open('/a.so'), linked.open('/b.so')];
  assert.equal(linked.call(a, 'pointer'), linked.call(b, 'pointer'));
  assert.equal(linked.call(a, 'pointer'), linked.linker.symbol(0, 'twice', 1));
});

const LIBRARY = sideModule({}, '(module (func (export "ten") (result i32) (i32.const 10)))');
const NEEDS_LIBRARY = `(module
  (import "env" "ten" (func $ten (result i32)))
  (func (export "eleven") (result i32) (i32.add (call $ten) (i32.const 1))))`;

test('a needed library is found beside the module, and known by nobody else', () => {
  const module = sideModule(
    { needed: ['libten.so', 'libc.so'], runtimePaths: ['$ORIGIN/libs'] },
    NEEDS_LIBRARY,
  );
  const linked = new Linked({
    'libs/libten.so': LIBRARY,
    'a.so': module,
    'b.so': sideModule({}, NEEDS_LIBRARY),
  });
  assert.equal(linked.call(linked.open('/a.so'), 'eleven'), 11);
  assert.throws(() => linked.open('/b.so'), /undefined symbol: ten/);
  const without = new Linked({ 'a.so': module });
  assert.throws(() => without.open('/a.so'), /libten\.so, which \/a\.so needs, is not there/);
});

test('modules that need one another', () => {
  const text = (own: string, other: string): string => `(module
    (import "env" "${other}" (func $other (param i32) (result i32)))
    (func (export "${own}") (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0))
        (then (i32.const 7))
        (else (call $other (i32.sub (local.get 0) (i32.const 1)))))))`;
  const told = (needed: string): Told => ({ needed: [needed], runtimePaths: ['/'] });
  const linked = new Linked({
    'a.so': sideModule(told('b.so'), text('even', 'odd')),
    'b.so': sideModule(told('a.so'), text('odd', 'even')),
  });
  assert.equal(linked.call(linked.open('/a.so'), 'even', 5), 7);
});

test('what a module defines is for others only where it is global, or needed', () => {
  const linked = new Linked({ 'libten.so': LIBRARY, 'a.so': sideModule({}, NEEDS_LIBRARY) });
  linked.open('/libten.so');
  assert.throws(() => linked.open('/a.so'), /undefined symbol: ten \(a function\), which \/a\.so/);
  linked.open('/libten.so', 0x102);
  assert.equal(linked.call(linked.open('/a.so'), 'eleven'), 11);
});

test('a function that a module can do without', () => {
  const text = `(module
    (import "env" "nothing" (func $nothing))
    (import "GOT.func" "nothing" (global $pointer (mut i32)))
    (func (export "call") (call $nothing))
    (func (export "pointer") (result i32) (global.get $pointer)))`;
  const linked = new Linked({ 'a.so': sideModule({ weakImports: ['nothing'] }, text) });
  const handle = linked.open('/a.so');
  assert.equal(linked.call(handle, 'pointer'), 0);
  assert.throws(() => linked.call(handle, 'call'), WebAssembly.RuntimeError);
});

describe('a part of the program that is in a file of its own', () => {
  const part = sideModule(
    {},
    '(module (func (export "thrice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))',
  );
  const user = sideModule(
    {},
    `(module
      (import "env" "thrice" (func $thrice (param i32) (result i32)))
      (func (export "use") (param i32) (result i32) (call $thrice (local.get 0))))`,
  );

  test('is loaded for a module that wants a name which nobody else has, and once', () => {
    const linked = new Linked({ 'part.so': part, 'a.so': user, 'b.so': user });
    const [first, second] = [linked.open('/a.so'), linked.open('/b.so')];
    assert.equal(linked.call(first, 'use', 7), 21);
    assert.equal(linked.call(second, 'use', 8), 24);
    // The part's own handle is between theirs.
    assert.equal(linked.open(PART_FILE), first - 1);
    assert.equal(second, first + 1);
  });

  test('is not loaded for others, nor when it does not help', () => {
    const damaged = new Uint8Array([1, 2, 3]);
    const linked = new Linked({ 'part.so': damaged, 'a.so': CALLS_TWICE, 'b.so': user });
    linked.open('/a.so');
    assert.throws(() => linked.open('/b.so'), /part\.so is not a WebAssembly module/);
    const without = new Linked({ 'b.so': user });
    assert.throws(() => without.open('/b.so'), /undefined symbol: thrice/);
  });
});

test('the types of functions by pointers to them', () => {
  const text = `(module
    (import "env" "__indirect_function_table" (table 0 funcref))
    (import "env" "__table_base" (global $base i32))
    (elem (global.get $base) $hidden $shown)
    (func $hidden (param i64) (result f64) (f64.const 0))
    (func $shown (export "shown") (param i32 i32))
    (func (export "unlisted") (param f32)))`;
  const linked = new Linked({ 'a.so': sideModule({ table: 2 }, text) });
  const handle = linked.open('/a.so');
  const shown = linked.linker.symbol(handle, 'shown', 1);
  const unlisted = linked.linker.symbol(handle, 'unlisted', 1);
  assert.deepEqual(linked.linker.typeOf(shown), { parameters: [0x7f, 0x7f], results: [] });
  assert.deepEqual(linked.linker.typeOf(shown - 1), { parameters: [0x7e], results: [0x7c] });
  assert.deepEqual(linked.linker.typeOf(unlisted), { parameters: [0x7d], results: [] });
  // The program's own.
  assert.deepEqual(linked.linker.typeOf(1), { parameters: [0x7f], results: [0x7f] });
  assert.equal(linked.linker.typeOf(0), undefined);
});

const REFUSED: readonly (readonly [what: string, Uint8Array, RegExp])[] = [
  ['a library of Linux', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), /is compiled for Linux/],
  ['a text', new TextEncoder().encode('import x'), /is not a WebAssembly module/],
  ['a program', PROGRAM, /is a program, not a side module/],
  ['half a module', CALLS_TWICE.subarray(0, CALLS_TWICE.length - 9), /is damaged/],
  [
    'a module of another C library',
    sideModule({}, '(module (import "env" "twice" (func (param i64) (result i32))))'),
    /is compiled for another C library or Python: .*twice/,
  ],
  [
    'a module of another host',
    sideModule({}, '(module (import "browser" "alert" (func)))'),
    /imports alert of browser, which this host does not have/,
  ],
  [
    'more memory than there is',
    sideModule({ memory: [0xffffffff, 0] }, '(module)'),
    /needs 4294967295 bytes of memory/,
  ],
  ['more functions than fit', sideModule({ table: 20_000_000 }, '(module)'), /20000000 functions/],
  [
    'an alignment beyond a page',
    sideModule({ memory: [1, 40] }, '(module)'),
    /is damaged: .* \(it is to be aligned to 2 to the power of 40\)/,
  ],
  [
    'a variable that is a function',
    sideModule({}, '(module (import "GOT.func" "datum" (global (mut i32))))'),
    /datum, which \/a\.so imports, is a function in one module/,
  ],
  [
    'data beyond its memory',
    sideModule(
      { memory: [1, 0] },
      '(module (import "env" "memory" (memory 0)) (data (i32.const 9999999) "x"))',
    ),
    // As V8 and SpiderMonkey say it.
    /is damaged: .* \((data segment|index out of bounds)/,
  ],
];

for (const [what, content, reason] of REFUSED) {
  test(`refuses ${what}, and links others`, () => {
    const linked = new Linked({ 'a.so': content, 'b.so': CALLS_TWICE });
    assert.throws(() => linked.open('/a.so'), reason);
    assert.equal(linked.call(linked.open('/b.so'), 'fourfold', 1), 4);
  });
}

test('refuses what is not there', () => {
  const linked = new Linked({ 'a.so': CALLS_TWICE });
  assert.throws(() => linked.open('/none.so'), /\/none\.so: there is no such file/);
  assert.throws(
    () => linked.open('/dev'),
    /\/dev cannot be read \(EISDIR\)|is not a WebAssembly module/,
  );
  assert.throws(() => linked.linker.symbol(linked.open('/a.so'), 'none', 1), /symbol: none/);
  assert.throws(() => linked.linker.symbol(9, 'none', 1), /9 is no handle/);
});
