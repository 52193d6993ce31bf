import { decodeText } from './text.ts';

/** A module, or a section of one, that is not what its own sizes say. */
export class MalformedModule extends Error {}

/** Reads the values of WebAssembly's binary format (its specification, chapter 5), and nothing beyond its end. */
export class BinaryReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #offset: number;

  /** @param bytes not of shared memory, where names are to be read. */
  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  /** Where it reads next. */
  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#end;
  }

  /** @throws MalformedModule when so many bytes are not there, as all that reads does. */
  skip(count: number): void {
    if (count > this.#end - this.#offset) {
      throw new MalformedModule(`it ends within something that begins at byte ${this.#offset}`);
    }
    this.#offset += count;
  }

  byte(): number {
    this.skip(1);
    return this.#bytes[this.#offset - 1] as number;
  }

  /** A number of at most 32 bits, in LEB128. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80 && value <= 0xffffffff) return value;
    }
    throw new MalformedModule(`a number that ends at byte ${this.#offset} is too long`);
  }

  /** A signed number of at most 32 bits, in LEB128. */
  signed(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        const unused = 32 - 7 - shift;
        return unused > 0 && (byte & 0x40) !== 0 ? value | (-1 << (shift + 7)) : value;
      }
    }
    throw new MalformedModule(`a number that ends at byte ${this.#offset} is too long`);
  }

  /** A text, in UTF-8, with its length before it. */
  name(): string {
    const length = this.unsigned();
    this.skip(length);
    return decodeText(this.#bytes.subarray(this.#offset - length, this.#offset));
  }

  /** The part with its length before it, which is skipped here. */
  part(): BinaryReader {
    const length = this.unsigned();
    const start = this.#offset;
    this.skip(length);
    return new BinaryReader(this.#bytes, start, this.#offset);
  }

  /** So many elements after their number. */
  vector<Element>(read: () => Element): Element[] {
    const elements: Element[] = [];
    // Not by an array of the size that is told, which may be any.
    for (let count = this.unsigned(); count > 0; count--) elements.push(read());
    return elements;
  }
}

/** The sections of a module by their numbers, but for the custom ones; a number that occurs again is left out. */
export function sectionsOf(binary: Uint8Array): Map<number, BinaryReader> {
  const sections = new Map<number, BinaryReader>();
  const reader = new BinaryReader(binary);
  reader.skip(8);
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const section = reader.part();
    if (id !== 0 && !sections.has(id)) sections.set(id, section);
  }
  return sections;
}

/** The numbers of a module's sections. */
export const Section = {
  types: 1,
  imports: 2,
  functions: 3,
  tables: 4,
  globals: 6,
  exports: 7,
  elements: 9,
  code: 10,
} as const;

/** The kinds of what modules import and export. */
export const External = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** The limits of a memory, in pages of 64 KiB, or of a table, in elements. */
export interface Limits {
  readonly initial: number;
  readonly maximum: number | undefined;
  readonly isShared: boolean;
}

/** What a module says of something that it imports, as far as anybody asks. */
export interface ImportDescription {
  readonly kind: number;
  /** The index of a function's type. */
  readonly type?: number;
  /** Of a memory. */
  readonly limits?: Limits;
}

/** Reads what stands behind the two names of an import. @throws MalformedModule */
export function readImportDescription(reader: BinaryReader): ImportDescription {
  const kind = reader.byte();
  switch (kind) {
    case External.function:
      return { kind, type: reader.unsigned() };
    case External.table:
      reader.skip(1);
      readLimits(reader);
      return { kind };
    case External.memory:
      return { kind, limits: readLimits(reader) };
    case External.global:
      reader.skip(2);
      return { kind };
    case External.tag:
      reader.skip(1);
      reader.unsigned();
      return { kind };
    default:
      throw new MalformedModule(`it imports something of an unknown kind (${kind})`);
  }
}

function readLimits(reader: BinaryReader): Limits {
  const flags = reader.byte();
  const initial = reader.unsigned();
  const maximum = (flags & 1) !== 0 ? reader.unsigned() : undefined;
  return { initial, maximum, isShared: (flags & 2) !== 0 };
}
