import {
  BinaryReader,
  External,
  MalformedModule,
  readImportDescription,
  Section,
} from '../binaryReader.ts';
import { functionBody, functionType, leb, name, section, signedLeb } from '../moduleBytes.ts';
import { instructionsOf, Opcode } from './instructions.ts';

/** What is watched in an interpreter, and where: names and layouts of CPython's. */
export interface WatchedPlaces {
  /** The offset of `instr_ptr` in `_PyInterpreterFrame`. */
  readonly instructionPointer: number;
}

/** What a watched module exports beside all else: see {@link watchedModule}. */
export const WATCH = {
  /** A table of {@link Hook}s, to be set before anything runs. */
  hooks: 'wasix_watch_hooks',
  /** A memory with a bit for each two bytes of the program's memory: no news when an instruction there begins. */
  quiet: 'wasix_watch_quiet',
  /** How many instructions have begun. */
  position: 'wasix_watch_position',
  /** The position at which the host is told in any case. */
  limit: 'wasix_watch_limit',
  /** Frames of which each instruction is told; 0 for none. */
  frame: 'wasix_watch_frame',
  caller: 'wasix_watch_caller',
} as const;

/** The functions that the host puts into the table, by their places. */
export const Hook = {
  /**
   * `(frame, instruction, previous)`: the addresses of a `_PyInterpreterFrame`, of the `_Py_CODEUNIT` that begins
   * in it, and of the one before that.
   */
  begin: 0,
  /** `(frame object)`: an exception comes out of the instruction that it is at. */
  raise: 1,
  /** `(code object)`: it is about to be freed. */
  free: 2,
} as const;

/** The functions of CPython that are watched. */
const EVALUATION = '_PyEval_EvalFrameDefault';
const TRACEBACK = 'PyTraceBack_Here';
const CODE_END = 'code_dealloc';

/** Pages of a memory with a bit for each two bytes of 4 GiB, of which none is there before it is written to. */
const QUIET_PAGES = 4096;

const [MEMORY_SECTION, TAG_SECTION] = [5, 13];
const [I32, F64, FUNCTION_REFERENCE] = [0x7f, 0x7c, 0x70];
const [VARIABLE, NO_LIMIT, END] = [0x01, 0x00, 0x0b];

