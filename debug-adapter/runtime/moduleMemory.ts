/** The limits of a memory, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly initial: number;
  readonly maximum: number | undefined;
  readonly isShared: boolean;
}

const IMPORT_SECTION = 2;
const ImportKind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/**
 * The limits that a module declares for the memory it imports; the JavaScript
 * API does not tell them, and a memory that does not fit is refused.
 *
 * @param binary a valid WebAssembly module.
 * @returns undefined when the module imports no memory.
 */
export function importedMemoryLimits(binary: Uint8Array): MemoryLimits | undefined {
  const reader = new BinaryReader(binary);
  reader.skip(8);
  while (!reader.isAtEnd) {
    const section = reader.byte();
    const size = reader.unsigned();
    if (section !== IMPORT_SECTION) {
      reader.skip(size);
      continue;
    }
    for (let count = reader.unsigned(); count > 0; count--) {
      reader.skip(reader.unsigned());
      reader.skip(reader.unsigned());
      const limits = readImport(reader);
      if (limits !== undefined) return limits;
    }
    return undefined;
  }
  return undefined;
}

function readImport(reader: BinaryReader): MemoryLimits | undefined {
  const kind = reader.byte();
  switch (kind) {
    case ImportKind.function:
      reader.unsigned();
      return undefined;
    case ImportKind.table:
      reader.byte();
      readLimits(reader);
      return undefined;
    case ImportKind.memory:
      return readLimits(reader);
    case ImportKind.global:
      reader.skip(2);
      return undefined;
    case ImportKind.tag:
      reader.byte();
      reader.unsigned();
      return undefined;
    default:
      throw new Error(`the module imports something of an unknown kind (${kind})`);
  }
}

function readLimits(reader: BinaryReader): MemoryLimits {
  const flags = reader.byte();
  const initial = reader.unsigned();
  const maximum = (flags & 1) !== 0 ? reader.unsigned() : undefined;
  return { initial, maximum, isShared: (flags & 2) !== 0 };
}

/** Reads the numbers of WebAssembly's binary format. */
class BinaryReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  skip(count: number): void {
    this.#offset += count;
  }

  byte(): number {
    return this.#bytes[this.#offset++] as number;
  }

  /** LEB128. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
