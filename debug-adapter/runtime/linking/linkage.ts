import { MalformedModule } from '../binaryReader.ts';
import type { Arena } from './arena.ts';
import { type Forwarder, makeForwarders } from './forwarders.ts';
import type { FunctionTable } from './functionTable.ts';
import { linkErrors } from './linkErrors.ts';
import type { LinkedProgram } from './linkedProgram.ts';
import type { FunctionType } from './moduleFunctions.ts';
import { isOffsetTable, OFFSET_TABLES, type OffsetTable } from './offsetTables.ts';
import type { ReadModule } from './readModule.ts';
import { findIn, type Member, withNeeded } from './scope.ts';
import { type Place, SideModule } from './sideModule.ts';
import type { Definition } from './symbols.ts';
import type { ThreadLocals } from './threadLocals.ts';

/** What modules are linked with. */
export interface LinkageOptions {
  readonly program: LinkedProgram;
  readonly table: FunctionTable;
  readonly arena: Arena;
  readonly threadLocals: ThreadLocals;
  /** The tags that the program does not have, by name. */
  readonly tags: Map<string, WebAssembly.Tag>;
  /** What a name means in the program, and in modules that are global. */
  readonly findGlobal: (name: string) => Definition | undefined;
  /** The id of the thread that runs. */
  readonly thread: number;
}

/** A module whose symbols are still to be told to others, and theirs to it. */
interface Unconnected {
  readonly side: SideModule;
  readonly late: readonly Late[];
  readonly entries: readonly Entry[];
}

/** A function that was imported before its module was there. */
interface Late {
  readonly name: string;
  readonly forwarder: Forwarder;
}

/** A word of a module's offset table, by which it finds others' symbols. */
interface Entry {
  readonly name: string;
  readonly table: OffsetTable;
  readonly global: WebAssembly.Global;
}

/** What the linker itself gives modules, by kind. */
const OF_LINKER: Readonly<Record<string, readonly string[]>> = {
  memory: ['memory'],
  table: ['__indirect_function_table'],
  global: ['__memory_base', '__table_base', '__stack_pointer'],
  tag: ['__cpp_exception', '__c_longjmp'],
};

/** The linking of modules that come together. */
export class Linkage {
  readonly #options: LinkageOptions;
  readonly #sides = new Map<Member, SideModule>();

  constructor(options: LinkageOptions) {
    this.#options = options;
  }

  /**
   * @param group each after those that it needs; the last is the one that is opened.
   * @returns the same, linked, up to their constructors.
   * @throws LinkError
   */
  link(group: readonly ReadModule[]): SideModule[] {
    const scope = withNeeded<Member>(group.at(-1) as ReadModule);
    // Before anything is done for them.
    for (const read of group) this.#requireSymbols(read, scope);
    const unconnected = group.map(read => this.#instantiate(read, scope));
    for (const read of group) {
      this.#sideOf(read).needed.push(...read.needed.map(each => this.#sideOf(each)));
    }
    const sources = scope.map(each => this.#sideOf(each));
    for (const { side } of unconnected) {
      if (!side.beginThreadLocals(this.#options.thread)) throw linkErrors.noThreadLocals(side.path);
    }
    for (const each of unconnected) this.#connect(each, sources);
    const sides = unconnected.map(({ side }) => side);
    for (const side of sides) side.relocate();
    return sides;
  }

  /** What a guest has for a symbol: a pointer to a function, or a variable's address. */
  valueOf(definition: Definition): number {
    if (definition.kind === 'function') return definition.slot();
    if (definition.kind === 'data') return definition.address;
    const { owner, offset } = definition;
    return (owner?.threadLocalBase ?? this.#programThreadLocals) + offset;
  }

  /** Where the program's thread-local variables begin of the thread that runs. */
  get #programThreadLocals(): number {
    const { __tls_base: base } = this.#options.program.instance.exports;
    return base instanceof WebAssembly.Global ? base.value : 0;
  }

  #requireSymbols({ path, imports, dylink }: ReadModule, scope: readonly Member[]): void {
    const { program, findGlobal } = this.#options;
    for (const { module: from, name, kind } of imports) {
      if (from !== 'env' && !isOffsetTable(from)) {
        if (!program.isInterface(from)) throw linkErrors.unknownInterface(path, from, name);
      } else if (from === 'env' && kind !== 'function') {
        if (!OF_LINKER[kind]?.includes(name)) throw linkErrors.undefinedSymbol(path, name, kind);
      } else if (!scope.some(each => each.defines(name)) && findGlobal(name) === undefined) {
        const what = from === 'GOT.mem' ? 'variable' : 'function';
        if (!dylink.weakImports.has(name)) throw linkErrors.undefinedSymbol(path, name, what);
      }
    }
  }

  #instantiate(read: ReadModule, scope: readonly Member[]): Unconnected {
    const { table, arena, program } = this.#options;
    const { path, module } = read;
    const place = this.#place(read);
    const environment: Record<string, WebAssembly.ImportValue> = {};
    const entries: Entry[] = [];
    const lateNames: string[] = [];
    for (const { module: from, name, kind } of read.imports) {
      if (isOffsetTable(from)) {
        const global = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
        entries.push({ name, table: from, global });
      } else if (from === 'env' && kind !== 'function') {
        environment[name] = this.#ofLinker(name, place);
      } else if (from === 'env') {
        const found = this.#functionNow(name, scope);
        if (found === undefined) lateNames.push(name);
        else environment[name] = found;
      }
    }
    try {
      const late = this.#forward(read, lateNames);
      for (const { name, forwarder } of late) environment[name] = forwarder.function;
      const { exports } = new WebAssembly.Instance(module, {
        ...program.systemCalls(module),
        env: environment,
        ...offsetTables(entries),
      });
      const side = new SideModule(read, exports, place, { table, arena });
      this.#sides.set(read, side);
      return { side, late, entries };
    } catch (error) {
      throw asLinkError(error, path);
    }
  }

  #place({ path, dylink }: ReadModule): Place {
    const { table, arena } = this.#options;
    const memoryBase = arena.allocate(dylink.memorySize, dylink.memoryAlignment);
    if (memoryBase === undefined) throw linkErrors.noMemory(path, dylink.memorySize);
    const tableBase = table.reserve(dylink.tableSize, dylink.tableAlignment);
    if (tableBase === undefined) throw linkErrors.tableFull(path, dylink.tableSize);
    return { memoryBase, tableBase };
  }

  /** A function that is there; undefined for one of a module that is still to be made. */
  #functionNow(name: string, scope: readonly Member[]): WebAssembly.ImportValue | undefined {
    const definer = scope.find(each => each.defines(name));
    const definition =
      this.#options.findGlobal(name) ?? (definer && this.#sideIfMade(definer)?.find(name));
    return definition?.kind === 'function'
      ? (definition.value as WebAssembly.ImportValue)
      : undefined;
  }

