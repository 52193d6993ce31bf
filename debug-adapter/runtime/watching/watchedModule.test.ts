import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type BinaryReader, MalformedModule, Section, sectionsOf } from '../binaryReader.ts';
import { functionBody, functionType, leb, moduleOf, name, section } from '../moduleBytes.ts';
import { instructionsOf, Opcode } from './instructions.ts';
import { readPythonLayout } from './pythonLayout.ts';
import { MOST_WORDS, WATCH, watchedModule } from './watchedModule.ts';

const DISTRIBUTIONS = path.resolve(import.meta.dirname, '../../../dist/python');

/** The code of each function that a module has. */
function bodiesOf(binary: Uint8Array): BinaryReader[] {
  const code = sectionsOf(binary).get(Section.code) as BinaryReader;
  return code.vector(() => code.part());
}

/** The operands of the instructions with an opcode. */
function operandsOf(bodies: readonly BinaryReader[], wanted: number): (number | undefined)[] {
  return bodies.flatMap(body =>
    [...instructionsOf(body)]
      .filter(({ opcode }) => opcode === wanted)
      .map(({ operand }) => operand),
  );
}

for (const version of fs.readdirSync(DISTRIBUTIONS)) {
  describe(`Python ${version}`, () => {
    const file = path.join(DISTRIBUTIONS, version, 'python.wasm');
    const binary = new Uint8Array(fs.readFileSync(file));
    const { frame } = readPythonLayout(binary);

    test('the instructions of all functions are read to their ends', () => {
      let count = 0;
      for (const body of bodiesOf(binary)) {
        let last = -1;
        for (const { opcode } of instructionsOf(body)) {
          last = opcode;
          count++;
        }
        assert.equal(last, 0x0b, 'A function ends with an `end`.');
      }
      assert.ok(count > 1_000_000, `${count}`);
    });

    test('a watched copy can be compiled, and differs in what is watched alone', () => {
      const watched = watchedModule(binary, frame);
      const exports = WebAssembly.Module.exports(new WebAssembly.Module(watched));
      const added = exports.filter(each => each.name.startsWith('wasix_watch_'));
      assert.equal(added.length, Object.keys(WATCH).length - 2 + 2 * MOST_WORDS);
      const [before, after] = [bodiesOf(binary), bodiesOf(watched)];
      assert.equal(after.length, before.length + 3);
      const stores = (bodies: BinaryReader[]): number =>
        operandsOf(bodies, Opcode.i32Store).filter(at => at === frame.instructionPointer).length;
      // One for each instruction of Python's, and one in the function that is called instead.
      const replaced = stores(bodiesOf(binary)) - stores(bodiesOf(watched)) + 1;
      assert.ok(replaced > 200, `${replaced}`);
      for (const id of [Section.imports, Section.elements, 11]) {
        assert.deepEqual(bytesOf(watched, id), bytesOf(binary, id), `section ${id}`);
      }
    });
  });
}

test('a module that is no CPython is refused', () => {
  const module = moduleOf(
    section(1, functionType([], [])),
    section(3, leb(0)),
    section(7, [...name('_start'), 0x00, ...leb(0)]),
    section(10, functionBody([], [])),
  );
  assert.throws(() => readPythonLayout(module), MalformedModule);
  assert.throws(() => watchedModule(module, { instructionPointer: 28 }), MalformedModule);
});

/** What is in a section. */
function bytesOf(binary: Uint8Array, id: number): Uint8Array {
  const reader = sectionsOf(binary).get(id) as BinaryReader;
  const start = reader.offset;
  while (!reader.isAtEnd) reader.skip(1);
  return binary.subarray(start, reader.offset);
}
