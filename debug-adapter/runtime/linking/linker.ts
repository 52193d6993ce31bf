import { GuestMemory } from '../memory.ts';
import { Arena } from './arena.ts';
import { Closures } from './closures.ts';
import { type CallRoom, DynamicCalls, roomOf } from './dynamicCalls.ts';
import { FunctionTable } from './functionTable.ts';
import { isInProgram } from './libraryPaths.ts';
import { Linkage } from './linkage.ts';
import { linkErrors } from './linkErrors.ts';
import type { LinkedProgram } from './linkedProgram.ts';
import type { ModuleSource } from './moduleFiles.ts';
import { type FunctionType, ModuleFunctions } from './moduleFunctions.ts';
import { findLibrary, readGroup } from './moduleGroup.ts';
import { ProgramSymbols } from './programSymbols.ts';
import { findIn, withNeeded } from './scope.ts';
import type { SideModule } from './sideModule.ts';
import type { Definition } from './symbols.ts';
import { ThreadLocals } from './threadLocals.ts';

/** `dlopen`'s flag by which a module's symbols are there for all that come later. */
const RTLD_GLOBAL = 0x100;
/** `dlopen`'s flag by which only a module that is linked already is opened. */
const RTLD_NOLOAD = 4;

/** The handle of the program itself; `RTLD_DEFAULT`, 0, means it as well. */
const PROGRAM = 1;

/** The program's variable that gets the first slot which is not one of its own functions'. */
const FIRST_SLOT = 'wasix_first_side_function';

/** A module that has been opened. */
export interface Opened {
  readonly handle: number;
  /** Functions that have to be called before the module is used, in order. */
  readonly constructors: readonly CallableFunction[];
}

/** The calls of some modules' constructors. */
interface Construction {
  readonly thread: number;
  readonly done: Promise<void>;
}

/**
 * Links side modules into a program that runs: WebAssembly modules that are compiled independent of
 * their position (WebAssembly's tool conventions, DynamicLinking.md). They share the program's
 * memory, its table and its system calls. All threads of a program run in the same instances.
 *
 * Names are looked up as natively: in the program, in global modules, then in the module that was
 * opened and in those that it needs. No frame of JavaScript stands between two modules, so a stack
 * that goes through several can be suspended. What is linked stays until the program ends.
 */
export class Linker {
  /** Functions that the program makes while it runs. */
  readonly closures: Closures;
  readonly #program: LinkedProgram;
  #files: ModuleSource;
  readonly #table: FunctionTable;
  readonly #arena: Arena;
  readonly #threadLocals = new ThreadLocals();
  readonly #modules: SideModule[] = [];
  readonly #tags = new Map<string, WebAssembly.Tag>();
  readonly #dynamicCalls: DynamicCalls;
  #programFunctions: ModuleFunctions | undefined;
  #programSymbols: ProgramSymbols | undefined;
  /** The last that is under way. */
  #construction: Construction | undefined;

  constructor(program: LinkedProgram) {
    this.#program = program;
    this.#files = program.files;
    const { __indirect_function_table: table } = program.instance.exports;
    this.#table = new FunctionTable(table as WebAssembly.Table);
    this.#arena = new Arena(program.memory);
    this.closures = new Closures({
      memory: program.memory,
      stackPointer: program.instance.exports.__stack_pointer as WebAssembly.Global,
      table: this.#table,
      onAction: program.onAction,
    });
    this.#dynamicCalls = new DynamicCalls(program.memory, this.#table);
  }

  /** Has other files read while something is linked. */
  withFiles(files: ModuleSource, link: () => void): void {
    const own = this.#files;
    this.#files = files;
    try {
      link();
    } finally {
      this.#files = own;
    }
  }

