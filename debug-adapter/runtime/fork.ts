import { callSuspendable, type WasmValue } from './jspi.ts';
import type { Linker } from './linking/linker.ts';
import type { LinkStep } from './linking/linkSteps.ts';
import type { Registers } from './scheduling/scheduler.ts';

/** What a fork of a CPython begins with: all that it had in memory while it stood still between two instructions. */
export interface ForkImage {
  readonly memory: Uint8Array;
  readonly registers: Registers;
  /** The thread that ran. */
  readonly thread: number;
  /** What was linked to it. */
  readonly links: readonly LinkStep[];
}

/** What a fork runs: a piece of Python, as if the program's current frame had called it. */
export interface ForkCode {
  readonly source: string;
  readonly filename: string;
  /** Whether an exception is on its way, which is to be the one that is being handled for the code. */
  readonly isRaising: boolean;
  /** By how much the limit of recursion is raised, in frames: the program may be close to it. */
  readonly room: number;
}

/** A fork of a program that stood still. */
export interface Fork {
  readonly image: ForkImage;
  /** What it runs instead of the program. */
  readonly code: ForkCode;
}

/**
 * Where the bits are that interrupt the interpreter: `eval_breaker` in `PyThreadState`, behind three pointers
 * (`Include/cpython/pystate.h`).
 */
const EVAL_BREAKER = 12;

/** `Py_file_input`, of `Include/compile.h`. */
const FILE_INPUT = 257;

/**
 * Runs code in a fork by CPython's API.
 *
 * @param linker of the fork, which knows the API's functions.
 * @param memory of the fork.
 * @returns a promise that settles when the code has ended. It tells whether it did so without an exception.
 * @throws LinkError when the program is no CPython.
 */
export async function runPython(
  linker: Linker,
  memory: WebAssembly.Memory,
  { source, filename, isRaising, room }: ForkCode,
): Promise<boolean> {
  const find = (name: string): CallableFunction => linker.programFunction(name);
  const call = (name: string, ...args: WasmValue[]): number => find(name)(...args);
  const text = (value: string): number => {
    const bytes = new TextEncoder().encode(`${value}\0`);
    const address = call('PyMem_RawMalloc', bytes.length);
    new Uint8Array(memory.buffer).set(bytes, address);
    return address;
  };
  const thread = call('PyThreadState_Get');
  // The program stands in the middle of an instruction, and the collector would look at its frame.
  call('PyGC_Disable');
  // What waits to interrupt it is for the program: other threads that want to run, signals, its own tracing.
  new DataView(memory.buffer).setUint8(thread + EVAL_BREAKER, 0);
  call('PyThreadState_EnterTracing', thread);
  call('Py_SetRecursionLimit', call('Py_GetRecursionLimit') + room);
  // Code cannot run while an exception is on its way.
  if (isRaising) call('PyErr_SetHandledException', call('PyErr_GetRaisedException'));
  const code = call('Py_CompileString', text(source), text(filename), FILE_INPUT);
  if (code === 0) return false;
  const globals = call('PyDict_New');
  // Those of the program's frame need not be all.
  const builtins = call('PyImport_AddModule', text('builtins'));
  call('PyDict_SetItemString', globals, text('__builtins__'), builtins);
  const result = await callSuspendable(find('PyEval_EvalCode'), code, globals, globals);
  if (result === 0) await callSuspendable(find('PyErr_Print'));
  return result !== 0;
}
