import {
  type BinaryReader,
  External,
  MalformedModule,
  Section,
  sectionsOf,
} from '../binaryReader.ts';

/** Parameters and results, as the bytes that stand for their types. */
export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

const FUNCTION_TYPE = 0x60;
/** The types that take one byte: numbers, vectors, and references to any function or host value. */
const PLAIN_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f]);
const I32_CONST = 0x41;
const GLOBAL_GET = 0x23;
const END = 0x0b;

/**
 * The types of the functions that a module imports from `env`, by name; JavaScript does not tell them.
 *
 * @param binary a module that the engine has compiled.
 * @throws MalformedModule when it has types that compilers of C, C++ and Rust do not make.
 */
export function importedFunctionTypes(binary: Uint8Array): Map<string, FunctionType> {
  const sections = sectionsOf(binary);
  const types = readTypes(sections.get(Section.types));
  const found = new Map<string, FunctionType>();
  const reader = sections.get(Section.imports);
  reader?.vector(() => {
    const [module, name] = [reader.name(), reader.name()];
    const type = readImport(reader);
    if (type !== undefined && module === 'env') found.set(name, types[type] as FunctionType);
  });
  return found;
}

function readTypes(reader: BinaryReader | undefined): FunctionType[] {
  if (reader === undefined) return [];
  return reader.vector(() => {
    if (reader.byte() !== FUNCTION_TYPE) throw new MalformedModule('it has types of objects');
    const readType = (): number => {
      const type = reader.byte();
      if (!PLAIN_TYPES.has(type)) throw new MalformedModule('its functions take typed references');
      return type;
    };
    return { parameters: reader.vector(readType), results: reader.vector(readType) };
  });
}

/** @returns the type's index, of a function. */
function readImport(reader: BinaryReader): number | undefined {
  const kind = reader.byte();
  if (kind === External.function) return reader.unsigned();
  if (kind === External.global) reader.skip(2);
  else if (kind === External.tag) {
    reader.skip(1);
    reader.unsigned();
  } else {
    if (kind === External.table) reader.skip(1);
    const hasMaximum = (reader.byte() & 1) !== 0;
    reader.unsigned();
    if (hasMaximum) reader.unsigned();
  }
  return undefined;
}

/**
 * Where a module's own elements put its exported functions: slots from its `__table_base` on, by name.
 * A pointer to such a function is the slot that is there already.
 *
 * @param binary a module that the engine has compiled.
 */
export function exportedFunctionSlots(binary: Uint8Array): Map<string, number> {
  const sections = sectionsOf(binary);
  const slotOf = readElements(sections.get(Section.elements));
  const slots = new Map<string, number>();
  const reader = sections.get(Section.exports);
  reader?.vector(() => {
    const [name, kind, index] = [reader.name(), reader.byte(), reader.unsigned()];
    const slot = kind === External.function ? slotOf.get(index) : undefined;
    if (slot !== undefined) slots.set(name, slot);
  });
  return slots;
}

/** The first slot of each function, by its index. */
function readElements(reader: BinaryReader | undefined): Map<number, number> {
  const slots = new Map<number, number>();
  if (reader === undefined) return slots;
  for (let segments = reader.unsigned(); segments > 0; segments--) {
    // wasm-ld makes segments of one kind: active ones of the first table, with functions by index.
    if (reader.unsigned() !== 0) return slots;
    let slot = readOffset(reader);
    reader.vector(() => {
      const index = reader.unsigned();
      if (!slots.has(index)) slots.set(index, slot);
      slot++;
    });
  }
  return slots;
}

/** An offset from `__table_base`. */
function readOffset(reader: BinaryReader): number {
  const opcode = reader.byte();
  let offset = 0;
  if (opcode === GLOBAL_GET) reader.unsigned();
  else if (opcode === I32_CONST) offset = reader.signed();
  else throw new MalformedModule('its elements begin where an expression says');
  if (reader.byte() !== END)
    throw new MalformedModule('its elements begin where an expression says');
  return offset;
}
