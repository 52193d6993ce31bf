import { BinaryReader, External, MalformedModule, Section } from '../../runtime/binaryReader.ts';
import { SYMBOLS_SECTION } from '../../runtime/linking/programSymbols.ts';
import { leb, name, signedLeb, vector } from '../../runtime/moduleBytes.ts';

/** A section of a module: its number and its content. */
interface RawSection {
  readonly id: number;
  readonly content: Uint8Array;
}

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

const CUSTOM = 0;
const HEADER_SIZE = 8;
const END = 0x0b;
const I32_CONST = 0x41;
/** Of a table: the type of its elements, and limits without a maximum. */
const FUNCTIONS = 0x70;
const UNBOUNDED = 0x00;

/**
 * Takes exports out of a program, puts the functions among them into its table, and lists all in a
 * custom section, as `ProgramSymbols` has it.
 *
 * @param binary a program whose table and globals are its own, as wasm-ld links it.
 * @param kept the exports that stay, by name; tags, tables and memories stay as well.
 * @throws MalformedModule
 */
export function moveExports(binary: Uint8Array, kept: ReadonlySet<string>): Uint8Array {
  const sections = readSections(binary);
  const contentOf = (id: number): BinaryReader => {
    const found = sections.find(section => section.id === id);
    if (found === undefined) throw new MalformedModule(`it has no section ${id}`);
    return new BinaryReader(found.content);
  };
  const exported = readExports(contentOf(Section.exports));
  const isMoved = ({ name, kind }: Export): boolean =>
    !kept.has(name) && (kind === External.function || kind === External.global);
  const moved = exported.filter(isMoved);
  const values = readGlobals(contentOf(Section.globals));
  // The stack comes before all other data (`--stack-first`): what is below is no address.
  const threadLocalSize = values[sizeOfThreadLocals(exported)] as number;
  const minimum = readTable(contentOf(Section.tables));
  const slots = readElements(contentOf(Section.elements));
  const added: number[] = [];
  for (const { index } of moved.filter(({ kind }) => kind === External.function)) {
    if (slots.has(index)) continue;
    slots.set(index, minimum + added.length);
    added.push(index);
  }
  const functions = new Map<string, number>();
  const data = new Map<string, number>();
  const threadLocals = new Map<string, number>();
  for (const each of moved) {
    if (each.kind === External.function) {
      functions.set(each.name, slots.get(each.index) as number);
    } else {
      const value = values[each.index] as number;
      (value < threadLocalSize ? threadLocals : data).set(each.name, value);
    }
  }
  const replaced = new Map<number, (content: Uint8Array) => Iterable<number>>([
    [Section.exports, () => vector(exported.filter(each => !isMoved(each)).map(writeExport))],
    [Section.tables, () => vector([[FUNCTIONS, UNBOUNDED, ...leb(minimum + added.length)]])],
    [Section.elements, content => withElements(content, minimum, added)],
  ]);
  return join([
    binary.subarray(0, HEADER_SIZE),
    ...sections.map(({ id, content }) => writeSection(id, replaced.get(id)?.(content) ?? content)),
    writeSection(CUSTOM, [
      ...name(SYMBOLS_SECTION),
      ...[functions, data, threadLocals].flatMap(names =>
        vector([...names].map(([each, value]) => [...name(each), ...leb(value)])),
      ),
    ]),
  ]);
}

function readSections(binary: Uint8Array): RawSection[] {
  const sections: RawSection[] = [];
  let offset = HEADER_SIZE;
  while (offset < binary.length) {
    const reader = new BinaryReader(binary, offset);
    const id = reader.byte();
    const size = reader.unsigned();
    const start = reader.offset;
    reader.skip(size);
    offset = start + size;
    sections.push({ id, content: binary.subarray(start, offset) });
  }
  return sections;
}

function readExports(reader: BinaryReader): Export[] {
  return reader.vector(() => ({
    name: reader.name(),
    kind: reader.byte(),
    index: reader.unsigned(),
  }));
}

/** The index of the global that tells how many bytes each thread has of variables of its own. */
function sizeOfThreadLocals(exported: readonly Export[]): number {
  const found = exported.find(({ name }) => name === '__tls_size');
  if (found === undefined) throw new MalformedModule('it does not export __tls_size');
  return found.index;
}

function writeExport({ name: exported, kind, index }: Export): number[] {
  return [...name(exported), kind, ...leb(index)];
}

/** The values of globals, which wasm-ld makes constants of 32 bits. */
function readGlobals(reader: BinaryReader): number[] {
  return reader.vector(() => {
    reader.skip(2);
    const opcode = reader.byte();
    if (opcode !== I32_CONST) throw new MalformedModule(`a global begins with opcode ${opcode}`);
    const value = reader.signed() >>> 0;
    if (reader.byte() !== END) throw new MalformedModule('a global is no constant');
    return value;
  });
}

/** How many slots the only table begins with. */
function readTable(reader: BinaryReader): number {
  if (reader.unsigned() !== 1 || reader.byte() !== FUNCTIONS) {
    throw new MalformedModule('it has other tables than one of functions');
  }
  if (reader.byte() !== UNBOUNDED) {
    throw new MalformedModule('its table does not grow: --growable-table');
  }
  return reader.unsigned();
}

/** The first slot of each function, by its index. */
function readElements(reader: BinaryReader): Map<number, number> {
  const slots = new Map<number, number>();
  reader.vector(() => {
    const isPlain = reader.unsigned() === 0 && reader.byte() === I32_CONST;
    if (!isPlain) throw new MalformedModule('it has elements of another kind than active ones');
    let slot = reader.signed();
    reader.skip(1);
    reader.vector(() => {
      const index = reader.unsigned();
      if (!slots.has(index)) slots.set(index, slot);
      slot++;
    });
  });
  return slots;
}

function withElements(content: Uint8Array, slot: number, functions: readonly number[]): number[] {
  const reader = new BinaryReader(content);
  const segments = reader.unsigned();
  const added = [0x00, I32_CONST, ...signedLeb(slot), END, ...vector(functions.map(leb))];
  return [...leb(segments + 1), ...content.subarray(reader.offset), ...added];
}

function writeSection(id: number, content: Iterable<number>): Uint8Array {
  const bytes = Uint8Array.from(content);
  return join([Uint8Array.from([id, ...leb(bytes.length)]), bytes]);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
