/** A program in WebAssembly's text format, and side modules for its linker. */

import initializeWabt from 'wabt';
import { DeviceFilesystem } from '../../filesystem/deviceFilesystem.ts';
import { MemoryFilesystem } from '../../filesystem/memoryFilesystem.ts';
import { Namespace } from '../../filesystem/namespace.ts';
import { leb, name, vector } from '../../moduleBytes.ts';
import { Linker } from '../linker.ts';
import { ModuleFiles } from '../moduleFiles.ts';

const wabt = await initializeWabt();
const FEATURES = { exceptions: true, mutable_globals: true };

/** What a side module tells its linker; see `Dylink`. */
export interface Told {
  readonly memory?: readonly [size: number, alignment: number];
  readonly table?: number;
  readonly needed?: readonly string[];
  readonly runtimePaths?: readonly string[];
  readonly weakImports?: readonly string[];
}

function compile(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(wabt.parseWat('test.wat', text, FEATURES).toBinary({}).buffer);
}

function dylink({ memory = [0, 0], table = 0, ...told }: Told): number[] {
  const part = (kind: number, content: readonly number[]): number[] => [
    kind,
    ...leb(content.length),
    ...content,
  ];
  const names = (all: readonly string[]): number[] => vector(all.map(name));
  const weak = (all: readonly string[]): number[] =>
    vector(all.map(each => [...name('env'), ...name(each), 1]));
  return [
    ...part(1, [...leb(memory[0]), ...leb(memory[1]), ...leb(table), 0]),
    ...part(2, names(told.needed ?? [])),
    ...part(4, weak(told.weakImports ?? [])),
    ...part(5, names(told.runtimePaths ?? [])),
  ];
}

export function sideModule(told: Told, text: string): Uint8Array<ArrayBuffer> {
  const content = [...name('dylink.0'), ...dylink(told)];
  const section = [0, ...leb(content.length), ...content];
  const binary = compile(text);
  // The section comes first.
  return new Uint8Array([...binary.subarray(0, 8), ...section, ...binary.subarray(8)]);
}

export const PROGRAM = compile(`(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 3 funcref)
  (global (export "__stack_pointer") (mut i32) (i32.const 1024))
  (global (export "datum") i32 (i32.const 2048))
  (elem (i32.const 1) $twice)
  (func $twice (export "twice") (param i32) (result i32)
    (i32.mul (local.get 0) (i32.const 2))))`);

/** Where a part of the program is, if a test has it. */
export const PART_FILE = '/part.so';

/** A program, and what its linker does with files that it may read. */
export class Linked {
  readonly linker: Linker;
  readonly table: WebAssembly.Table;
  readonly memory: WebAssembly.Memory;
  readonly #filesystem = new MemoryFilesystem();

  /** @param files by their paths, without a slash at the beginning; in folders of the root at most. */
  constructor(
    files: Readonly<Record<string, Uint8Array>>,
    program: Uint8Array<ArrayBuffer> = PROGRAM,
  ) {
    const module = new WebAssembly.Module(program);
    const instance = new WebAssembly.Instance(module, {});
    this.table = instance.exports.__indirect_function_table as WebAssembly.Table;
    this.memory = instance.exports.memory as WebAssembly.Memory;
    const folders = Object.keys(files).flatMap(path => path.split('/').slice(0, -1));
    for (const folder of new Set(folders)) this.#filesystem.createDirectory(folder);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    const namespace = new Namespace([
      { point: '/', filesystem: this.#filesystem },
      { point: '/dev', filesystem: new DeviceFilesystem() },
    ]);
    this.linker = new Linker({
      module,
      instance,
      memory: this.memory,
      readBinary: () => program,
      libraries: [PART_FILE],
      files: new ModuleFiles(namespace, () => '/'),
      systemCalls: () => ({}),
      isInterface: () => false,
    });
  }

  /** Makes a file. @param path without a slash at its beginning. */
  write(path: string, content: Uint8Array): void {
    const options = { write: true, create: true, truncate: true, read: false };
    const file = this.#filesystem.open(path, { ...options, exclusive: false, append: false });
    file.write([content]);
    file.release();
  }

  remove(path: string): void {
    this.#filesystem.unlink(path);
  }

  open(path: string, flags = 2): number {
    return this.linker.open(path, flags, 1, '').handle;
  }

  /** Calls a function of a module that has been opened. */
  call(handle: number, function_: string, ...args: number[]): unknown {
    const slot = this.linker.symbol(handle, function_, 1);
    return (this.table.get(slot) as CallableFunction)(...args);
  }
}
