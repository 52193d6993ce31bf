import { BinaryReader } from '../binaryReader.ts';
import type { FunctionTable } from './functionTable.ts';
import type { Definition, SymbolSource } from './symbols.ts';

/** The custom section in which a program tells what its side modules may use. */
export const SYMBOLS_SECTION = 'wasix.symbols';

/**
 * What a program defines for side modules.
 *
 * Where thousands of names were exports, each instance would make as many JavaScript properties before
 * it runs, whether or not it ever loads a module. So the functions are in the program's table, and
 * a custom section has the names: three vectors, of functions (slots of the table), of data (addresses) and
 * of thread-local variables (offsets from `__tls_base`), each element a name and a number in
 * LEB128. What a program exports by itself is found, too.
 */
export class ProgramSymbols implements SymbolSource {
  readonly #exports: WebAssembly.Instance['exports'];
  readonly #table: FunctionTable;
  readonly #functions: Map<string, number>;
  readonly #data: Map<string, number>;
  readonly #threadLocals: Map<string, number>;
  /** Exported functions that have got slots, by the slots. */
  readonly #appended = new Map<number, string>();

  /** @throws MalformedModule */
  constructor(
    module: WebAssembly.Module,
    exports: WebAssembly.Instance['exports'],
    table: FunctionTable,
  ) {
    this.#exports = exports;
    this.#table = table;
    const [section = new ArrayBuffer()] = WebAssembly.Module.customSections(
      module,
      SYMBOLS_SECTION,
    );
    const reader = new BinaryReader(new Uint8Array(section));
    const read = (): Map<string, number> =>
      new Map(
        reader.isAtEnd
          ? []
          : reader.vector((): [string, number] => [reader.name(), reader.unsigned()]),
      );
    this.#functions = read();
    this.#data = read();
    this.#threadLocals = read();
  }

  find(name: string): Definition | undefined {
    const slot = this.#functions.get(name);
    if (slot !== undefined) {
      return {
        kind: 'function',
        value: this.#table.get(slot) as CallableFunction,
        slot: () => slot,
      };
    }
    const address = this.#data.get(name);
    if (address !== undefined) return { kind: 'data', address };
    const offset = this.#threadLocals.get(name);
    if (offset !== undefined) return { kind: 'thread-local', owner: undefined, offset };
    return this.#findExport(name);
  }

  /** The export that has got a slot here. */
  exportIn(slot: number): string | undefined {
    return this.#appended.get(slot);
  }

  #findExport(name: string): Definition | undefined {
    const { [name]: exported } = this.#exports;
    if (typeof exported === 'function') {
      const slot = (): number => {
        const found = this.#table.slotOf(exported);
        this.#appended.set(found, name);
        return found;
      };
      return { kind: 'function', value: exported, slot };
    }
    return exported instanceof WebAssembly.Global
      ? { kind: 'data', address: exported.value }
      : undefined;
  }
}