  /**
   * Compilers import weak functions that the module exports itself (C++'s inline ones), for all
   * modules to use the first one's; and modules may need one another.
   */
  #forward(read: ReadModule, names: readonly string[]): Late[] {
    if (names.length === 0) return [];
    const forwarders = makeForwarders(
      names.map(name => read.functions.importedType(name) as FunctionType),
      this.#options.table.table,
    );
    return forwarders.map((forwarder, index) => ({ name: names[index] as string, forwarder }));
  }

  #ofLinker(name: string, { memoryBase, tableBase }: Place): WebAssembly.ImportValue {
    const { program, table } = this.#options;
    switch (name) {
      case 'memory':
        return program.memory;
      case '__indirect_function_table':
        return table.table;
      case '__memory_base':
        return new WebAssembly.Global({ value: 'i32', mutable: false }, memoryBase);
      case '__table_base':
        return new WebAssembly.Global({ value: 'i32', mutable: false }, tableBase);
      case '__stack_pointer':
        return program.instance.exports.__stack_pointer as WebAssembly.Global;
      default:
        return this.#tag(name);
    }
  }

  /** What modules throw and catch by: one for all of them, the program's if it has one. */
  #tag(name: string): WebAssembly.Tag {
    const { program, tags } = this.#options;
    const { [name]: own } = program.instance.exports;
    if (own instanceof WebAssembly.Tag) return own;
    const tag = tags.get(name) ?? new WebAssembly.Tag({ parameters: ['i32'] });
    tags.set(name, tag);
    return tag;
  }

  #connect({ side, late, entries }: Unconnected, scope: readonly SideModule[]): void {
    const { findGlobal, threadLocals } = this.#options;
    threadLocals.addModule(side);
    for (const { name, forwarder } of late) {
      const definition = findIn(scope, name);
      if (definition?.kind === 'function') forwarder.lead(definition.slot());
    }
    for (const { name, table, global } of entries) {
      const definition = findGlobal(name) ?? findIn(scope, name);
      // One that is weak: its address is 0, and the module looks.
      if (definition === undefined) continue;
      if ((table === 'GOT.func') !== (definition.kind === 'function')) {
        throw linkErrors.otherKind(side.path, name);
      }
      global.value = this.valueOf(definition);
      if (definition.kind === 'thread-local') threadLocals.addEntry({ ...definition, global });
    }
  }

  #sideOf(member: Member): SideModule {
    return this.#sideIfMade(member) as SideModule;
  }

  #sideIfMade(member: Member): SideModule | undefined {
    return member instanceof SideModule ? member : this.#sides.get(member);
  }
}

function offsetTables(entries: readonly Entry[]): WebAssembly.Imports {
  return Object.fromEntries(
    OFFSET_TABLES.map(table => {
      const own = entries.filter(each => each.table === table);
      return [table, Object.fromEntries(own.map(({ name, global }) => [name, global]))];
    }),
  );
}

function asLinkError(error: unknown, path: string): unknown {
  if (error instanceof WebAssembly.LinkError || error instanceof TypeError) {
    return linkErrors.otherType(path, error.message);
  }
  if (error instanceof MalformedModule || error instanceof WebAssembly.RuntimeError) {
    return linkErrors.malformed(path, error.message);
  }
  return error;
}