/** Code, as bytes; see the specification's index of instructions. */
const op = {
  localGet: (index: number) => [0x20, ...leb(index)],
  localSet: (index: number) => [0x21, ...leb(index)],
  load: (offset: number) => [0x28, 0x02, ...leb(offset)],
  globalGet: (index: number) => [0x23, ...leb(index)],
  globalSet: (index: number) => [0x24, ...leb(index)],
  constant: (value: number) => [0x41, ...signedLeb(value)],
  call: (index: number) => [Opcode.call, ...leb(index)],
  callIndirect: (type: number, table: number) => [0x11, ...leb(type), ...leb(table)],
  store: (offset: number) => [Opcode.i32Store, 0x02, ...leb(offset)],
  /** A byte of a memory that is not the first. */
  loadByte: (memory: number) => [0x2d, 0x40, ...leb(memory), 0x00],
  if: [0x04, 0x40],
  end: [END],
  equalZero: [0x45],
  equal: [0x46],
  and: [0x71],
  or: [0x72],
  shiftRight: [0x76],
  one: [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
  infinity: [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f],
  zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  addDouble: [0xa0],
  greaterOrEqualDouble: [0x66],
} as const;

/** A part of a module that is replaced. */
interface Replacement {
  readonly begin: number;
  readonly end: number;
  readonly bytes: readonly number[];
}

/**
 * Makes a copy of an interpreter that is watched while it runs: its evaluation loop stores the address of each
 * instruction in the frame when that begins, and each of these stores becomes a call of a function that does
 * the same, counts, and asks the host where it wants to be asked. What is in memory and in the table of
 * functions is the same as without, and so is all that the program does.
 *
 * @param binary of a CPython with a section of names.
 * @throws MalformedModule when it is something else.
 */
export function watchedModule(binary: Uint8Array, places: WatchedPlaces): Uint8Array<ArrayBuffer> {
  return new WatchedModule(binary, places).write();
}

interface FoundSection {
  readonly id: number;
  /** Where it begins, with its number and length. */
  readonly begin: number;
  readonly content: BinaryReader;
  readonly start: number;
  readonly end: number;
}

class WatchedModule {
  readonly #binary: Uint8Array;
  readonly #places: WatchedPlaces;
  readonly #sections: FoundSection[] = [];
  readonly #names = new Map<string, number>();
  /** How many of each kind are imported. */
  readonly #imported = [0, 0, 0, 0, 0];
  readonly #parts: (Uint8Array | readonly number[])[] = [];

  constructor(binary: Uint8Array, places: WatchedPlaces) {
    this.#binary = binary;
    this.#places = places;
    this.#readSections();
    this.#readImports();
  }

  write(): Uint8Array<ArrayBuffer> {
    const types = this.#count(Section.types);
    const functions =
      (this.#imported[External.function] as number) + this.#count(Section.functions);
    const table = (this.#imported[External.table] as number) + this.#count(Section.tables);
    const memory = this.#imported[External.memory] as number;
    const global = (this.#imported[External.global] as number) + this.#count(Section.globals);
    const [position, limit, frame, caller] = [global, global + 1, global + 2, global + 3];
    const [begun, raised] = [functions, functions + 1];
    const [three, two, one, returning] = [types, types + 1, types + 2, types + 3];
    const pointer = this.#places.instructionPointer;
    const tell = (hook: number, type: number): number[] => [
      ...op.constant(hook),
      ...op.callIndirect(type, table),
    ];
    const additions = new Map<number, readonly number[][]>([
      [
        Section.types,
        [
          functionType([I32, I32, I32], []),
          functionType([I32, I32], []),
          functionType([I32], []),
          functionType([I32], [I32]),
        ],
      ],
      [Section.functions, [leb(two), leb(returning)]],
      [Section.tables, [[FUNCTION_REFERENCE, NO_LIMIT, ...leb(Object.keys(Hook).length)]]],
      [MEMORY_SECTION, [[NO_LIMIT, ...leb(QUIET_PAGES)]]],
      [
        Section.globals,
        [
          [F64, VARIABLE, ...op.zero, END],
          [F64, VARIABLE, ...op.infinity, END],
          [I32, VARIABLE, ...op.constant(0), END],
          [I32, VARIABLE, ...op.constant(0), END],
        ],
      ],
      [
        Section.exports,
        [
          [...name(WATCH.hooks), External.table, ...leb(table)],
          [...name(WATCH.quiet), External.memory, ...leb(memory)],
          [...name(WATCH.position), External.global, ...leb(position)],
          [...name(WATCH.limit), External.global, ...leb(limit)],
          [...name(WATCH.frame), External.global, ...leb(frame)],
          [...name(WATCH.caller), External.global, ...leb(caller)],
        ],
      ],
      [
        Section.code,
        [
          functionBody(
            [I32],
            [...op.localGet(0), ...op.load(pointer), ...op.localSet(2)],
            [...op.localGet(0), ...op.localGet(1), ...op.store(pointer)],
            [...op.globalGet(position), ...op.one, ...op.addDouble, ...op.globalSet(position)],
            // The bit of the instruction, of the byte for eight of them.
            [...op.localGet(1), ...op.constant(4), ...op.shiftRight, ...op.loadByte(memory)],
            [...op.localGet(1), ...op.constant(1), ...op.shiftRight],
            [...op.constant(7), ...op.and, ...op.shiftRight],
            [...op.constant(1), ...op.and, ...op.equalZero],
            [...op.localGet(0), ...op.globalGet(frame), ...op.equal, ...op.or],
            [...op.localGet(0), ...op.globalGet(caller), ...op.equal, ...op.or],
            [
              ...op.globalGet(position),
              ...op.globalGet(limit),
              ...op.greaterOrEqualDouble,
              ...op.or,
            ],
            [...op.if, ...op.localGet(0), ...op.localGet(1), ...op.localGet(2)],
            [...tell(Hook.begin, three), ...op.end],
          ),
          functionBody(
            [],
            [...op.localGet(0), ...tell(Hook.raise, one)],
            [...op.localGet(0), ...op.call(this.#named(TRACEBACK))],
          ),
        ],
      ],
    ]);
    const changes = new Map<number, readonly Replacement[]>([
      [this.#named(EVALUATION), this.#changesOfEvaluation(begun, raised)],
      [
        this.#named(CODE_END),
        [this.#atStart(CODE_END, [...op.localGet(0), ...tell(Hook.free, one)])],
      ],
    ]);
    this.#parts.push(this.#binary.subarray(0, 8));
    let hasMemory = false;
    for (const found of this.#sections) {
      // Memories come before tags and globals.
      if (!hasMemory && (found.id === TAG_SECTION || found.id >= Section.globals)) {
        hasMemory = true;
        this.#parts.push(section(MEMORY_SECTION, ...(additions.get(MEMORY_SECTION) as number[][])));
      }
      const added = additions.get(found.id);
      if (found.id === Section.code) this.#writeCode(found, added as number[][], changes);
      else if (added === undefined) this.#parts.push(this.#binary.subarray(found.begin, found.end));
      else this.#writeLonger(found, added);
    }
    return joined(this.#parts);
  }

  #readSections(): void {
    const reader = new BinaryReader(this.#binary);
    reader.skip(8);
    while (!reader.isAtEnd) {
      const begin = reader.offset;
      const id = reader.byte();
      const content = reader.part();
      const found = { id, begin, content, start: content.offset, end: reader.offset };
      if (id === MEMORY_SECTION) throw new MalformedModule('it has a memory of its own');
      this.#sections.push(found);
      if (id === 0 && content.name() === 'name') this.#readNames(content);
    }
  }

  #readNames(reader: BinaryReader): void {
    while (!reader.isAtEnd) {
      const id = reader.byte();
      const names = reader.part();
      // Those of functions.
      if (id === 1) names.vector(() => this.#readName(names));
    }
  }

  #readName(names: BinaryReader): void {
    const index = names.unsigned();
    this.#names.set(names.name(), index);
  }

  #readImports(): void {
    const { content } = this.#section(Section.imports);
    content.vector(() => {
      content.name();
      content.name();
      const { kind } = readImportDescription(content);
      (this.#imported[kind] as number)++;
    });
  }

  #section(id: number): FoundSection {
    const found = this.#sections.find(each => each.id === id);
    if (found === undefined) throw new MalformedModule('it is no CPython');
    return found;
  }

  /** How many elements a section has. */
  #count(id: number): number {
    const { start, end } = this.#section(id);
    return new BinaryReader(this.#binary, start, end).unsigned();
  }

  #named(wanted: string): number {
    const index = this.#names.get(wanted);
    if (index === undefined) throw new MalformedModule(`it has no function ${wanted}`);
    return index;
  }

  #body(index: number): BinaryReader {
    const { start, end } = this.#section(Section.code);
    const reader = new BinaryReader(this.#binary, start, end);
    reader.unsigned();
    for (let own = this.#imported[External.function] as number; own < index; own++) reader.part();
    return reader.part();
  }

  #changesOfEvaluation(begun: number, raised: number): Replacement[] {
    const changes: Replacement[] = [];
    const traceback = this.#named(TRACEBACK);
    for (const { opcode, operand, begin, end } of instructionsOf(
      this.#body(this.#named(EVALUATION)),
    )) {
      if (opcode === Opcode.i32Store && operand === this.#places.instructionPointer) {
        changes.push({ begin, end, bytes: op.call(begun) });
      } else if (opcode === Opcode.call && operand === traceback) {
        changes.push({ begin, end, bytes: op.call(raised) });
      }
    }
    return changes;
  }

  /** What is put before the first instruction of a function. */
  #atStart(wanted: string, bytes: number[]): Replacement {
    const [first] = instructionsOf(this.#body(this.#named(wanted)));
    if (first === undefined) throw new MalformedModule(`${wanted} is empty`);
    return { begin: first.begin, end: first.begin, bytes };
  }

  /** A section with more elements at its end. */
  #writeLonger({ id, start, end }: FoundSection, added: readonly number[][]): void {
    const reader = new BinaryReader(this.#binary, start, end);
    const count = leb(reader.unsigned() + added.length);
    const old = this.#binary.subarray(reader.offset, end);
    const more = added.flat();
    this.#parts.push([id, ...leb(count.length + old.length + more.length), ...count], old, more);
  }

  #writeCode(
    { id, start, end }: FoundSection,
    added: readonly number[][],
    changes: ReadonlyMap<number, readonly Replacement[]>,
  ): void {
    const reader = new BinaryReader(this.#binary, start, end);
    const count = leb(reader.unsigned() + added.length);
    const parts: (Uint8Array | readonly number[])[] = [];
    let copied = reader.offset;
    for (let index = this.#imported[External.function] as number; !reader.isAtEnd; index++) {
      const begin = reader.offset;
      const body = reader.part();
      const changed = changes.get(index);
      if (changed === undefined) continue;
      const code = this.#changed(body.offset, reader.offset, changed);
      parts.push(this.#binary.subarray(copied, begin), leb(code.length), code);
      copied = reader.offset;
    }
    parts.push(this.#binary.subarray(copied, end), added.flat());
    const length = parts.reduce((sum, part) => sum + part.length, count.length);
    this.#parts.push([id, ...leb(length), ...count], ...parts);
  }

  #changed(begin: number, end: number, changes: readonly Replacement[]): Uint8Array {
    const parts: (Uint8Array | readonly number[])[] = [];
    let copied = begin;
    for (const change of changes) {
      parts.push(this.#binary.subarray(copied, change.begin), change.bytes);
      copied = change.end;
    }
    parts.push(this.#binary.subarray(copied, end));
    return joined(parts);
  }
}

function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}
