import {
  BinaryReader,
  External,
  MalformedModule,
  readImportDescription,
  Section,
} from '../binaryReader.ts';
import { leb, section } from '../moduleBytes.ts';
import { instructionsOf } from './instructions.ts';

/** The numbers of sections that few modules have. */
export const MEMORIES = 5;
const TAGS = 13;

/** A part of a module that is replaced, by offsets in it. */
export interface Replacement {
  readonly begin: number;
  readonly end: number;
  readonly bytes: readonly number[];
}

interface FoundSection {
  readonly id: number;
  /** Where it begins, with its number and length. */
  readonly begin: number;
  /** Where its content begins and ends. */
  readonly start: number;
  readonly end: number;
}

type Bytes = Uint8Array | readonly number[];

/**
 * A copy of a module in which some functions are changed, and to which more is added behind all that it has, so
 * that nothing gets another index.
 */
export class ChangedModule {
  readonly #binary: Uint8Array;
  readonly #sections: FoundSection[] = [];
  readonly #names = new Map<string, number>();
  /** How many of each kind are imported. */
  readonly #imported = [0, 0, 0, 0, 0];
  readonly #additions = new Map<number, number[][]>();
  readonly #replacements = new Map<number, Replacement[]>();

  /** @throws MalformedModule when it is none with code, or has a memory of its own. */
  constructor(binary: Uint8Array) {
    this.#binary = binary;
    this.#readSections();
    const imports = this.#read(Section.imports);
    imports.vector(() => {
      imports.name();
      imports.name();
      const { kind } = readImportDescription(imports);
      (this.#imported[kind] as number)++;
    });
  }

  /** The index of a function. @throws MalformedModule when none has that name. */
  named(name: string): number {
    const index = this.#names.get(name);
    if (index === undefined) throw new MalformedModule(`it has no function ${name}`);
    return index;
  }

  /** The code of a function, from the numbers of its locals on. */
  body(index: number): BinaryReader {
    const code = this.#read(Section.code);
    code.unsigned();
    for (let own = this.#imported[External.function] as number; own < index; own++) code.part();
    return code.part();
  }

  /** @returns the index that the next element gets which is added to a section. */
  next(id: number): number {
    const added = this.#additions.get(id)?.length ?? 0;
    const kind = KINDS[id];
    const imported = kind === undefined ? 0 : (this.#imported[kind] as number);
    return imported + this.#count(id) + added;
  }

  /** @returns the index of an element that is added. */
  add(id: number, element: number[]): number {
    const index = this.next(id);
    this.#additions.set(id, [...(this.#additions.get(id) ?? []), element]);
    return index;
  }

  /** @param replacements in their order, none of which overlaps another. */
  replace(index: number, replacements: Replacement[]): void {
    this.#replacements.set(index, replacements);
  }

  /** Has a function begin with other instructions. */
  begin(index: number, bytes: number[]): void {
    const [first] = instructionsOf(this.body(index));
    if (first === undefined) throw new MalformedModule('it has a function without an end');
    this.replace(index, [{ begin: first.begin, end: first.begin, bytes }]);
  }

  write(): Uint8Array<ArrayBuffer> {
    const parts: Bytes[] = [this.#binary.subarray(0, 8)];
    let hasMemories = false;
    for (const found of this.#sections) {
      // They come before tags and globals.
      if (!hasMemories && (found.id === TAGS || found.id >= Section.globals)) {
        hasMemories = true;
        parts.push(section(MEMORIES, ...(this.#additions.get(MEMORIES) ?? [])));
      }
      parts.push(...this.#write(found));
    }
    return joined(parts);
  }

  #readSections(): void {
    const reader = new BinaryReader(this.#binary);
    reader.skip(8);
    while (!reader.isAtEnd) {
      const begin = reader.offset;
      const id = reader.byte();
      const content = reader.part();
      if (id === MEMORIES) throw new MalformedModule('it has a memory of its own');
      this.#sections.push({ id, begin, start: content.offset, end: reader.offset });
      if (id === 0 && content.name() === 'name') this.#readNames(content);
    }
  }

  #readNames(reader: BinaryReader): void {
    while (!reader.isAtEnd) {
      const id = reader.byte();
      const names = reader.part();
      if (id !== FUNCTION_NAMES) continue;
      names.vector(() => {
        const index = names.unsigned();
        this.#names.set(names.name(), index);
      });
    }
  }

  #section(id: number): FoundSection | undefined {
    return this.#sections.find(each => each.id === id);
  }

  #read(id: number): BinaryReader {
    const found = this.#section(id);
    if (found === undefined) throw new MalformedModule('it has not all that a program has');
    return new BinaryReader(this.#binary, found.start, found.end);
  }

  /** How many elements a section has. */
  #count(id: number): number {
    return this.#section(id) === undefined ? 0 : this.#read(id).unsigned();
  }

  #write(found: FoundSection): Bytes[] {
    const added = this.#additions.get(found.id);
    if (added === undefined && found.id !== Section.code) {
      return [this.#binary.subarray(found.begin, found.end)];
    }
    const reader = new BinaryReader(this.#binary, found.start, found.end);
    const count = leb(reader.unsigned() + (added?.length ?? 0));
    const old =
      found.id === Section.code
        ? this.#changedCode(reader, found.end)
        : [this.#binary.subarray(reader.offset, found.end)];
    const content = [count, ...old, (added ?? []).flat()];
    return [[found.id, ...leb(lengthOf(content))], ...content];
  }

  #changedCode(reader: BinaryReader, end: number): Bytes[] {
    const parts: Bytes[] = [];
    let copied = reader.offset;
    for (let index = this.#imported[External.function] as number; !reader.isAtEnd; index++) {
      const begin = reader.offset;
      const body = reader.part();
      const replacements = this.#replacements.get(index);
      if (replacements === undefined) continue;
      const code = joined(this.#changed(body.offset, reader.offset, replacements));
      parts.push(this.#binary.subarray(copied, begin), leb(code.length), code);
      copied = reader.offset;
    }
    return [...parts, this.#binary.subarray(copied, end)];
  }

  #changed(begin: number, end: number, replacements: readonly Replacement[]): Bytes[] {
    const parts: Bytes[] = [];
    let copied = begin;
    for (const each of replacements) {
      parts.push(this.#binary.subarray(copied, each.begin), each.bytes);
      copied = each.end;
    }
    return [...parts, this.#binary.subarray(copied, end)];
  }
}

/** The part of the section of names that has those of functions. */
const FUNCTION_NAMES = 1;

/** What is imported of the same kind as what a section defines. */
const KINDS: Readonly<Record<number, number>> = {
  [Section.functions]: External.function,
  [Section.tables]: External.table,
  [MEMORIES]: External.memory,
  [Section.globals]: External.global,
};

function lengthOf(parts: readonly Bytes[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function joined(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(parts));
  let length = 0;
  for (const part of parts) {
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}