  /**
   * `dlopen`.
   *
   * @param name a path in the guest, or a library's name.
   * @param thread the id of the one that calls, which is to run the constructors.
   * @param environment `LD_LIBRARY_PATH`.
   * @throws LinkError when the module, or one that it needs, is not linked: then none is.
   */
  open(name: string, flags: number, thread: number, environment: string): Opened {
    this.#program.onAction?.({ call: 'open', args: [name, flags, thread, environment] });
    if (name === '' || isInProgram(name)) return { handle: PROGRAM, constructors: [] };
    const { libraries } = this.#program;
    const files = this.#files;
    const place = { runtimePaths: [], wantedBy: undefined, environment };
    const path = findLibrary(files, name, place);
    let opened = this.#modules.find(module => module.path === path);
    let linked: SideModule[] = [];
    if (opened === undefined) {
      this.#tellFirstSlot();
      if ((flags & RTLD_NOLOAD) !== 0) throw linkErrors.notFound(path, undefined);
      const isGlobal = (symbol: string): boolean => this.#findGlobal(symbol) !== undefined;
      const around = { files, libraries, linked: this.#modules, environment, isGlobal };
      linked = this.#linkage(thread).link(readGroup(path, around));
      this.#modules.push(...linked);
      opened = linked.at(-1) as SideModule;
    }
    if ((flags & RTLD_GLOBAL) !== 0) opened.isGlobal = true;
    return {
      handle: PROGRAM + 1 + this.#modules.indexOf(opened),
      constructors: linked.flatMap(({ exports: { __wasm_call_ctors: construct } }) =>
        typeof construct === 'function' ? [construct] : [],
      ),
    };
  }

  /**
   * Calls the constructors of modules that were opened, after those that another thread is calling: the
   * modules may need one another.
   *
   * @param thread the id of the one that has opened them.
   * @param call has it call one.
   * @returns nothing where there is nothing to wait for.
   */
  construct(
    thread: number,
    { constructors }: Opened,
    call: (exported: CallableFunction) => Promise<void>,
  ): Promise<void> | undefined {
    const outer = this.#construction;
    // A constructor may open modules, too.
    const before = outer?.thread === thread ? undefined : outer?.done;
    if (before === undefined && constructors.length === 0) return undefined;
    const callAll = async (): Promise<void> => {
      await before;
      for (const each of constructors) await call(each);
      if (this.#construction === own)
        this.#construction = outer?.thread === thread ? outer : undefined;
    };
    const own: Construction = { thread, done: callAll() };
    this.#construction = own;
    return own.done;
  }

  /**
   * `dlsym`.
   *
   * @param thread the id of the one that calls: of its own variables, the address is told.
   * @returns the address of a variable, or what points to a function.
   * @throws LinkError when there is no such symbol, or no such handle.
   */
  symbol(handle: number, name: string, thread: number): number {
    this.#program.onAction?.({ call: 'symbol', args: [handle, name, thread] });
    const module = this.#module(handle);
    const definition =
      module === undefined ? this.#findGlobal(name) : findIn(withNeeded(module), name);
    if (definition === undefined) throw linkErrors.noSymbol(name);
    return this.#linkage(thread).valueOf(definition);
  }

  /** A function of the program's own. @throws LinkError when it has none by that name. */
  programFunction(name: string): CallableFunction {
    const definition = this.#findGlobal(name);
    if (definition?.kind !== 'function') throw linkErrors.noSymbol(name);
    return definition.value as CallableFunction;
  }

  /** The address of a variable of the program's own. @throws LinkError when it has none by that name. */
  programAddress(name: string): number {
    const definition = this.#findGlobal(name);
    if (definition?.kind !== 'data') throw linkErrors.noSymbol(name);
    return definition.address;
  }

  /** @throws LinkError when a handle is none. */
  check(handle: number): void {
    this.#module(handle);
  }

  /**
   * The type of a function that a pointer leads to.
   * @returns undefined where there is none.
   */
  typeOf(slot: number): FunctionType | undefined {
    for (const module of this.#modules) {
      const type = module.typeOf(slot);
      if (type !== undefined) return type;
    }
    return this.closures.typeOf(slot) ?? this.#programTypeOf(slot);
  }

  /**
   * `call_dynamic`.
   *
   * @param isStrict whether there has to be exactly as much room as the function's type needs.
   * @returns what does it, a function with that call's parameters; undefined where there is no
   *   such function.
   */
  callerOf(slot: number, room: CallRoom, isStrict: boolean): CallableFunction | undefined {
    const type = this.typeOf(slot);
    if (type === undefined) return undefined;
    const { values, results } = roomOf(type);
    const fits = values === room.values && results === room.results;
    return fits || !isStrict ? this.#dynamicCalls.callerOf(type, room) : undefined;
  }

  /** Told whenever another thread runs from now on, before it does. */
  enterThread(thread: number, threadLocalBase: number): void {
    if (this.#threadLocals.isNew(thread)) {
      this.#program.onAction?.({ call: 'enterThread', args: [thread, threadLocalBase] });
    }
    this.#threadLocals.enter(thread, threadLocalBase);
  }

  /** Told when a thread has ended. */
  leaveThread(thread: number): void {
    this.#program.onAction?.({ call: 'leaveThread', args: [thread] });
    this.#threadLocals.leave(thread);
  }

  #programTypeOf(slot: number): FunctionType | undefined {
    this.#programFunctions ??= new ModuleFunctions(this.#program.readBinary());
    const exported = this.#programSymbols?.exportIn(slot);
    return exported === undefined
      ? this.#programFunctions.typeInSlot(slot)
      : this.#programFunctions.exportedType(exported);
  }

  /** Before any module is linked: a program may want to know its own functions from others. */
  #tellFirstSlot(): void {
    if (this.#modules.length > 0) return;
    const definition = this.#findGlobal(FIRST_SLOT);
    if (definition?.kind !== 'data') return;
    const word = new GuestMemory(this.#program.memory);
    word.setUint32(definition.address, this.#table.table.length);
  }

  /** @returns undefined for the program. */
  #module(handle: number): SideModule | undefined {
    if (handle <= PROGRAM) return undefined;
    const module = this.#modules[handle - PROGRAM - 1];
    if (module === undefined) throw linkErrors.invalidHandle(handle);
    return module;
  }

  #findGlobal(name: string): Definition | undefined {
    const { module, instance } = this.#program;
    this.#programSymbols ??= new ProgramSymbols(module, instance.exports, this.#table);
    const globals = this.#modules.filter(({ isGlobal }) => isGlobal);
    return findIn([this.#programSymbols, ...globals], name);
  }

  #linkage(thread: number): Linkage {
    return new Linkage({
      program: this.#program,
      table: this.#table,
      arena: this.#arena,
      threadLocals: this.#threadLocals,
      tags: this.#tags,
      findGlobal: name => this.#findGlobal(name),
      thread,
    });
  }
}
