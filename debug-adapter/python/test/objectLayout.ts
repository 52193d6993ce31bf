/**
 * Where CPython 3.13 keeps the functions in C that it calls through pointers, and how
 * it calls them: `Include/cpython/object.h`, `descrobject.h`, `methodobject.h`, `moduleobject.h`.
 */

/** A pointer to a function. */
export interface FunctionPointer {
  /** The field in the headers. */
  readonly field: string;
  /** What is called: its number in the table of functions; never 0. */
  readonly target: number;
  /** How it is called: `(i32, i32) -> i32`. */
  readonly call: string;
}

/** The 32-bit words of the interpreter's memory. */
type Words = Uint32Array;

const WORD = 4;

function call(parameters: number, results: 0 | 1 = 1): string {
  return `(${Array(parameters).fill('i32').join(', ')}) -> ${results ? 'i32' : 'nothing'}`;
}

/** Fields one after the other: `name:parameters`, with a `!` for no result; `-` is no function. */
function fields(text: string): (readonly [field: string, call: string] | undefined)[] {
  return text
    .trim()
    .split(/\s+/)
    .map(field => {
      const [, name, parameters, isVoid] = /^(\w+):(\d)(!?)$/.exec(field) ?? [];
      return name && ([name, call(Number(parameters), isVoid ? 0 : 1)] as const);
    })
    .map(field => field || undefined);
}

const TYPE = fields(`
  - - - - - - tp_dealloc:1! - tp_getattr:2 tp_setattr:3 - tp_repr:1 - - - tp_hash:1 tp_call:3
  tp_str:1 tp_getattro:2 tp_setattro:3 - - - tp_traverse:3 tp_clear:1 tp_richcompare:3 -
  tp_iter:1 tp_iternext:1 - - - - - tp_descr_get:3 tp_descr_set:3 - tp_init:3 tp_alloc:2
  tp_new:3 tp_free:1! tp_is_gc:1 - - - - - tp_del:1! - tp_finalize:1! tp_vectorcall:4`);

/** What a type points to, by the number of the word that does. */
const PARTS_OF_TYPES = new Map([
  [10, fields('am_await:1 am_aiter:1 am_anext:1 am_send:3')],
  [
    12,
    fields(`
      nb_add:2 nb_subtract:2 nb_multiply:2 nb_remainder:2 nb_divmod:2 nb_power:3 nb_negative:1
      nb_positive:1 nb_absolute:1 nb_bool:1 nb_invert:1 nb_lshift:2 nb_rshift:2 nb_and:2 nb_xor:2
      nb_or:2 nb_int:1 - nb_float:1 nb_inplace_add:2 nb_inplace_subtract:2 nb_inplace_multiply:2
      nb_inplace_remainder:2 nb_inplace_power:3 nb_inplace_lshift:2 nb_inplace_rshift:2
      nb_inplace_and:2 nb_inplace_xor:2 nb_inplace_or:2 nb_floor_divide:2 nb_true_divide:2
      nb_inplace_floor_divide:2 nb_inplace_true_divide:2 nb_index:1 nb_matrix_multiply:2
      nb_inplace_matrix_multiply:2`),
  ],
  [
    13,
    fields(`
      sq_length:1 sq_concat:2 sq_repeat:2 sq_item:2 - sq_ass_item:3 - sq_contains:2
      sq_inplace_concat:2 sq_inplace_repeat:2`),
  ],
  [14, fields('mp_length:1 mp_subscript:2 mp_ass_subscript:3')],
  [20, fields('bf_getbuffer:3 bf_releasebuffer:2!')],
]);
const VECTORCALL_OFFSET = 7;

const MODULE_DEFINITION = 3;
const DEFINED = fields('- - - - - - - - - - m_traverse:3 m_clear:1 m_free:1!');

const GETSET_DEFINITION = 5;
const GETSET = fields('- get:2 set:3');

/** The word of a descriptor, and of a function, that points to a `PyMethodDef`. */
const METHOD_DEFINITION = { method: 5, function: 2 } as const;
/** Of `ml_flags`, those that say how the function is called: `METH_VARARGS` and the like. */
const CONVENTION = 0x28f;
const CONVENTIONS = new Map([
  [0x001, call(2)],
  [0x003, call(3)],
  [0x004, call(2)],
  [0x008, call(2)],
  [0x080, call(3)],
  [0x082, call(4)],
  [0x282, call(5)],
]);

function pointersIn(
  words: Words,
  start: number,
  layout: ReturnType<typeof fields>,
): FunctionPointer[] {
  return layout.flatMap((field, word) => {
    const target = words[start + word];
    return field && target ? [{ field: field[0], call: field[1], target }] : [];
  });
}

function pointersOfType(words: Words, start: number): FunctionPointer[] {
  const parts = [...PARTS_OF_TYPES].flatMap(([word, layout]) => {
    const part = words[start + word] as number;
    return part === 0 ? [] : pointersIn(words, part / WORD, layout);
  });
  return [...pointersIn(words, start, TYPE), ...parts];
}

function pointersOfMethod(words: Words, definition: number): FunctionPointer[] {
  const [target, flags] = words.subarray(definition + 1) as unknown as [number, number];
  const convention = CONVENTIONS.get(flags & CONVENTION);
  if (convention === undefined) throw new Error(`no known way to call: flags ${flags}`);
  return [{ field: 'ml_meth', target, call: convention }];
}

/** The kinds of objects that functions can be found of. */
export type ObjectKind = 'type' | 'module' | 'method' | 'getset' | 'function' | 'callable';

/**
 * The functions of an object.
 *
 * @param address of the object, in bytes.
 */
export function functionPointers(
  words: Words,
  kind: ObjectKind,
  address: number,
): FunctionPointer[] {
  const start = address / WORD;
  const pointed = (word: number): number => (words[start + word] as number) / WORD;
  switch (kind) {
    case 'type':
      return pointersOfType(words, start);
    case 'module':
      return pointed(MODULE_DEFINITION) === 0
        ? []
        : pointersIn(words, pointed(MODULE_DEFINITION), DEFINED);
    case 'getset':
      return pointersIn(words, pointed(GETSET_DEFINITION), GETSET);
    case 'method':
    case 'function':
      return pointersOfMethod(words, pointed(METHOD_DEFINITION[kind]));
    case 'callable': {
      const offset = words[pointed(1) + VECTORCALL_OFFSET] as number;
      const target = words[start + offset / WORD] as number;
      return target === 0 ? [] : [{ field: 'vectorcall', target, call: call(4) }];
    }
  }
}
