import { MalformedModule } from '../binaryReader.ts';

/** Where CPython keeps what is read of its memory: offsets in bytes within its structures. */
export interface PythonLayout {
  /** `_PyRuntimeState`. */
  readonly runtime: Offsets<'finalizing'>;
  /** `_PyInterpreterFrame`. */
  readonly frame: Offsets<'previous' | 'executable' | 'instructionPointer' | 'owner'>;
  /** `PyCodeObject`, whose number of code units is where any object has its number of elements. */
  readonly code: Offsets<
    | 'flags'
    | 'filename'
    | 'qualname'
    | 'linetable'
    | 'firstLine'
    | 'instructions'
    | 'exceptionTable'
  >;
  /** `PyObject`. */
  readonly object: Offsets<'type'>;
  /** `PyVarObject`. */
  readonly sized: Offsets<'size'>;
  /** `PyBytesObject`. */
  readonly bytes: Offsets<'value'>;
  /** `PyFrameObject`. */
  readonly frameObject: Offsets<'frame'>;
  /** Opcodes, those of instrumented code too (`Include/opcode_ids.h`). */
  readonly opcodes: Opcodes;
  /** `PyASCIIObject`, behind which the characters are; those of other text are 8 bytes behind it. */
  readonly text: Offsets<'state' | 'length' | 'end'>;
}

/** The instructions by which it is known how a frame begins, is suspended, and ends. */
interface Opcodes {
  readonly resume: readonly number[];
  readonly yield: readonly number[];
  readonly return: readonly number[];
  /** Raises an exception again that no handler has dealt with. */
  readonly reraise: number;
  /** Leads back to go on waiting for what is awaited: no line begins there again. */
  readonly goOnWaiting: number;
}

type Offsets<Name extends string> = Readonly<Record<Name, number>>;

/** What `_Py_DebugOffsets` begins with, by which CPython has it found in memory. */
const COOKIE = new TextEncoder().encode('xdebugpy');

/** How many numbers of 64 bits the structures in it have, in their order, by the version. */
const STRUCTURES: Readonly<Record<string, readonly (readonly [name: string, fields: number])[]>> = {
  '3.13': [
    ...of('head', 2, 'runtime', 3, 'interpreter', 13, 'thread', 9, 'frame', 6, 'code', 10),
    ...of('object', 2, 'type', 4, 'tuple', 3, 'list', 3, 'dict', 3, 'float', 2, 'long', 3),
    ...of('bytes', 3, 'text', 4),
  ],
  '3.14': [
    ...of('head', 2, 'runtime', 3, 'interpreter', 16, 'thread', 9, 'frame', 8, 'code', 11),
    ...of(
      'object',
      2,
      'type',
      4,
      'tuple',
      3,
      'list',
      3,
      'set',
      4,
      'dict',
      3,
      'float',
      2,
      'long',
      3,
    ),
    ...of('bytes', 3, 'text', 4),
  ],
};

const OPCODES: Readonly<Record<string, Opcodes>> = {
  '3.13': {
    resume: [149, 207, 236],
    yield: [118, 241],
    return: [36, 103, 239, 240],
    goOnWaiting: 78,
    reraise: 102,
  },
  '3.14': {
    resume: [128, 196, 245],
    yield: [120, 247],
    return: [35, 246],
    goOnWaiting: 76,
    reraise: 105,
  },
};

function of(...pairs: (string | number)[]): (readonly [string, number])[] {
  return pairs.flatMap((name, index) =>
    typeof name === 'string' ? [[name, pairs[index + 1] as number] as const] : [],
  );
}

/**
 * Reads where a CPython keeps what debuggers want to know, as it tells itself: `_Py_DebugOffsets`
 * (`Include/internal/pycore_debug_offsets.h`, in 3.13 `pycore_runtime.h`).
 *
 * @param binary the interpreter's WebAssembly module, or its memory.
 * @throws MalformedModule when it does not tell, or in a way that is not known here.
 */
export function readPythonLayout(binary: Uint8Array): PythonLayout {
  const begin = find(binary, COOKIE);
  if (begin === undefined) throw new MalformedModule('it does not say where it keeps what');
  const view = new DataView(binary.buffer, binary.byteOffset + begin + COOKIE.length);
  const number = (index: number): number => Number(view.getBigUint64(8 * index, true));
  // PY_VERSION_HEX.
  const version = `${number(0) >>> 24}.${(number(0) >>> 16) & 0xff}`;
  const structures = STRUCTURES[version];
  const opcodes = OPCODES[version];
  if (structures === undefined || opcodes === undefined)
    throw new MalformedModule(`it is Python ${version}`);
  const starts = new Map<string, number>();
  let next = 0;
  for (const [name, fields] of structures) {
    starts.set(name, next);
    next += fields;
  }
  const field = (structure: string, index: number): number =>
    number((starts.get(structure) as number) + index);
  return {
    opcodes,
    runtime: { finalizing: field('runtime', 1) },
    // Behind the head of an object, and `f_back`.
    frameObject: { frame: field('object', 0) + 4 },
    frame: {
      previous: field('frame', 1),
      executable: field('frame', 2),
      instructionPointer: field('frame', 3),
      owner: field('frame', 5),
    },
    code: {
      // They are just before `co_argcount`.
      flags: field('code', 6) - 4,
      // And this is just before them.
      exceptionTable: field('code', 6) - 8,
      filename: field('code', 1),
      qualname: field('code', 3),
      linetable: field('code', 4),
      firstLine: field('code', 5),
      instructions: field('code', 9),
    },
    object: { type: field('object', 1) },
    sized: { size: field('list', 2) },
    bytes: { value: field('bytes', 2) },
    text: { state: field('text', 1), length: field('text', 2), end: field('text', 3) },
  };
}

function find(bytes: Uint8Array, wanted: Uint8Array): number | undefined {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return undefined;
}
