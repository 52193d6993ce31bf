import { type Limits, readImportDescription, Section, sectionsOf } from './binaryReader.ts';

/** As much as 32-bit addresses reach, in pages of 64 KiB. */
const MAXIMUM_PAGES = 65_536;

/**
 * The limits that a module declares for the memory it imports; the JavaScript
 * API does not tell them, and a memory that does not fit is refused.
 *
 * @param binary a valid WebAssembly module.
 * @returns undefined when the module imports no memory.
 */
export function importedMemoryLimits(binary: Uint8Array): Limits | undefined {
  const imports = sectionsOf(binary).get(Section.imports);
  if (imports === undefined) return undefined;
  const limits = imports.vector(() => {
    // The names of a module and of what is imported from it.
    imports.part();
    imports.part();
    return readImportDescription(imports).limits;
  });
  return limits.find(each => each !== undefined);
}

/** A memory within the limits that a module declares. */
export function makeMemory({
  initial,
  maximum = MAXIMUM_PAGES,
  isShared,
}: Limits): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial, maximum, shared: isShared });
}

/**
 * A memory as a module imports it.
 *
 * @param binary a valid WebAssembly module.
 * @returns undefined when the module imports no memory.
 */
export function makeImportedMemory(binary: Uint8Array): WebAssembly.Memory | undefined {
  const limits = importedMemoryLimits(binary);
  return limits && makeMemory(limits);
}
