/**
 * The parts of the WebAssembly JavaScript API that the runtime uses, with the
 * JavaScript Promise Integration (JSPI) proposal. The compiler's own library
 * declares them only together with the whole browser DOM.
 */
declare namespace WebAssembly {
  type ExportValue = CallableFunction | Memory | Table | Global;
  type ImportValue = ExportValue | Tag | Suspending;
  type Imports = Record<string, Record<string, ImportValue>>;

  interface ModuleImportDescriptor {
    module: string;
    name: string;
    kind: 'function' | 'table' | 'memory' | 'global' | 'tag';
  }

  class Module {
    constructor(bytes: ArrayBufferView | ArrayBuffer);
    static imports(module: Module): ModuleImportDescriptor[];
    static exports(module: Module): { name: string; kind: ModuleImportDescriptor['kind'] }[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Readonly<Record<string, ExportValue>>;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBufferLike;
    grow(pages: number): number;
  }

  class Table {
    constructor(descriptor: { element: 'anyfunc'; initial: number; maximum?: number });
    readonly length: number;
    get(index: number): CallableFunction | null;
    set(index: number, value: CallableFunction | null): void;
    grow(slots: number): number;
  }

  class Global {
    constructor(descriptor: { value: string; mutable?: boolean }, value?: number | bigint);
    value: number;
  }

  /** A trap; a genuine one, thrown by the engine, cannot be caught by WebAssembly code. */
  class RuntimeError extends Error {}
  class CompileError extends Error {}
  class LinkError extends Error {}

  /** A kind of exceptions. */
  class Tag {
    constructor(type: { parameters: string[] });
  }

  /** An exception that WebAssembly code threw with its `throw` instruction, or could catch. */
  class Exception {
    constructor(tag: Tag, payload: (number | bigint)[]);
    readonly stack?: string;
  }

  function compile(bytes: ArrayBufferView | ArrayBuffer): Promise<Module>;

  /** JSPI: an import that suspends the calling stack when it returns a promise. */
  class Suspending {
    constructor(implementation: (...args: never[]) => unknown);
  }

  /** JSPI: an export called on a stack of its own, which its imports may suspend. */
  function promising(
    exported: CallableFunction,
  ): (...args: (number | bigint)[]) => Promise<unknown>;
}
