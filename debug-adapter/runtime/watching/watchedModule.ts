import { External, Section } from '../binaryReader.ts';
import { functionBody, functionType, leb, name, signedLeb } from '../moduleBytes.ts';
import { ChangedModule, MEMORIES, type Replacement } from './changedModule.ts';
import { type CodeInstruction, instructionsOf, Opcode } from './instructions.ts';

/** What is watched in an interpreter, and where: names and layouts of CPython's. */
export interface WatchedPlaces {
  /** The offset of `instr_ptr` in `_PyInterpreterFrame`. */
  readonly instructionPointer: number;
}

/** How many words of memory are watched at most. */
export const MOST_WORDS = 4;

/** What a watched module exports beside all else: see {@link watchedModule}. */
export const WATCH = {
  /** A table of {@link Hook}s, to be set before anything runs. */
  hooks: 'wasix_watch_hooks',
  /** A memory with a bit for each two bytes of the program's memory: no news when an instruction there begins. */
  quiet: 'wasix_watch_quiet',
  /** How many instructions have begun. */
  position: 'wasix_watch_position',
  /** The position at which the host is told in any case. */
  limit: 'wasix_watch_limit',
  /** Whether there are frames or words to be looked at for each instruction, which takes as long as all else here. */
  isClose: 'wasix_watch_is_close',
  /** Frames of which each instruction is told; 0 for none. */
  frame: 'wasix_watch_frame',
  caller: 'wasix_watch_caller',
  /** The addresses of {@link MOST_WORDS} words, and what they had when they were looked at: followed by a digit. */
  word: 'wasix_watch_word',
  value: 'wasix_watch_value',
} as const;

/** The functions that the host puts into the table, by their places. */
export const Hook = {
  /**
   * `(frame, instruction, previous)`: the addresses of a `_PyInterpreterFrame`, of the `_Py_CODEUNIT` that begins
   * in it, and of the one before that.
   */
  begin: 0,
  /** `(frame object)`: an exception comes out of the instruction that it is at. */
  raise: 1,
  /** `(code object)`: it is about to be freed. */
  free: 2,
  /** `()`: memory has become longer. */
  grow: 3,
} as const;

/** The functions of CPython that are watched. */
const EVALUATION = '_PyEval_EvalFrameDefault';
const TRACEBACK = 'PyTraceBack_Here';
const CODE_END = 'code_dealloc';
/** The C library's, which alone makes memory longer. */
const BREAK = 'sbrk';

/** Pages of a memory with a bit for each two bytes of 4 GiB, of which none is there before it is written to. */
const QUIET_PAGES = 4096;

const [I32, F64, FUNCTION_REFERENCE] = [0x7f, 0x7c, 0x70];
const [VARIABLE, NO_LIMIT, END] = [0x01, 0x00, 0x0b];

