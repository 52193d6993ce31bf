import { LinkError } from '../../debug-adapter/runtime/linking/linkErrors.ts';
import {
  type FunctionType,
  ModuleFunctions,
} from '../../debug-adapter/runtime/linking/moduleFunctions.ts';
import { Linked } from '../../debug-adapter/runtime/linking/test/linked.ts';
import {
  functionBody,
  functionType,
  leb,
  moduleOf,
  name,
  section,
  signedLeb,
} from '../../debug-adapter/runtime/moduleBytes.ts';
import { Random } from './random.ts';

/** What linking so many damaged modules has come to. */
export interface ModuleOutcome {
  readonly linked: number;
  readonly refused: number;
  /** What was neither linked nor refused in words of the linker's, by the number of the module. */
  readonly failures: readonly string[];
}

/** After so many modules there is a new program: what has been linked stays. */
const MODULES_OF_A_PROGRAM = 100;

/** Numbers in LEB128 at the limits of their sizes. */
const NUMBERS = [
  [0x00],
  [0x7f],
  [0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0xff, 0xff, 0xff, 0xff, 0xff],
];

/**
 * Damages modules, and has them linked.
 *
 * @param whole modules that are not damaged.
 * @param beside the libraries that they need, by their paths.
 * @param from the first number of a module: what happens to one depends on it and the seed alone.
 * @param onBegin told of each before it is linked: what it runs may not end.
 */
export function linkDamaged(
  whole: readonly Uint8Array<ArrayBuffer>[],
  beside: Readonly<Record<string, Uint8Array>>,
  { seed, from, count }: { readonly seed: number; readonly from: number; readonly count: number },
  onBegin: (number: number) => void,
): ModuleOutcome {
  const outcome = { linked: 0, refused: 0, failures: [] as string[] };
  const program = programFor(whole);
  let linked = new Linked(beside, program);
  for (let number = from; number < from + count; number++) {
    onBegin(number);
    const random = Random.of(seed, number);
    if ((number - from) % MODULES_OF_A_PROGRAM === 0) linked = new Linked(beside, program);
    linked.write('damaged.so', damage(random.of(whole), random));
    try {
      linked.open('/damaged.so');
      outcome.linked++;
    } catch (error) {
      if (error instanceof LinkError) outcome.refused++;
      // What the module's own code does when it is initialised.
      else if (error instanceof WebAssembly.RuntimeError) outcome.linked++;
      else outcome.failures.push(`module ${number}: ${(error as Error).stack}`);
    }
    linked.remove('damaged.so');
  }
  return outcome;
}

const I32 = 0x7f;

/** A program that has all that modules import, as far as it is to be had: functions that trap, and variables. */
function programFor(whole: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const functions = new Map<string, FunctionType>();
  const variables = new Set<string>();
  for (const binary of whole) {
    const read = new ModuleFunctions(binary);
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(binary));
    for (const { module, name: imported } of imports) {
      const type = module === 'env' ? read.importedType(imported) : undefined;
      if (type !== undefined) functions.set(imported, type);
      if (module === 'GOT.mem') variables.add(imported);
    }
  }
  const types = [...functions.values()];
  const exported = (kind: number, names: Iterable<string>): number[][] =>
    Array.from(names, (each, index) => [...name(each), kind, ...leb(index)]);
  return moduleOf(
    section(1, ...types.map(({ parameters, results }) => functionType(parameters, results))),
    section(3, ...types.map((_, index) => leb(index))),
    // A table of functions, and a page of memory that can be shared.
    section(4, [0x70, 0x00, ...leb(1)]),
    section(5, [0x03, ...leb(1), ...leb(65_536)]),
    // The stack's end, which changes, and addresses.
    section(
      6,
      [I32, 0x01, 0x41, ...signedLeb(32_768), 0x0b],
      ...Array.from(variables, () => [I32, 0x00, 0x41, ...signedLeb(40_000), 0x0b]),
    ),
    section(
      7,
      ...exported(0x00, functions.keys()),
      ...exported(0x01, ['__indirect_function_table']),
      ...exported(0x02, ['memory']),
      ...exported(0x03, ['__stack_pointer', ...variables]),
    ),
    section(10, ...types.map(() => functionBody([], [0x00]))),
  );
}

function damage(whole: Uint8Array, random: Random): Uint8Array {
  let bytes = Uint8Array.from(whole);
  for (let times = 1 + random.below(4); times > 0; times--) {
    // Sizes, names and kinds are at the beginning, with most of what there is to read.
    const end = random.happens(0.7) ? Math.min(bytes.length, 1500) : bytes.length;
    const at = random.below(end);
    const kind = random.below(5);
    if (kind === 0) bytes[at] = random.below(256);
    else if (kind === 1) bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
    else if (kind === 2) bytes = bytes.slice(0, at);
    else if (kind === 3) bytes = splice(bytes, at, random.below(20), []);
    else bytes = splice(bytes, at, random.below(3), random.of(NUMBERS));
    if (bytes.length === 0) break;
  }
  return bytes;
}

function splice(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  removed: number,
  added: readonly number[],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at + removed)]);
}
