import type { Arena } from './arena.ts';
import type { Dylink } from './dylinkSection.ts';
import type { FunctionTable } from './functionTable.ts';
import type { FunctionType } from './moduleFunctions.ts';
import type { ReadModule } from './readModule.ts';
import type { Member } from './scope.ts';
import type { Definition, SymbolSource } from './symbols.ts';

/** Where a module has been put. */
export interface Place {
  readonly memoryBase: number;
  readonly tableBase: number;
}

/** A module that is linked to the program. */
export class SideModule implements SymbolSource, Member {
  readonly path: string;
  readonly dylink: Dylink;
  readonly exports: WebAssembly.Instance['exports'];
  /** Those whose symbols it uses before any others but the program's and global ones. */
  readonly needed: SideModule[] = [];
  /** Whether later modules may use its symbols without needing it (`RTLD_GLOBAL`). */
  isGlobal = false;
  readonly #place: Place;
  readonly #read: ReadModule;
  readonly #table: FunctionTable;
  readonly #arena: Arena;
  /** Exported functions that have got slots besides those of its own elements, by the slots. */
  readonly #appended = new Map<number, string>();
  /** Where the thread-local variables of threads begin, by the threads' ids. */
  readonly #threadBlocks = new Map<number, number>();
  /** Those of threads that have ended. */
  readonly #freeBlocks: number[] = [];

  constructor(
    read: ReadModule,
    exports: WebAssembly.Instance['exports'],
    place: Place,
    { table, arena }: { readonly table: FunctionTable; readonly arena: Arena },
  ) {
    this.path = read.path;
    this.dylink = read.dylink;
    this.exports = exports;
    this.#place = place;
    this.#read = read;
    this.#table = table;
    this.#arena = arena;
  }

  defines(name: string): boolean {
    return name in this.exports;
  }

  find(name: string): Definition | undefined {
    const { [name]: exported } = this.exports;
    if (typeof exported === 'function') {
      return { kind: 'function', value: exported, slot: () => this.#slotOf(name, exported) };
    }
    if (!(exported instanceof WebAssembly.Global)) return undefined;
    const { value } = exported;
    return this.dylink.threadLocals.has(name)
      ? { kind: 'thread-local', owner: this, offset: value }
      : { kind: 'data', address: this.#place.memoryBase + value };
  }

  /** The type of the function in a slot, if it is one of the module's. */
  typeOf(slot: number): FunctionType | undefined {
    const { functions } = this.#read;
    const name = this.#appended.get(slot);
    if (name !== undefined) return functions.exportedType(name);
    const { tableBase } = this.#place;
    const isOwn = slot >= tableBase && slot < tableBase + this.dylink.tableSize;
    return isOwn ? functions.typeInSlot(slot - tableBase) : undefined;
  }

  /** Whether it has variables of which each thread has its own. */
  get hasThreadLocals(): boolean {
    return this.#threadLocalSize > 0;
  }

  /**
   * The thread that links the module has the variables that its instance has begun with.
   * @returns false when there is no memory for them.
   */
  beginThreadLocals(thread: number): boolean {
    if (!this.hasThreadLocals) return true;
    const { value: own } = this.#threadLocalBase;
    const block = own === 0 ? this.#allocateBlock() : own;
    if (block === undefined) return false;
    this.#threadBlocks.set(thread, block);
    this.#threadLocalBase.value = block;
    return true;
  }

  /**
   * Gives data their first values that are addresses, which are known by now: by functions that the
   * linker has made for it, and that instances do not call by themselves.
   */
  relocate(): void {
    const { __wasm_apply_data_relocs: relocate } = this.exports;
    if (typeof relocate === 'function') relocate();
    if (this.hasThreadLocals) this.#initialise(this.#threadLocalBase.value);
  }

  /** Whether a thread has its own variables already. */
  knowsThread(thread: number): boolean {
    return this.#threadBlocks.has(thread);
  }

  /**
   * A thread runs from now on: the instance is to use its variables, which are made when it has none.
   *
   * @returns false when there is no memory for them.
   */
  enterThread(thread: number): boolean {
    const block = this.#threadBlocks.get(thread);
    if (block !== undefined) {
      this.#threadLocalBase.value = block;
      return true;
    }
    const made = this.#freeBlocks.pop() ?? this.#allocateBlock();
    if (made === undefined) return false;
    this.#threadBlocks.set(thread, made);
    this.#initialise(made);
    return true;
  }

  /** A thread has ended. */
  leaveThread(thread: number): void {
    const block = this.#threadBlocks.get(thread);
    if (block === undefined) return;
    this.#threadBlocks.delete(thread);
    this.#freeBlocks.push(block);
  }

  /** Where the thread-local variables begin of the thread that runs. */
  get threadLocalBase(): number {
    return this.#threadLocalBase.value;
  }

  get #threadLocalBase(): WebAssembly.Global {
    return this.exports.__tls_base as WebAssembly.Global;
  }

  get #threadLocalSize(): number {
    const { __tls_base: base, __wasm_init_tls: init } = this.exports;
    const isWhole = base instanceof WebAssembly.Global && typeof init === 'function';
    return isWhole ? this.#numberOf('__tls_size', 0) : 0;
  }

  #allocateBlock(): number | undefined {
    return this.#arena.allocate(this.#threadLocalSize, this.#numberOf('__tls_align', 1));
  }

  /** Has the instance use a block from now on, and gives the variables in it their first values. */
  #initialise(block: number): void {
    (this.exports.__wasm_init_tls as CallableFunction)(block);
  }

  #numberOf(name: string, fallback: number): number {
    const { [name]: exported } = this.exports;
    return exported instanceof WebAssembly.Global ? exported.value : fallback;
  }

  #slotOf(name: string, exported: CallableFunction): number {
    const own = this.#read.functions.slotOf(name);
    if (own !== undefined) return this.#place.tableBase + own;
    const slot = this.#table.slotOf(exported);
    this.#appended.set(slot, name);
    return slot;
  }
}
