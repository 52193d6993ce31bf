import {
  type BinaryReader,
  External,
  MalformedModule,
  Section,
  sectionsOf,
} from './binaryReader.ts';

/** The limits of a memory, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly initial: number;
  readonly maximum: number | undefined;
  readonly isShared: boolean;
}

/**
 * The limits that a module declares for the memory it imports; the JavaScript
 * API does not tell them, and a memory that does not fit is refused.
 *
 * @param binary a valid WebAssembly module.
 * @returns undefined when the module imports no memory.
 */
export function importedMemoryLimits(binary: Uint8Array): MemoryLimits | undefined {
  const imports = sectionsOf(binary).get(Section.imports);
  if (imports === undefined) return undefined;
  const limits = imports.vector(() => {
    // The names of a module and of what is imported from it.
    imports.part();
    imports.part();
    return readImport(imports);
  });
  return limits.find(each => each !== undefined);
}

function readImport(reader: BinaryReader): MemoryLimits | undefined {
  const kind = reader.byte();
  switch (kind) {
    case External.function:
      reader.unsigned();
      return undefined;
    case External.table:
      reader.byte();
      readLimits(reader);
      return undefined;
    case External.memory:
      return readLimits(reader);
    case External.global:
      reader.skip(2);
      return undefined;
    case External.tag:
      reader.byte();
      reader.unsigned();
      return undefined;
    default:
      throw new MalformedModule(`it imports something of an unknown kind (${kind})`);
  }
}

function readLimits(reader: BinaryReader): MemoryLimits {
  const flags = reader.byte();
  const initial = reader.unsigned();
  const maximum = (flags & 1) !== 0 ? reader.unsigned() : undefined;
  return { initial, maximum, isShared: (flags & 2) !== 0 };
}
