import {
  type BinaryReader,
  External,
  MalformedModule,
  readImportDescription,
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

/** What the JavaScript API does not tell of a module's functions: their types, and their slots. */
export class ModuleFunctions {
  /** Of all its functions, imported ones first. */
  readonly #types: FunctionType[] = [];
  /** The indices of those that it imports from `env`, by name. */
  readonly #imported = new Map<string, number>();
  readonly #exported = new Map<string, number>();
  /** The function in each slot that its elements fill, from its `__table_base` on. */
  readonly #elements = new Map<number, number>();
  /** The first of those slots of each function. */
  readonly #slots = new Map<number, number>();

  /**
   * @param binary a module that the engine has compiled.
   * @throws MalformedModule when it has what compilers of C, C++ and Rust do not make.
   */
  constructor(binary: Uint8Array) {
    const sections = sectionsOf(binary);
    const types = readTypes(sections.get(Section.types));
    this.#readImports(sections.get(Section.imports), types);
    const own = sections.get(Section.functions);
    own?.vector(() => this.#types.push(types[own.unsigned()] as FunctionType));
    this.#readExports(sections.get(Section.exports));
    this.#readElements(sections.get(Section.elements));
  }

  /** The type of a function that is imported from `env`. */
  importedType(name: string): FunctionType | undefined {
    return this.#types[this.#imported.get(name) ?? -1];
  }

  exportedType(name: string): FunctionType | undefined {
    return this.#types[this.#exported.get(name) ?? -1];
  }

  /** The slot, from `__table_base` on, into which the module's own elements put an exported function. */
  slotOf(name: string): number | undefined {
    return this.#slots.get(this.#exported.get(name) ?? -1);
  }

  /** The type of the function in a slot, from `__table_base` on. */
  typeInSlot(slot: number): FunctionType | undefined {
    return this.#types[this.#elements.get(slot) ?? -1];
  }

  #readImports(reader: BinaryReader | undefined, types: readonly FunctionType[]): void {
    reader?.vector(() => {
      const [module, name] = [reader.name(), reader.name()];
      const { type } = readImportDescription(reader);
      if (type === undefined) return;
      if (module === 'env') this.#imported.set(name, this.#types.length);
      this.#types.push(types[type] as FunctionType);
    });
  }

  #readExports(reader: BinaryReader | undefined): void {
    reader?.vector(() => {
      const [name, kind, index] = [reader.name(), reader.byte(), reader.unsigned()];
      if (kind === External.function) this.#exported.set(name, index);
    });
  }

  #readElements(reader: BinaryReader | undefined): void {
    if (reader === undefined) return;
    for (let segments = reader.unsigned(); segments > 0; segments--) {
      // wasm-ld makes segments of one kind: active ones of the first table, with functions by index.
      if (reader.unsigned() !== 0) return;
      let slot = readOffset(reader);
      reader.vector(() => {
        const index = reader.unsigned();
        this.#elements.set(slot, index);
        if (!this.#slots.has(index)) this.#slots.set(index, slot);
        slot++;
      });
    }
  }
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

/** An offset from `__table_base`. */
function readOffset(reader: BinaryReader): number {
  const opcode = reader.byte();
  let offset = 0;
  if (opcode === GLOBAL_GET) reader.unsigned();
  else if (opcode === I32_CONST) offset = reader.signed();
  else throw new MalformedModule('its elements begin where an expression says');
  if (reader.byte() !== END) {
    throw new MalformedModule('its elements begin where an expression says');
  }
  return offset;
}
