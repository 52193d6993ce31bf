import { BinaryReader, MalformedModule } from '../binaryReader.ts';

/** What a side module tells its linker, beside its imports and exports. Sizes are in bytes, and in slots of the table. */
export interface Dylink {
  readonly memorySize: number;
  readonly memoryAlignment: number;
  readonly tableSize: number;
  readonly tableAlignment: number;
  /** The names of the modules that it wants to be linked before it. */
  readonly needed: readonly string[];
  /** Where those are looked for: paths, in which `$ORIGIN` stands for the module's folder. */
  readonly runtimePaths: readonly string[];
  /** The exports that are thread-local variables: their values count from where a thread's begin. */
  readonly threadLocals: ReadonlySet<string>;
  /** What it can do without, by the import's name. */
  readonly weakImports: ReadonlySet<string>;
}

const Subsection = { sizes: 1, needed: 2, exports: 3, imports: 4, runtimePath: 5 } as const;
const Flag = { weak: 0x1, threadLocal: 0x100 } as const;

/** A module's memory begins at a multiple of at most a page of WebAssembly's. */
const LARGEST_ALIGNMENT = 16;

/**
 * Reads the section `dylink.0` (WebAssembly's tool conventions, DynamicLinking.md).
 *
 * @returns undefined for a module that has none: it is no side module.
 * @throws MalformedModule
 */
export function readDylink(module: WebAssembly.Module): Dylink | undefined {
  const [section] = WebAssembly.Module.customSections(module, 'dylink.0');
  if (section === undefined) return undefined;
  const reader = new BinaryReader(new Uint8Array(section));
  let sizes = { memorySize: 0, memoryAlignment: 1, tableSize: 0, tableAlignment: 1 };
  const lists = { needed: [] as string[], runtimePaths: [] as string[] };
  const [threadLocals, weakImports] = [new Set<string>(), new Set<string>()];
  while (!reader.isAtEnd) {
    const kind = reader.byte();
    const part = reader.part();
    switch (kind) {
      case Subsection.sizes:
        sizes = readSizes(part);
        break;
      case Subsection.needed:
        lists.needed.push(...part.vector(() => part.name()));
        break;
      case Subsection.exports:
        part.vector(() => addFlagged(threadLocals, part.name(), part.unsigned(), Flag.threadLocal));
        break;
      case Subsection.imports:
        part.vector(() => {
          part.name();
          addFlagged(weakImports, part.name(), part.unsigned(), Flag.weak);
        });
        break;
      case Subsection.runtimePath:
        lists.runtimePaths.push(...part.vector(() => part.name()));
        break;
    }
  }
  return { ...sizes, ...lists, threadLocals, weakImports };
}

function readSizes(
  part: BinaryReader,
): Pick<Dylink, 'memorySize' | 'memoryAlignment' | 'tableSize' | 'tableAlignment'> {
  const memorySize = part.unsigned();
  const memoryAlignment = readAlignment(part);
  const tableSize = part.unsigned();
  return { memorySize, memoryAlignment, tableSize, tableAlignment: readAlignment(part) };
}

function readAlignment(part: BinaryReader): number {
  const exponent = part.unsigned();
  if (exponent > LARGEST_ALIGNMENT) {
    throw new MalformedModule(`it is to be aligned to 2 to the power of ${exponent}`);
  }
  return 2 ** exponent;
}

function addFlagged(names: Set<string>, name: string, flags: number, flag: number): void {
  if ((flags & flag) !== 0) names.add(name);
}