/** Code, as bytes; see the specification's index of instructions. */
const op = {
  localGet: (index: number) => [0x20, ...leb(index)],
  localSet: (index: number) => [0x21, ...leb(index)],
  load: (offset: number) => [0x28, 0x02, ...leb(offset)],
  globalGet: (index: number) => [0x23, ...leb(index)],
  globalSet: (index: number) => [0x24, ...leb(index)],
  constant: (value: number) => [0x41, ...signedLeb(value)],
  grow: [Opcode.memoryGrow, 0x00],
  call: (index: number) => [Opcode.call, ...leb(index)],
  callIndirect: (type: number, table: number) => [0x11, ...leb(type), ...leb(table)],
  store: (offset: number) => [Opcode.i32Store, 0x02, ...leb(offset)],
  /** A byte of a memory that is not the first. */
  loadByte: (memory: number) => [0x2d, 0x40, ...leb(memory), 0x00],
  if: [0x04, 0x40],
  end: [END],
  equalZero: [0x45],
  equal: [0x46],
  notEqual: [0x47],
  and: [0x71],
  or: [0x72],
  shiftRight: [0x76],
  one: [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
  infinity: [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f],
  zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  addDouble: [0xa0],
  greaterOrEqualDouble: [0x66],
} as const;

/**
 * Makes a copy of an interpreter that is watched while it runs: its evaluation loop stores the address of each
 * instruction in the frame when that begins, and each of these stores becomes a call of a function that does
 * the same, counts, and asks the host where it wants to be asked. What is in memory and in the table of
 * functions is the same as without, and so is all that the program does.
 *
 * @param binary of a CPython with a section of names.
 * @throws MalformedModule when it is something else.
 */
export function watchedModule(
  binary: Uint8Array,
  { instructionPointer }: WatchedPlaces,
): Uint8Array<ArrayBuffer> {
  const module = new ChangedModule(binary);
  const watch = addWatch(module);
  const tell = (hook: number, type: number): number[] => [
    ...op.constant(hook),
    ...op.callIndirect(type, watch.hooks),
  ];
  const onBegin = module.add(Section.types, functionType([I32, I32, I32], []));
  const onOne = module.add(Section.types, functionType([I32], []));
  const onNothing = module.add(Section.types, functionType([], []));
  const begin = addFunction(module, functionType([I32, I32], []));
  const raise = addFunction(module, functionType([I32], [I32]));
  const grow = addFunction(module, functionType([I32], [I32]));
  module.add(
    Section.code,
    functionBody(
      [I32, I32],
      [...op.localGet(0), ...op.load(instructionPointer), ...op.localSet(2)],
      [...op.localGet(0), ...op.localGet(1), ...op.store(instructionPointer)],
      [...op.globalGet(watch.position), ...op.one, ...op.addDouble],
      op.globalSet(watch.position),
      [...isNews(watch), ...op.localSet(3)],
      [...op.globalGet(watch.isClose), ...op.if, ...op.localGet(3)],
      [...isNewsClosely(watch), ...op.localSet(3), ...op.end],
      [...op.localGet(3), ...op.if, ...op.localGet(0), ...op.localGet(1), ...op.localGet(2)],
      [...tell(Hook.begin, onBegin), ...op.end],
    ),
  );
  module.add(
    Section.code,
    functionBody(
      [],
      [...op.localGet(0), ...tell(Hook.raise, onOne)],
      [...op.localGet(0), ...op.call(module.named(TRACEBACK))],
    ),
  );
  module.add(
    Section.code,
    functionBody([], [...op.localGet(0), ...op.grow], tell(Hook.grow, onNothing)),
  );
  const traceback = module.named(TRACEBACK);
  replaceAll(module, EVALUATION, ({ opcode, operand }) => {
    if (opcode === Opcode.i32Store && operand === instructionPointer) return op.call(begin);
    return opcode === Opcode.call && operand === traceback ? op.call(raise) : undefined;
  });
  replaceAll(module, BREAK, ({ opcode }) =>
    opcode === Opcode.memoryGrow ? op.call(grow) : undefined,
  );
  module.begin(module.named(CODE_END), [...op.localGet(0), ...tell(Hook.free, onOne)]);
  return module.write();
}

/** The indices of what the host sets. */
interface WatchIndices {
  readonly hooks: number;
  readonly quiet: number;
  readonly position: number;
  readonly limit: number;
  readonly isClose: number;
  readonly frame: number;
  readonly caller: number;
  readonly words: readonly { readonly word: number; readonly value: number }[];
}

function addWatch(module: ChangedModule): WatchIndices {
  const share = (what: string, kind: number, index: number): number => {
    module.add(Section.exports, [...name(what), kind, ...leb(index)]);
    return index;
  };
  const global = (what: string, type: number, initial: readonly number[]): number => {
    const index = module.add(Section.globals, [type, VARIABLE, ...initial, END]);
    return share(what, External.global, index);
  };
  const hooks = [FUNCTION_REFERENCE, NO_LIMIT, ...leb(Object.keys(Hook).length)];
  const nothing = op.constant(0);
  return {
    hooks: share(WATCH.hooks, External.table, module.add(Section.tables, hooks)),
    quiet: share(
      WATCH.quiet,
      External.memory,
      module.add(MEMORIES, [NO_LIMIT, ...leb(QUIET_PAGES)]),
    ),
    position: global(WATCH.position, F64, op.zero),
    limit: global(WATCH.limit, F64, op.infinity),
    isClose: global(WATCH.isClose, I32, nothing),
    frame: global(WATCH.frame, I32, nothing),
    caller: global(WATCH.caller, I32, nothing),
    words: Array.from({ length: MOST_WORDS }, (_, index) => ({
      word: global(`${WATCH.word}${index}`, I32, nothing),
      value: global(`${WATCH.value}${index}`, I32, nothing),
    })),
  };
}

/** @param replace what an instruction of a function is to become, if another. */
function replaceAll(
  module: ChangedModule,
  name: string,
  replace: (instruction: CodeInstruction) => readonly number[] | undefined,
): void {
  const index = module.named(name);
  const replacements: Replacement[] = [];
  for (const found of instructionsOf(module.body(index))) {
    const bytes = replace(found);
    if (bytes !== undefined) replacements.push({ begin: found.begin, end: found.end, bytes });
  }
  module.replace(index, replacements);
}

/** @returns the index of a function whose code is added in the same order. */
function addFunction(module: ChangedModule, type: number[]): number {
  return module.add(Section.functions, leb(module.add(Section.types, type)));
}

/** Whether the host wants to be told of the instruction at the address that is local 1, because of where it is or when. */
function isNews({ quiet, position, limit }: WatchIndices): number[] {
  return [
    // The byte for eight instructions, and which of them it is.
    ...[...op.localGet(1), ...op.constant(4), ...op.shiftRight, ...op.loadByte(quiet)],
    ...[...op.localGet(1), ...op.constant(1), ...op.shiftRight],
    ...[...op.constant(7), ...op.and, ...op.shiftRight],
    ...[...op.constant(1), ...op.and, ...op.equalZero],
    ...[...op.globalGet(position), ...op.globalGet(limit), ...op.greaterOrEqualDouble, ...op.or],
  ];
}

/** The same, or that it is in a frame, which is local 0, or after a change that the host wants to be told of. */
function isNewsClosely({ frame, caller, words }: WatchIndices): number[] {
  return [
    ...[frame, caller].flatMap(each => [
      ...op.localGet(0),
      ...op.globalGet(each),
      ...op.equal,
      ...op.or,
    ]),
    ...words.flatMap(({ word, value }) => [
      ...op.globalGet(word),
      ...op.load(0),
      ...op.globalGet(value),
      ...op.notEqual,
      ...op.or,
    ]),
  ];
}
